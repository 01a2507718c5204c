import { expect, test } from 'vitest'
import { LogLabels } from './log-labels.ts'

test('a room has one name while the process runs, and another one in the next', () => {
  const labels = new LogLabels(new Uint8Array([1]))
  expect(labels.room('blue-room')).toMatch(/^[0-9a-f]{8}$/)
  expect(labels.room('blue-room')).toBe(labels.room('blue-room'))
  expect(labels.room('red-room')).not.toBe(labels.room('blue-room'))
  expect(new LogLabels(new Uint8Array([2])).room('blue-room')).not.toBe(labels.room('blue-room'))
})

test('a peer is named by the start of the id', () => {
  expect(new LogLabels(new Uint8Array([1])).peer('abcdefghijklmnopqrstuv')).toBe('abcdef')
})
