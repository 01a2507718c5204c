import type { Knock, Role, RoomState } from '../../protocol/moderation.ts'
import type { RosterEntry } from '../../protocol/signaling.ts'
import type { Arrival } from './notification.ts'

/** A password that can be tried, but not read. */
export interface Password {
  matches(attempt: string): boolean
}

export interface Member {
  entry: RosterEntry
  connection: string
  live: boolean
  /** Names the subscriber whom they come from; null where that says nothing. */
  address: string | null
}

export interface Waiter {
  knock: Knock
  color: number
  connection: string
  address: string | null
}

/** One room as data. It has members, or it doesn't exist. */
export interface Room {
  /** In the order in which they came. */
  readonly members: Map<string, Member>
  readonly waiting: Map<string, Waiter>
  /** `joinedAt` of the first one in. */
  openedAt: number
  lastJoinedAt: number
  locked: boolean
  password: Password | null
  waitingRoom: boolean
  /** Peers who were put out: their tokens open nothing any more. */
  readonly removed: Set<string>
  readonly bannedAddresses: Set<string>
  /**
   * What the host is again when somebody returns who was host before the server forgot the room. Null once the
   * host is host for a better reason than having been there: by a claim of their own, or by hand-over.
   */
  actingHost: Exclude<Role, 'host'> | null
}

const RANKS: Readonly<Record<Role, number>> = { host: 2, 'co-host': 1, participant: 0 }

export function createRoom(): Room {
  return {
    members: new Map(),
    waiting: new Map(),
    openedAt: Infinity,
    lastJoinedAt: -Infinity,
    locked: false,
    password: null,
    waitingRoom: false,
    removed: new Set(),
    bannedAddresses: new Set(),
    actingHost: null
  }
}

export function outranks(one: Role, other: Role): boolean {
  return RANKS[one] > RANKS[other]
}

/** Whether somebody of this role decides who enters, and acts on others. */
export function isInCharge(role: Role): boolean {
  return outranks(role, 'participant')
}

export function rosterOf(room: Room): RosterEntry[] {
  return [...room.members.values()].map((member) => member.entry)
}

export function stateOf({ locked, password, waitingRoom }: Room): RoomState {
  return { locked, password: password !== null, waitingRoom }
}

export function arrivalOf(room: Room, self: RosterEntry): Arrival {
  return {
    self,
    peers: rosterOf(room).filter((entry) => entry.id !== self.id),
    state: stateOf(room),
    waiting: isInCharge(self.role) ? [...room.waiting.values()].map(({ knock }) => knock) : []
  }
}

/** The connections of those who can hear, and of whom the condition holds. */
export function connectionsOf(room: Room, condition: (entry: RosterEntry) => boolean = () => true): string[] {
  return [...room.members.values()]
    .filter((member) => member.live && condition(member.entry))
    .map((member) => member.connection)
}

/** The connections of those who decide who enters. */
export function connectionsInCharge(room: Room): string[] {
  return connectionsOf(room, ({ role }) => isInCharge(role))
}

/** The connections of all who have a seat: live, in grace or waiting. */
export function seatedIn(room: Room): string[] {
  return [...room.members.values(), ...room.waiting.values()].map(({ connection }) => connection)
}
