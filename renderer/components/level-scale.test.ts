import { expect, test } from 'vitest'
import { levelScale } from './level-scale.ts'

test('a level of 0 is at one end, and the loudest at the other', () => {
  expect(levelScale(0)).toBe(0)
  expect(levelScale(1)).toBe(1)
})

test('twice as loud is the same step everywhere', () => {
  const step = levelScale(0.02) - levelScale(0.01)
  expect(step).toBeGreaterThan(0.1)
  expect(levelScale(0.2) - levelScale(0.1)).toBeCloseTo(step)
})
