import { afterEach, expect, test } from 'vitest'
import { settle } from '../call/testing/settle.ts'
import { FakeApp } from '../stores/testing/fake-app.ts'
import { OpenApp } from './testing/open-app.ts'

let app: FakeApp
let page: OpenApp

afterEach(async () => {
  page.close()
  await app.close()
})

/** Joins a meeting in which somebody is already. */
async function join({ camera, room = '' }: { camera: boolean; room?: string }) {
  app = new FakeApp({ settings: { name: 'Ada' } })
  page = await OpenApp.at(`/r/modi-kafu-ruse?server=https://meet.example${room}`, app)
  await app.invite('Grace', { devices: camera })
  await page.click('Join now')
}

const video = (name: string) => document.querySelector(`[role=group][aria-label="${name}"] video`)

test('the controls come with the first picture of somebody else', async () => {
  await join({ camera: true })
  expect(page.people).toEqual(['Ada', 'Grace'])
  video('Ada')?.dispatchEvent(new Event('loadeddata'))
  await settle()
  expect(page.hasButton('Leave')).toBe(false)
  video('Grace')?.dispatchEvent(new Event('loadeddata'))
  await settle()
  expect(page.hasButton('Leave')).toBe(true)
})

test('the controls don’t wait for a picture that doesn’t come', async () => {
  await join({ camera: true })
  app.clock.advance(599)
  await settle()
  expect(page.hasButton('Leave')).toBe(false)
  app.clock.advance(1)
  await settle()
  expect(page.hasButton('Leave')).toBe(true)
})

test('whoever comes is in a meeting for the system, too, before the controls are there', async () => {
  await join({ camera: true })
  expect(page.hasButton('Leave')).toBe(false)
  expect(app.desktop.meetingStates.at(-1)).toMatchObject({ in: 'meeting' })
})

test('the controls are there at once in a text room, which shows nobody', async () => {
  await join({ camera: true, room: '&text=1' })
  expect(page.hasButton('Leave')).toBe(true)
})

test('the controls are there at once where nobody has a camera on', async () => {
  await join({ camera: false })
  expect(page.hasButton('Leave')).toBe(true)
})
