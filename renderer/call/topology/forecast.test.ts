import fc from 'fast-check'
import { expect, test } from 'vitest'
import { facesCarried, MOST_FORECAST, peopleCarried } from './forecast.ts'
import { guessPixelRate } from './processor-budget.ts'

test.each([
  [2, Infinity, 6],
  [4, Infinity, 12],
  [64, Infinity, MOST_FORECAST],
  [64, 2_000_000, 4],
  [2, 300_000, 1],
  [2, 0, 1]
])('%i cores and %d bit/s are good for %i people', (cores, uplink, people) => {
  expect(peopleCarried({ pixelRate: guessPixelRate(cores), uplink })).toBe(people)
})

test('more room never carries fewer, and small pictures fit at least as often', () => {
  const amount = fc.integer({ min: 0, max: 200_000_000 })
  fc.assert(
    fc.property(amount, amount, amount, (pixelRate, uplink, more) => {
      const room = { pixelRate, uplink }
      const larger = { pixelRate: pixelRate + more, uplink: uplink + more }
      expect(peopleCarried(larger)).toBeGreaterThanOrEqual(peopleCarried(room))
      expect(facesCarried(room) + 1).toBeGreaterThanOrEqual(peopleCarried(room))
    })
  )
})
