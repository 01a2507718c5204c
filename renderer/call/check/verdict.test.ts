import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Findings, NatMapping, RelayFinding, TargetFailure, TargetFinding } from './findings.ts'
import { iceTargets } from './ice-targets.ts'
import { judge, type VerdictCode } from './verdict.ts'

const TURN = { username: 'u', credential: 'c' }
const OK = { ok: true, time: 20 } as const

function target(url: string, outcome: TargetFinding['outcome'] | TargetFailure = OK): TargetFinding {
  const [first] = iceTargets([{ urls: url, ...TURN }])
  if (first === undefined) throw new Error('The test made no target')
  return { target: first, outcome: typeof outcome === 'string' ? { ok: false, reason: outcome } : outcome }
}

const STUN = 'stun:s.example.org'
const UDP = 'turn:t.example.org'
const TLS = 'turns:t.example.org:443'
const MEASURED: RelayFinding = {
  status: 'measured',
  figures: { rate: 1_900_000, loss: 0, roundTrip: 40 }
}
const POOR: RelayFinding = { status: 'measured', figures: { rate: 1_000_000, loss: 0.2, roundTrip: 300 } }
const NONE: RelayFinding = { status: 'no-relay' }

const findings = (
  targets: readonly TargetFinding[],
  mapping: NatMapping = 'endpoint-independent',
  relay: RelayFinding = MEASURED
): Findings => ({ signaling: { ok: true, roundTrip: 12 }, targets, mapping, relay })

describe('the verdict', () => {
  test.each<[code: VerdictCode, level: string, found: Findings]>([
    ['all-good', 'good', findings([target(STUN), target(UDP), target(TLS)])],
    ['all-good', 'good', findings([target(UDP)], 'unknown')],
    ['relayed', 'fair', findings([target(STUN), target(UDP)], 'address-dependent')],
    ['no-relay', 'fair', findings([target(STUN)], 'endpoint-independent', NONE)],
    ['no-relay', 'fair', findings([], 'unknown', NONE)],
    ['no-relay-strict', 'bad', findings([target(STUN)], 'address-dependent', NONE)],
    ['partly', 'fair', findings([target(STUN), target(UDP), target(TLS, 'unreachable')])],
    ['partly', 'fair', findings([target(UDP), target(TLS, 'credentials-refused')])],
    ['relay-poor', 'fair', findings([target(UDP)], 'endpoint-independent', POOR)],
    ['relay-failed', 'bad', findings([target(UDP)], 'endpoint-independent', { status: 'failed' })],
    [
      'credentials-refused',
      'bad',
      findings([target(STUN), target(UDP, 'credentials-refused')], 'unknown', { status: 'unusable' })
    ],
    [
      'relay-unreachable',
      'bad',
      findings([target(STUN), target(UDP, 'no-answer')], 'unknown', { status: 'unusable' })
    ],
    ['udp-blocked-relayed', 'fair', findings([target(STUN, 'no-answer'), target(TLS)], 'udp-blocked')],
    [
      'udp-blocked',
      'bad',
      findings([target(STUN, 'no-answer'), target(TLS, 'no-answer')], 'udp-blocked', { status: 'unusable' })
    ],
    ['udp-blocked', 'bad', findings([target(STUN, 'no-answer')], 'udp-blocked', NONE)]
  ])('is %s, which is %s', (code, level, found) => {
    expect(judge(found)).toEqual({ code, level })
  })

  test.each([
    ['server-unreachable', 'server-unreachable'],
    ['not-started', 'server-not-started'],
    ['protocol-version', 'protocol-version'],
    ['server-incompatible', 'server-incompatible'],
    ['closing', 'server-busy']
  ] as const)('of a server that is %s is %s', (reason, code) => {
    const found: Findings = { signaling: { ok: false, reason }, targets: null, mapping: null, relay: null }
    expect(judge(found)).toEqual({ level: 'bad', code })
  })

  test('is good only when each server works and a relay was tried', () => {
    const outcome = fc.constantFrom<TargetFinding['outcome'] | TargetFailure>(
      OK,
      'no-answer',
      'credentials-refused',
      'full'
    )
    const targets = fc.array(
      fc.tuple(fc.constantFrom(STUN, UDP, TLS), outcome).map(([url, came]) => target(url, came))
    )
    const mapping = fc.constantFrom<NatMapping>(
      'open',
      'endpoint-independent',
      'address-dependent',
      'udp-blocked',
      'unknown'
    )
    const relay = fc.constantFrom<RelayFinding>(
      MEASURED,
      POOR,
      NONE,
      { status: 'failed' },
      { status: 'unusable' }
    )
    fc.assert(
      fc.property(targets, mapping, relay, (found, mapped, relayed) => {
        const { level } = judge(findings(found, mapped, relayed))
        if (level !== 'good') return
        expect(found.every((each) => each.outcome?.ok)).toBe(true)
        expect(found.some((each) => each.target.kind === 'turn')).toBe(true)
        expect(mapped).not.toBe('udp-blocked')
      })
    )
  })
})
