import type { Presence } from '../../protocol/channel.ts'
import type { Role } from '../../protocol/moderation.ts'
import type { PeerState } from './peer/peer-state.ts'
import type { MediaSlot } from './peer/transceivers.ts'

/** Somebody else in the meeting. A snapshot: a change makes a new object, so identity tells what changed. */
export interface Participant {
  readonly id: string
  readonly name: string
  /** Unix time in milliseconds by the server's clock. */
  readonly joinedAt: number
  readonly role: Role
  /** Avatar hue in degrees, 0 to 359. */
  readonly color: number
  readonly connection: PeerState
  /** What they have switched on; null until they have said so for the first time. */
  readonly presence: Presence | null
  /** Their tracks by slot; null until the connection has been negotiated. A slot's track never changes. */
  readonly tracks: Readonly<Record<MediaSlot, MediaStreamTrack | null>>
}

/** Whether somebody shares their screen, paused or not. Nobody does before they have said so. */
export function isSharing({ presence }: Pick<Participant, 'presence'>): boolean {
  return presence !== null && presence.screen !== 'off'
}
