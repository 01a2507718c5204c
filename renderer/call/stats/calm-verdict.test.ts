import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calmVerdict, UNJUDGED } from './calm-verdict.ts'
import { badness, GOOD, GRADES, type QualityReason, type Verdict } from './quality-verdict.ts'

const fair = (reason: QualityReason = 'loss'): Verdict => ({ grade: 'fair', reason })
const poor = (reason: QualityReason = 'loss'): Verdict => ({ grade: 'poor', reason })

/** What is shown after each judgement. */
function follow(judged: readonly Verdict[]): Verdict[] {
  let state = UNJUDGED
  return judged.map((each) => {
    state = calmVerdict(state, each)
    return state.verdict
  })
}

const grades = (judged: readonly Verdict[]) => follow(judged).map(({ grade }) => grade)

describe('a calm verdict', () => {
  test('is not shaken by one bad moment', () => {
    expect(grades([GOOD, poor(), GOOD, poor(), GOOD])).toEqual(Array(5).fill('good'))
    expect(grades([poor(), GOOD])).toEqual(['good', 'good'])
  })

  test('becomes worse with the second, and better with the fifth', () => {
    expect(grades([fair(), fair(), GOOD, GOOD, GOOD, GOOD, GOOD, GOOD])).toEqual([
      'good',
      ...Array<string>(5).fill('fair'),
      'good',
      'good'
    ])
  })

  test('goes one grade down only as far as both agree', () => {
    expect(grades([fair(), poor(), poor()])).toEqual(['good', 'fair', 'poor'])
  })

  test('stays where judgements swing about a threshold', () => {
    const swinging = Array.from({ length: 30 }, (_, index) => (index % 2 === 0 ? fair() : GOOD))
    expect(new Set(grades([fair(), fair(), ...swinging]).slice(1))).toEqual(new Set(['fair']))
  })

  test('keeps its reason as long as it is one', () => {
    const shown = follow([fair('loss'), fair('loss'), fair('cpu'), fair('loss'), fair('cpu'), fair('cpu')])
    expect(shown.map((verdict) => (verdict.grade === 'good' ? null : verdict.reason))).toEqual([
      null,
      'loss',
      'loss',
      'loss',
      'loss',
      'cpu'
    ])
  })

  const judgement = fc.constantFrom<Verdict>(GOOD, fair('loss'), fair('cpu'), poor('loss'), poor('bandwidth'))
  const row = fc.array(judgement, { maxLength: 60 })

  test('has a reason whenever it is not good, and one that was judged', () => {
    fc.assert(
      fc.property(row, (judged) => {
        follow(judged).forEach((verdict, index) => {
          if (verdict.grade === 'good') return
          const reasons = judged.slice(0, index + 1).map((each) => (each.grade === 'good' ? '' : each.reason))
          expect(reasons).toContain(verdict.reason)
        })
      })
    )
  })

  test('is never better for a row that is nowhere better', () => {
    const pairs = fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { maxLength: 60 })
    const of = (level: number): Verdict => {
      const grade = GRADES[level] ?? 'good'
      return grade === 'good' ? GOOD : { grade, reason: 'loss' }
    }
    fc.assert(
      fc.property(pairs, (levels) => {
        const better = grades(levels.map(([one, other]) => of(Math.min(one, other))))
        const worse = grades(levels.map(([one, other]) => of(Math.max(one, other))))
        worse.forEach((grade, index) =>
          expect(badness(grade)).toBeGreaterThanOrEqual(badness(better[index] ?? 'good'))
        )
      })
    )
  })

  test('never turns back at once: two changes of direction are two judgements apart', () => {
    fc.assert(
      fc.property(row, (judged) => {
        const levels = grades(judged).map(badness)
        levels.forEach((level, index) => {
          const [before = level, next = level] = [levels[index - 1], levels[index + 1]]
          expect(level > before && next < level, 'up and down at once').toBe(false)
        })
      })
    )
  })
})
