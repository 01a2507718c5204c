import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ActiveSpeakerPolicy } from './active-speaker.ts'

const EVERYBODY = new Set(['ada', 'lin', 'cleo'])

/** Tells the policy what happens, and gives who is active after each step. */
function watch(...steps: [now: number, speaking: string[], present?: string[]][]): (string | null)[] {
  const policy = new ActiveSpeakerPolicy()
  return steps.map(
    ([now, speaking, present]) =>
      policy.update(new Set(speaking), present === undefined ? EVERYBODY : new Set(present), now).active
  )
}

describe('the active speaker', () => {
  test('is nobody before the first word, and then the first who speaks, at once', () => {
    expect(watch([0, []], [100, ['ada']])).toEqual([null, 'ada'])
  })

  test('stays through silence', () => {
    expect(watch([0, ['ada']], [700, []], [60_000, []])).toEqual(['ada', 'ada', 'ada'])
  })

  test('stays when another coughs', () => {
    expect(watch([0, ['ada']], [5_000, ['lin']], [5_500, []], [9_000, []])).toEqual(Array(4).fill('ada'))
  })

  test('is another once they speak into the silence for more than a moment', () => {
    expect(watch([0, ['ada']], [5_000, ['lin']], [5_599, ['lin']], [5_600, ['lin']])).toEqual([
      'ada',
      'ada',
      'ada',
      'lin'
    ])
  })

  test('stays at least two seconds', () => {
    expect(watch([0, ['ada']], [300, ['lin']], [1_999, ['lin']], [2_000, ['lin']])).toEqual([
      'ada',
      'ada',
      'ada',
      'lin'
    ])
  })

  test('keeps the word while speaking, but not against one who goes on and on', () => {
    const both = ['ada', 'lin']
    expect(watch([0, ['ada']], [4_000, both], [6_999, both], [7_000, both])).toEqual([
      'ada',
      'ada',
      'ada',
      'lin'
    ])
  })

  test('changes turns slowly when two talk at once for long', () => {
    const both = ['ada', 'lin']
    const steps = Array.from({ length: 100 }, (_, step): [number, string[]] => [step * 100, both])
    const changes = watch(...steps).filter((active, index, all) => index > 0 && active !== all[index - 1])
    expect(changes).toEqual(['lin', 'ada', 'lin'])
  })

  test('is the next who speaks, at once, when the one before has left', () => {
    expect(watch([0, ['ada']], [100, [], ['lin', 'cleo']], [200, ['lin'], ['lin', 'cleo']])).toEqual([
      'ada',
      null,
      'lin'
    ])
  })

  test('never is one who is not there', () => {
    expect(watch([0, ['ghost']])).toEqual([null])
  })

  test('says when to look again', () => {
    const policy = new ActiveSpeakerPolicy()
    expect(policy.update(new Set(['ada']), EVERYBODY, 0).again).toBeNull()
    expect(policy.update(new Set(['ada', 'lin']), EVERYBODY, 4_000).again).toBe(7_000)
    expect(policy.update(new Set(['lin']), EVERYBODY, 4_200)).toEqual({ active: 'ada', again: 4_600 })
  })

  test('never flaps, however people talk: two changes are two seconds apart', () => {
    const speech = fc.array(
      fc.record({ gap: fc.integer({ min: 1, max: 900 }), who: fc.subarray([...EVERYBODY]) }),
      { minLength: 1, maxLength: 80 }
    )
    fc.assert(
      fc.property(speech, (moments) => {
        const policy = new ActiveSpeakerPolicy()
        let now = 0
        let active: string | null = null
        let changed = -Infinity
        for (const { gap, who } of moments) {
          now += gap
          const verdict = policy.update(new Set(who), EVERYBODY, now)
          if (verdict.active !== active) {
            expect(now - changed).toBeGreaterThanOrEqual(2_000)
            expect(who).toContain(verdict.active)
            changed = now
          }
          active = verdict.active
          if (verdict.again !== null) expect(verdict.again).toBeGreaterThan(now)
        }
      })
    )
  })
})
