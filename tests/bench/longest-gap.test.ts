import { expect, test } from 'vitest'
import { longestGap } from './longest-gap.ts'

test('the longest gap may be the one that begins at the moment itself', () => {
  expect(longestGap([0, 90, 400, 420, 430], 100)).toBe(300)
})

test('it may come later, when what was on its way had still come', () => {
  expect(longestGap([90, 110, 130, 900, 920], 100)).toBe(770)
})

test('what came before counts for nothing', () => {
  expect(longestGap([0, 1000, 1010, 1020], 1005)).toBe(10)
  expect(longestGap([0, 50], 100)).toBe(Infinity)
})
