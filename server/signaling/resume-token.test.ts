import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { resumeTokenSchema } from '../../protocol/signaling.ts'
import * as v from 'valibot'
import { RESUME_TOKEN_LIFETIME, ResumeTokens } from './resume-token.ts'

const tokens = new ResumeTokens('s'.repeat(32))
const peer = 'AAAAAAAAAAAAAAAAAAAA_-'
const now = 1_000_000
const claim = { room: 'blue', peer, role: 'co-host', joinedAt: 900_000 } as const

describe('a resume token', () => {
  test('lets its peer return to its room, also to a server that was restarted with the same secret', () => {
    const token = tokens.issue(claim, now)
    expect(new ResumeTokens('s'.repeat(32)).verify(token, 'blue', now + 5)).toEqual(claim)
  })

  test('fits its schema for the longest room code', () => {
    expect(v.is(resumeTokenSchema, tokens.issue({ ...claim, room: 'r'.repeat(64) }, now))).toBe(true)
  })

  test('ends after 24 hours', () => {
    const token = tokens.issue(claim, now)
    expect(RESUME_TOKEN_LIFETIME).toBe(86_400_000)
    expect(tokens.verify(token, 'blue', now + RESUME_TOKEN_LIFETIME - 1)).toEqual(claim)
    expect(tokens.verify(token, 'blue', now + RESUME_TOKEN_LIFETIME)).toBeNull()
  })

  test('opens no other room', () => {
    expect(tokens.verify(tokens.issue(claim, now), 'red', now)).toBeNull()
  })

  test('of another secret is worth nothing', () => {
    const forged = new ResumeTokens('t'.repeat(32)).issue(claim, now)
    expect(tokens.verify(forged, 'blue', now)).toBeNull()
  })

  test('with any character changed, added or left out is worth nothing', () => {
    const token = tokens.issue(claim, now)
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.string({ maxLength: 2 }), (at, replacement) => {
        const changed = token.slice(0, at) + replacement + token.slice(at + 1)
        expect(tokens.verify(changed, 'blue', now)).toEqual(changed === token ? claim : null)
      })
    )
  })

  test('is read without harm whatever it says', () => {
    fc.assert(fc.property(fc.string(), (text) => tokens.verify(text, 'blue', now) === null))
  })
})
