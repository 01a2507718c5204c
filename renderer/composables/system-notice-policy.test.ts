import { expect, test } from 'vitest'
import { isForSystem, systemNotice, type Happening, type SystemNotice } from './system-notice-policy.ts'

test.each<[SystemNotice, string, string]>([
  [{ type: 'mentioned', name: 'Grace' }, 'mentioned:Grace', 'chat'],
  [{ type: 'messaged', name: 'Grace' }, 'messaged:Grace', 'chat'],
  [{ type: 'knock', name: 'Alan' }, 'knock:Alan', 'people'],
  [{ type: 'file-offered', name: 'Alan', file: 'plan.pdf' }, 'file-offered:Alan', 'files'],
  [{ type: 'joined', name: 'Lin' }, 'joined', 'meeting']
])('%o is said by the system, and leads somewhere', (content, tag, leadsTo) => {
  expect(isForSystem(content)).toBe(true)
  expect(systemNotice(content)).toEqual({ tag, leadsTo })
})

test.each<Happening>([
  { type: 'left', name: 'Lin' },
  { type: 'share-started', name: 'Lin' },
  { type: 'lock', on: true },
  { type: 'mishap', part: 'graphics' },
  { type: 'copy-failed' }
])('%o can wait', (content) => {
  expect(isForSystem(content)).toBe(false)
})
