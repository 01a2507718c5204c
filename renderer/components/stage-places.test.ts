import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placesIn } from './stage-places.ts'

test.each([
  [1600, 900, 16],
  [1100, 640, 16],
  [460, 280, 9],
  [300, 220, 4],
  [100, 100, 4],
  [0, 0, Infinity]
])('%i by %i have room for %i', (width, height, places) => {
  expect(placesIn({ width, height }, 10)).toBe(places)
})

test('a larger window never has room for fewer', () => {
  const side = fc.integer({ min: 1, max: 4_000 })
  fc.assert(
    fc.property(side, side, side, side, (width, height, wider, higher) => {
      const larger = placesIn({ width: width + wider, height: height + higher }, 10)
      expect(larger).toBeGreaterThanOrEqual(placesIn({ width, height }, 10))
    })
  )
})
