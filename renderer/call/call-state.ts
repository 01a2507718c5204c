import type { Role } from '../../protocol/moderation.ts'
import type { JoinReply } from '../../protocol/signaling.ts'
import type { CallError } from './call-error.ts'

/** This participant, as the server knows them. */
export interface Self {
  id: string
  name: string
  /** Unix time in milliseconds by the server's clock. */
  joinedAt: number
  role: Role
  /** Avatar hue in degrees, 0 to 359. */
  color: number
}

/** Why a meeting is over for this participant though they didn't leave. */
export type CallEnding =
  /** A host put them out. */
  | 'removed'
  /** The host ended the meeting for all. */
  | 'ended'
  /** They are in the meeting from another page, which has taken their place. */
  | 'elsewhere'
  /** They waited at the door, and a host didn't let them in. */
  | 'refused'

/**
 * A meeting from join to leave.
 *
 * ```
 *                   the room has
 *                   a waiting room
 *          join    ┌──▶ waiting ──────────────────── turned away ──▶ ended
 *   idle ───────▶ joining   │ admitted                                 ▲
 *                  │ ▲ │    ▼                        removed, ended ───┤
 *                  │ │ └─▶ joined ─────────────────────────────────────┘
 *    refused, or   │ │      │ ▲ │
 *    unreachable   │ │ join │ │ │ the server refuses the return
 *                  ▼ │      ▼ │ ▼
 *                 failed   signaling: reconnecting
 * ```
 *
 * `stopWaiting` leads from `waiting` back to `idle`. A failed wait at the door (the room was locked meanwhile,
 * say) leads to `failed`, as a failed join does. `leave` leads from each of these to `left`, but not from
 * `ended`, where there is nothing to leave.
 *
 * While `joined` with `signaling: 'reconnecting'` people go on talking: their connections need no server.
 */
export type CallState =
  | { status: 'idle' }
  | { status: 'joining'; room: string }
  | { status: 'waiting'; room: string }
  | { status: 'joined'; room: string; self: Self; signaling: 'connected' | 'reconnecting' }
  | { status: 'failed'; room: string; error: CallError }
  | { status: 'ended'; room: string; ending: CallEnding }
  | { status: 'left' }

/** This participant, as the server has let them in. */
export function selfOf(name: string, { self }: JoinReply): Self {
  return { id: self.id, name, joinedAt: self.joinedAt, role: self.role, color: self.color }
}
