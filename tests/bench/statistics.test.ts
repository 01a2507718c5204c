import { expect, test } from 'vitest'
import { quantile, summarize } from './statistics.ts'

test('the median of an odd number of samples is the one in the middle, whatever their order', () => {
  expect(summarize([30, 10, 200])).toEqual({ median: 30, min: 10, max: 200, n: 3 })
})

test('the median of an even number of samples lies between the two in the middle', () => {
  expect(summarize([4, 1, 2, 3]).median).toBe(2.5)
})

test('samples are compared as numbers and left as they are', () => {
  const samples = [10, 9, 100]
  expect(summarize(samples).median).toBe(10)
  expect(samples).toEqual([10, 9, 100])
})

test('a quantile is interpolated between its neighbours', () => {
  const samples = Array.from({ length: 101 }, (_empty, index) => index)
  expect(quantile(samples, 0.95)).toBe(95)
  expect(quantile([0, 10], 0.95)).toBeCloseTo(9.5)
  expect(quantile([7], 0.95)).toBe(7)
})

test('nothing measured is an error, not a figure', () => {
  expect(() => summarize([])).toThrow(RangeError)
})
