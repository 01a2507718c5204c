import { expect, test } from 'vitest'
import { textsFor } from './texts.ts'

test.each([
  [null, ['de-DE', 'zh-Hans-CN', 'en'], '离开会议'],
  [null, ['fr'], 'Leave meeting'],
  ['zh-CN', ['en-GB'], '离开会议'],
  ['en', ['zh-CN'], 'Leave meeting'],
  ['pl', ['zh-TW'], '离开会议']
])('the menus are in the language that is wanted: %s, %j', (chosen, preferred, leave) => {
  expect(textsFor(chosen, preferred).leave).toBe(leave)
})
