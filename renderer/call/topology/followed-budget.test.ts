import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { firstBudget, followBudget, type FollowedBudget } from './followed-budget.ts'

/** Time between two looks, in milliseconds. */
const PERIOD = 2_000

/** What it is after each of these measures. */
function followed(guess: number, ...measures: (number | null)[]): FollowedBudget[] {
  let budget = firstBudget(guess)
  return measures.map((measured, index) => {
    budget = followBudget(budget, measured, index * PERIOD)
    return budget
  })
}

const values = (guess: number, ...measures: (number | null)[]) =>
  followed(guess, ...measures).map(({ value }) => value)

const times = <Value>(count: number, value: Value) => Array.from({ length: count }, () => value)

describe('a budget', () => {
  test('falls at the second low measure, and to the better of the two', () => {
    expect(values(100, 40, 50)).toEqual([100, 50])
    expect(values(Infinity, 40, 50)).toEqual([Infinity, 50])
  })

  test('is not moved by one low measure, by noise, or by nothing', () => {
    expect(values(100, 40, 90, 40, 110, null, 75, 135)).toEqual(times(7, 100))
  })

  test('goes on falling while it is too much', () => {
    expect(values(100, 65, 65, 42, 42, 27, 27).at(-1)).toBe(27)
  })

  test('rises after twenty seconds, to the least of what was measured, and to twice as much at most', () => {
    const some = values(100, ...times(5, 200), 145, ...times(5, 200))
    expect(some.slice(0, 10)).toEqual(times(10, 100))
    expect(some.at(-1)).toBe(145)
    expect(values(100, ...times(11, 900)).at(-1)).toBe(200)
  })

  test('begins to wait anew when a measure gives no hope', () => {
    expect(values(100, ...times(9, 200), 120, ...times(9, 200)).at(-1)).toBe(100)
  })

  test('waits twice as long after a rise that fell again, and as at first after one that lasted', () => {
    const fell = followed(100, ...times(11, 200), ...times(2, 60))
    expect(fell.at(-1)).toMatchObject({ value: 60, patience: 40_000 })
    const lasted = followed(100, ...times(11, 200), ...times(2, 60), ...times(21, 200), ...times(31, 100))
    expect(lasted.at(-1)).toMatchObject({ value: 120, patience: 20_000 })
  })

  const noise = fc.double({ min: 0.85, max: 1.15, noNaN: true })

  test('that is right is never moved by noise of 15%', () => {
    fc.assert(
      fc.property(noise, fc.array(noise, { maxLength: 80 }), (guess, measures) => {
        expect(new Set([guess, ...values(guess, ...measures)]).size).toBe(1)
      })
    )
  })

  test('that is wrong falls at most once and then only rises, with noise of 15%', () => {
    const guess = fc.double({ min: 0.05, max: 20, noNaN: true })
    fc.assert(
      fc.property(guess, fc.array(noise, { maxLength: 80 }), (guess, measures) => {
        const all = [guess, ...values(guess, ...measures)]
        const falls = all.filter((value, index) => value < (all[index - 1] ?? 0))
        expect(falls.length).toBeLessThanOrEqual(1)
      })
    )
  })

  test('comes down after any history, and never rises to more than twice as much at once', () => {
    const measure = fc.double({ min: 1, max: 1_000, noNaN: true })
    fc.assert(
      fc.property(fc.array(measure, { maxLength: 60 }), measure, (history, next) => {
        const all = [500, ...values(500, ...history, next)]
        for (const [index, value] of all.slice(1).entries()) {
          expect(value).toBeLessThanOrEqual((all[index] ?? 0) * 2)
        }
        const value = all.at(-1) ?? 0
        const low = values(500, ...history, next, value * 0.6, value * 0.6)
        expect(low.at(-1)).toBeLessThanOrEqual(value * 0.7)
      })
    )
  })
})
