import type { CallFailureReason } from '../call-error.ts'
import type { IceTarget } from './ice-targets.ts'

/** How the signaling server answered. */
export type SignalingFinding =
  | { readonly ok: true; /** In milliseconds. */ readonly roundTrip: number }
  | {
      readonly ok: false
      /** `not-started` says that the app's own server doesn't run. */
      readonly reason: CallFailureReason | 'not-started'
    }

/** Why an ICE server is of no use. */
export type TargetFailure =
  /** It answers, and refuses the name or the credential (RFC 8489 section 9.2.4: 401; RFC 8656 section 18: 441). */
  | 'credentials-refused'
  /** It has no room for one more (RFC 8656 section 18: 486, 508). */
  | 'full'
  /** It answers, and refuses for another reason. */
  | 'refused'
  /** Its name leads nowhere, nobody listens there, or its certificate isn't trusted (W3C WebRTC section 4.8.3: 701). */
  | 'unreachable'
  /** Nothing came back within the time. */
  | 'no-answer'
  /** The browser doesn't take the address or what goes with it. */
  | 'invalid'

/** What came of one ICE server over one transport; null while it is being asked. */
export interface TargetFinding {
  readonly target: IceTarget
  readonly outcome:
    | null
    | { readonly ok: true; /** From the question to the candidate, in milliseconds. */ readonly time: number }
    | { readonly ok: false; readonly reason: TargetFailure }
}

/**
 * How the network maps this machine's address to others (RFC 5780 section 4.3, RFC 4787 section 4.1).
 *
 * - `open`: not at all
 * - `endpoint-independent`: to the same for everybody, so people can find each other directly
 * - `address-dependent`: to another for each receiver, so many direct ways fail
 * - `udp-blocked`: nothing gets through by UDP
 * - `unknown`: fewer than two servers say what they see
 */
export type NatMapping = 'open' | 'endpoint-independent' | 'address-dependent' | 'udp-blocked' | 'unknown'

/** What a call with oneself through the relay measured. */
export interface RelayFigures {
  /** What came through, in bits per second. No more is tried than a call needs. */
  readonly rate: number
  /** The part of the messages that didn't arrive, 0 to 1. */
  readonly loss: number
  /** Median, in milliseconds: to the other end and back, so twice through the relay; null when nothing came back. */
  readonly roundTrip: number | null
}

export type RelayFinding =
  | { readonly status: 'measured'; readonly figures: RelayFigures }
  /** There is no TURN server. */
  | { readonly status: 'no-relay' }
  /** There is one, but none that takes this participant in. */
  | { readonly status: 'unusable' }
  /** The relay takes both ends in, and brings them not together, or nothing from one to the other. */
  | { readonly status: 'failed' }

/** All that a check has found out so far; null is what it doesn't know yet. */
export interface Findings {
  readonly signaling: SignalingFinding | null
  readonly targets: readonly TargetFinding[] | null
  readonly mapping: NatMapping | null
  readonly relay: RelayFinding | null
}

export const NO_FINDINGS: Findings = { signaling: null, targets: null, mapping: null, relay: null }
