import type { Knock, KnockEnded, RoomClosed, RoomRefused, RoomState } from '../../protocol/moderation.ts'
import type { PeerLeft, RosterEntry } from '../../protocol/signaling.ts'

/** What somebody finds who comes into a room. */
export interface Arrival {
  self: RosterEntry
  /** Everybody else in the room, those in grace included. */
  peers: RosterEntry[]
  state: RoomState
  /** Who waits to be admitted; empty for those who don't decide on it. */
  waiting: Knock[]
}

interface Payloads {
  'peer:joined': RosterEntry
  'peer:left': PeerLeft
  'peer:changed': RosterEntry
  'room:state': RoomState
  'room:mute-request': Record<string, never>
  'room:stop-share-request': Record<string, never>
  'room:closed': RoomClosed
  'room:knock': Knock
  'room:knock-ended': KnockEnded
  'room:admitted': Arrival
  'room:refused': RoomRefused
}

/** What some connections are to be told because of a transition. The order of several matters. */
export type Notification = {
  [Event in keyof Payloads]: { to: readonly string[]; event: Event; payload: Payloads[Event] }
}[keyof Payloads]
