import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attemptsThatCount, isHopeless, recoveryStep, type Trouble } from './recovery-policy.ts'

const troubles = fc.constantFrom<Trouble>('slow', 'interrupted', 'failed')

describe('what is done about a connection', () => {
  test('begins with an ICE restart, at once when it has failed', () => {
    expect(recoveryStep(0, 'failed', false)).toEqual({ delay: 0, action: 'restart' })
    expect(recoveryStep(0, 'interrupted', false)).toEqual({ delay: 1_000, action: 'restart' })
    expect(recoveryStep(0, 'slow', false)).toEqual({ delay: 15_000, action: 'restart' })
  })

  test('becomes another connection after three restarts', () => {
    const actions = [0, 1, 2, 3, 4, 5].map((attempts) => recoveryStep(attempts, 'failed', false).action)
    expect(actions).toEqual(['restart', 'restart', 'restart', 'rebuild', 'rebuild', 'rebuild'])
  })

  test('comes ever more seldom, never stops, and never goes back to a restart', () => {
    fc.assert(
      fc.property(fc.nat(1_000), troubles, fc.boolean(), (attempts, trouble, polite) => {
        const now = recoveryStep(attempts + 1, trouble, polite)
        const next = recoveryStep(attempts + 2, trouble, polite)
        expect(next.delay).toBeGreaterThanOrEqual(now.delay)
        expect(next.delay).toBeLessThanOrEqual(60_000)
        if (now.action === 'rebuild') expect(next.action).toBe('rebuild')
      })
    )
  })

  test('is left to the impolite side for a while', () => {
    fc.assert(
      fc.property(fc.nat(20), troubles, (attempts, trouble) => {
        const polite = recoveryStep(attempts, trouble, true)
        const impolite = recoveryStep(attempts, trouble, false)
        expect(polite.delay).toBeGreaterThan(impolite.delay)
        expect(polite.action).toBe(impolite.action)
      })
    )
  })

  test('has hope when the server is back, and does not begin again with what did not help', () => {
    fc.assert(
      fc.property(fc.nat(20), (attempts) => {
        const counted = attemptsThatCount(attempts)
        expect(isHopeless(counted + 1)).toBe(false)
        expect(recoveryStep(counted, 'failed', false).action).toBe(
          recoveryStep(attempts, 'failed', false).action
        )
      })
    )
  })

  test('looks hopeless only after it was built anew twice', () => {
    expect([0, 1, 2, 3, 4, 5, 6].map(isHopeless)).toEqual([false, false, false, false, false, true, true])
  })
})
