import { expect, test } from 'vitest'
import { chatRows } from './chat-rows.ts'
import { message } from './testing/chat-messages.ts'

const MINUTE = 60_000
const heads = (...messages: Parameters<typeof chatRows>[0]) => chatRows(messages).map((row) => row.heads)

test('what follows closely says no more who wrote it', () => {
  expect(heads(message('1'), message('2', { sentAt: MINUTE }))).toEqual([true, false])
})

test('after five minutes the time is told again, counted from where it was told', () => {
  const times = [0, 3, 6, 9].map((minutes) => message(String(minutes), { sentAt: minutes * MINUTE }))
  expect(heads(...times)).toEqual([true, false, true, false])
})

test.each([
  ['another author', { own: true }],
  ['another name', { author: { id: 'grace', name: 'Grace H.' } }],
  ['what others told', { relayed: true }],
  ['what is private', { privateWith: { id: 'grace', name: 'Grace' } }]
])('%s begins anew', (_what, change) => {
  expect(heads(message('1'), message('2', change), message('3'))).toEqual([true, true, true])
})
