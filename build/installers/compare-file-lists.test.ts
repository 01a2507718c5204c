import { expect, test } from 'vitest'
import { compareFileLists } from './compare-file-lists.ts'

const FIRST = 'aa  app.asar\nbb  parley\n'

test('the same lists differ in nothing', () => {
  expect(compareFileLists(FIRST, FIRST)).toEqual([])
})

test('a file that one of them lacks is found, whichever it is, and so is another content', () => {
  expect(compareFileLists(FIRST, 'aa  app.asar\n')).toEqual(['- bb  parley'])
  expect(compareFileLists(FIRST, `${FIRST}cc  more.pak\n`)).toEqual(['+ cc  more.pak'])
  expect(compareFileLists(FIRST, 'aa  app.asar\nb0  parley\n')).toEqual(['- bb  parley', '+ b0  parley'])
})
