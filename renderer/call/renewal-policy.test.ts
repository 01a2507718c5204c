import fc from 'fast-check'
import { expect, test } from 'vitest'
import { renewalDelay } from './renewal-policy.ts'

test.each([
  [3_600_000, 0, 1_800_000],
  [0, 0, 1_000],
  [1e15, 0, 86_400_000],
  [3_600_000, 1, 2_000],
  [3_600_000, 2, 4_000],
  [3_600_000, 5, 32_000],
  [3_600_000, 6, 60_000],
  [3_600_000, 5_000, 60_000]
])('of %d ms, after %d failures, %d pass', (lifetime, failures, delay) => {
  expect(renewalDelay(lifetime, failures)).toBe(delay)
})

test('it is never at once, and never so late that a timer of the browser overflows', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, noNaN: true }), fc.nat(), (lifetime, failures) => {
      const delay = renewalDelay(lifetime, failures)
      expect(delay).toBeGreaterThanOrEqual(1_000)
      expect(delay).toBeLessThan(2 ** 31)
    })
  )
})
