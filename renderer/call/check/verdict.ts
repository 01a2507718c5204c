import type { Findings, TargetFinding } from './findings.ts'

/** What a check comes to. Each has a text that says what it means and what to do. */
export type VerdictCode =
  | 'all-good'
  /** Works, but nothing stands in where a direct way fails. */
  | 'no-relay'
  /** The network makes direct ways fail, and nothing stands in for them. */
  | 'no-relay-strict'
  /** The network makes direct ways fail; the relay stands in. */
  | 'relayed'
  /** The relay loses much, or lets little through. */
  | 'relay-poor'
  /** Something works for each purpose, but not all that the server hands out. */
  | 'partly'
  | 'credentials-refused'
  | 'relay-unreachable'
  /** The relay takes people in and brings them not together. */
  | 'relay-failed'
  /** No UDP, but a relay over TCP or TLS. */
  | 'udp-blocked-relayed'
  | 'udp-blocked'
  | 'protocol-version'
  | 'server-incompatible'
  | 'server-busy'
  | 'server-unreachable'
  | 'server-not-started'

export interface Verdict {
  /** `good`: nothing to do; `fair`: calls work, with a reservation; `bad`: calls fail, for some or altogether. */
  readonly level: 'good' | 'fair' | 'bad'
  readonly code: VerdictCode
}

/** A relay that loses more than this, 0 to 1, or lets less through, in bits per second, can be heard and seen. */
const POOR = { loss: 0.05, rate: 150_000 }

/** Judges what a check has found; what matters most is said. */
export function judge(findings: Findings): Verdict {
  const { signaling, targets, mapping, relay } = findings
  if (signaling?.ok === false) return { level: 'bad', code: signalingCode(signaling.reason) }
  const all = targets ?? []
  const relays = all.filter(({ target }) => target.kind === 'turn')
  const usable = relays.filter(works)
  const refused = relays.some(
    ({ outcome }) => outcome?.ok === false && outcome.reason === 'credentials-refused'
  )

  if (usable.length === 0 && refused) return { level: 'bad', code: 'credentials-refused' }
  if (mapping === 'udp-blocked') {
    return usable.length > 0 && relay?.status !== 'failed'
      ? { level: 'fair', code: 'udp-blocked-relayed' }
      : { level: 'bad', code: 'udp-blocked' }
  }
  if (relays.length === 0) {
    return mapping === 'address-dependent'
      ? { level: 'bad', code: 'no-relay-strict' }
      : { level: 'fair', code: 'no-relay' }
  }
  if (usable.length === 0) return { level: 'bad', code: 'relay-unreachable' }
  if (relay?.status === 'failed') return { level: 'bad', code: 'relay-failed' }
  if (relay?.status === 'measured' && (relay.figures.loss > POOR.loss || relay.figures.rate < POOR.rate)) {
    return { level: 'fair', code: 'relay-poor' }
  }
  if (mapping === 'address-dependent') return { level: 'fair', code: 'relayed' }
  return all.every(works) ? { level: 'good', code: 'all-good' } : { level: 'fair', code: 'partly' }
}

function works({ outcome }: TargetFinding): boolean {
  return outcome?.ok === true
}

function signalingCode(reason: (Findings['signaling'] & { ok: false })['reason']): VerdictCode {
  switch (reason) {
    case 'not-started':
      return 'server-not-started'
    case 'server-unreachable':
      return 'server-unreachable'
    case 'protocol-version':
      return 'protocol-version'
    case 'rate-limited':
    case 'closing':
    case 'internal':
      return 'server-busy'
    // Nothing that has to do with rooms is asked, so this is no server of ours, or another version of one.
    case 'server-incompatible':
    case 'malformed':
    case 'room-full':
    case 'room-locked':
    case 'password-required':
    case 'password-wrong':
    case 'removed':
    case 'waiting':
    case 'not-permitted':
    case 'no-such-peer':
    case 'not-joined':
    case 'already-joined':
      return 'server-incompatible'
  }
}
