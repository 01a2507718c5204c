import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plotCeiling, plotPath, type PlotPoint } from './plot-scale.ts'

const points = (...values: (number | null)[]): PlotPoint[] =>
  values.map((value, index) => ({ at: index * 2_000, value }))

test.each([
  [[], 30, 30],
  [[12], 30, 30],
  [[31], 30, 50],
  [[0.051], 0.05, 0.1],
  [[180_000], 1_000, 200_000],
  [[200_000], 1_000, 200_000],
  [[null, 640], 100, 1_000]
])('an axis over %j, at least to %d, ends at %d', (values, least, ceiling) => {
  expect(plotCeiling(points(...values), least)).toBeCloseTo(ceiling)
})

test('an axis always holds its points, and never more than needed', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1 }), (values) => {
      const most = Math.max(...values)
      const ceiling = plotCeiling(points(...values), 0.001)
      expect(ceiling).toBeGreaterThanOrEqual(most * 0.999_999)
      expect(ceiling).toBeLessThanOrEqual(Math.max(0.001, most * 2.51))
    })
  )
})

const WINDOW = { from: 0, until: 10_000, ceiling: 100 }

test('a line goes from point to point, and has a gap where nothing is known', () => {
  expect(plotPath(points(0, 50, 100), WINDOW)).toBe('M0 100L0 100L20 50L40 0')
  expect(plotPath(points(50, null, 50), WINDOW)).toBe('M0 50L0 50M40 50L40 50')
})

test('a line has a gap where nothing was measured for a while, and nothing before its window', () => {
  const rare = [
    { at: -2_000, value: 9 },
    { at: 0, value: 50 },
    { at: 8_000, value: 50 }
  ]
  expect(plotPath(rare, WINDOW)).toBe('M0 50L0 50M80 50L80 50')
})

test('a line stays in its box', () => {
  expect(plotPath(points(250), WINDOW)).toBe('M0 0L0 0')
})
