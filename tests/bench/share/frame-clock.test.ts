import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CLOCK_BITS, decodeClock, encodeClock } from './frame-clock.ts'

const NOW = Date.UTC(2025, 5, 1, 12)

/** After this many milliseconds the bits begin anew. */
const ROUND = 2 ** 24

test('a time that was shown a while ago is read as it was', () => {
  fc.assert(
    fc.property(fc.nat(ROUND - 1), (age) => {
      expect(decodeClock(encodeClock(NOW - age), NOW)).toBe(NOW - age)
    })
  )
})

test('fractions of a millisecond are cut off', () => {
  expect(decodeClock(encodeClock(NOW - 0.25), NOW)).toBe(NOW - 1)
})

test('one or two wrong blocks are noticed', () => {
  const place = fc.nat(CLOCK_BITS - 1)
  fc.assert(
    fc.property(fc.nat(ROUND - 1), place, place, (time, one, other) => {
      const bits = encodeClock(time)
      const wrong = bits.map((bit, index) => bit !== (index === one || index === other))
      expect(decodeClock(wrong, NOW)).toBeNull()
    })
  )
})

test('a picture without a clock has no time', () => {
  expect(decodeClock(new Array<boolean>(CLOCK_BITS).fill(false), NOW)).toBeNull()
  expect(decodeClock(new Array<boolean>(CLOCK_BITS).fill(true), NOW)).toBeNull()
  expect(decodeClock([], NOW)).toBeNull()
})
