import { expect, test } from 'vitest'
import { growthOf } from './growth.ts'

test('is what a straight line grows in an hour', () => {
  expect(growthOf([0, 1, 2, 3].map((minute) => [minute, 100 + minute * 2]))).toBeCloseTo(120)
  expect(growthOf([0, 5, 9].map((minute) => [minute, 7]))).toBeCloseTo(0)
})

test('is hardly moved by what goes up and down', () => {
  const points = Array.from({ length: 240 }, (_empty, minute) => [minute, 100 + (minute % 2) * 10])
  expect(Math.abs(growthOf(points))).toBeLessThan(0.1)
})

test('is nothing that two points are needed for', () => {
  expect(growthOf([[0, 1]])).toBeNaN()
})
