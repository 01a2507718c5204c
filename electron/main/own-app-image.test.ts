import { expect, test } from 'vitest'
import { ownAppImage } from './own-app-image.ts'

const APPIMAGE = '/home/ada/Parley.AppImage'
const APPDIR = '/tmp/.mount_ParleyX'

test('an app that lies in the mounted image runs from it', () => {
  expect(ownAppImage({ APPIMAGE, APPDIR }, `${APPDIR}/parley`)).toBe(APPIMAGE)
})

test("one that another program's image has started does not", () => {
  expect(ownAppImage({ APPIMAGE, APPDIR }, '/opt/parley/parley')).toBeNull()
  expect(ownAppImage({ APPIMAGE, APPDIR }, `${APPDIR}Y/parley`)).toBeNull()
  expect(ownAppImage({ APPIMAGE }, '/opt/parley/parley')).toBeNull()
  expect(ownAppImage({}, '/opt/parley/parley')).toBeNull()
})
