import type { ModerateRequest } from '../../protocol/moderation.ts'
import { fail, succeed, type Result } from '../../protocol/result.ts'
import type { RosterEntry } from '../../protocol/signaling.ts'
import { admission, endWaiting, enter, wait, type JoinOrder, type Refusal } from './admission.ts'
import { end, moderate, type Ruling } from './moderation.ts'
import type { Arrival, Notification } from './notification.ts'
import {
  arrivalOf,
  connectionsOf,
  createRoom,
  rosterOf,
  seatedIn,
  type Member,
  type Password,
  type Room
} from './room.ts'
import { succeedHost } from './succession.ts'

export interface Seat {
  room: string
  peer: string
}

/** In the room; or told to wait, outside of it. */
export type Joined =
  | {
      status: 'in'
      arrival: Arrival
      /** The connection whose place this one takes, lost or still open; null for somebody who comes in. */
      replaced: string | null
      notifications: Notification[]
    }
  | { status: 'waiting'; notifications: Notification[] }

/** A transition, and the connections that have no seat after it. */
export interface Outcome {
  notifications: Notification[]
  freed: string[]
}

/**
 * The rules of all rooms, as data: no sockets, no clock, no chance. Each transition changes the rosters and
 * returns who is to be told what. A room exists while somebody is in it, and has one host.
 *
 * ```
 *              join              lose
 *   outside ─────────▶ live ──────────────▶ in grace ── expire, remove, end ──▶ outside
 *    │  ▲               │ ▲ │ ▲                │
 *    │  ├── leave, ─────┘ │ │ └─ join (resume) ┘
 *    │  │   remove, end   │ └─ join (take-over)
 *    │  │                 │ admit
 *    └──┼── join ──▶ waiting
 *       └── leave, refuse, end ┘
 * ```
 *
 * The one who starts the grace time names the lost connection when it ends. A peer who is back on another
 * connection by then isn't touched, so no order of events and no jump of a clock can leave a ghost. Who waits
 * has no grace time, and is told nothing of who is inside.
 */
export class Rooms {
  readonly #limit: number
  readonly #createPassword: (text: string) => Password
  readonly #rooms = new Map<string, Room>()
  /** Where each connection sits: live, in grace or waiting. */
  readonly #seats = new Map<string, Seat>()

  /**
   * @param limit most people in a room
   * @param createPassword makes what tries are compared with
   */
  constructor(limit: number, createPassword: (text: string) => Password) {
    this.#limit = limit
    this.#createPassword = createPassword
  }

  /** How many rooms there are, and people in them; those in grace count, those who wait don't. */
  get counts(): { rooms: number; people: number } {
    let people = 0
    for (const room of this.#rooms.values()) people += room.members.size
    return { rooms: this.#rooms.size, people }
  }

  /** Everybody in a room, in the order in which they came. */
  roster(code: string): RosterEntry[] {
    const room = this.#rooms.get(code)
    return room === undefined ? [] : rosterOf(room)
  }

  /** Where a live connection sits. */
  seat(connection: string): Seat | null {
    return this.#live(connection)?.seat ?? null
  }

  /** For which room a connection waits. */
  waitingSeat(connection: string): Seat | null {
    return this.#waiting(connection)?.seat ?? null
  }

  /**
   * Lets somebody in, or back in, or wait. Who returns keeps id, `joinedAt` and role, and has a place even in
   * a full room; the others are told that they are back, because signals may have been lost meanwhile.
   */
  join(order: JoinOrder): Result<Joined, 'already-joined' | Refusal> {
    if (this.#seats.has(order.connection)) return fail('already-joined', 'This socket is in a room already')
    const room = this.#rooms.get(order.room) ?? createRoom()
    const known = room.members.get(order.peer)
    if (known !== undefined) return succeed(this.#return(room, known, order))
    const admitted = room.members.size === 0 ? succeed('enter') : admission(room, order, this.#limit)
    if (!admitted.ok) return admitted
    this.#rooms.set(order.room, room)
    this.#seats.set(order.connection, { room: order.room, peer: order.peer })
    if (admitted.value === 'wait') return succeed({ status: 'waiting', notifications: wait(room, order) })
    const { self, notifications } = enter(room, order)
    return succeed({ status: 'in', arrival: arrivalOf(room, self), replaced: null, notifications })
  }

  /** Ends somebody's stay, or their waiting, at their own wish. */
  leave(connection: string): Result<Outcome, 'not-joined'> {
    const waiting = this.#waiting(connection)
    if (waiting !== null) {
      this.#seats.delete(connection)
      return succeed({ notifications: endWaiting(waiting.room, waiting.waiter), freed: [connection] })
    }
    const found = this.#live(connection)
    if (found === null) return fail('not-joined', 'This socket is in no room')
    return succeed(this.#remove(found.seat, 'left'))
  }

  /**
   * Notes that a connection is gone. Its peer stays in the roster until `expire` is called for it.
   *
   * @returns whether a grace time begins; it doesn't for a connection that is in no room or was replaced
   */
  lose(connection: string): boolean {
    const found = this.#live(connection)
    if (found === null) return false
    found.member.live = false
    return true
  }

  /** Ends the grace time of a lost connection. Does nothing if its peer has returned or left. */
  expire(connection: string): Outcome {
    const seat = this.#seats.get(connection)
    const member = seat && this.#rooms.get(seat.room)?.members.get(seat.peer)
    if (seat === undefined || member?.connection !== connection || member.live) {
      return { notifications: [], freed: [] }
    }
    return this.#remove(seat, 'lost')
  }

  /**
   * Finds the way from a connection to another peer of its room.
   *
   * @returns who sends, and the receiver's connection: null when they aren't there, are in grace, or are the
   *   sender
   */
  route(connection: string, to: string): Result<{ from: string; connection: string | null }, 'not-joined'> {
    const found = this.#live(connection)
    if (found === null) return fail('not-joined', 'This socket is in no room')
    const receiver = to === found.seat.peer ? undefined : found.room.members.get(to)
    return succeed({
      from: found.seat.peer,
      connection: receiver?.live === true ? receiver.connection : null
    })
  }

  /**
   * Does what somebody wants done to the room that they are in, by the rules of `moderate`.
   *
   * @param now Unix time in milliseconds
   */
  moderate(
    connection: string,
    request: ModerateRequest,
    now: number
  ): Result<Outcome, 'not-joined' | Extract<Ruling, { ok: false }>['error']['reason']> {
    const found = this.#live(connection)
    if (found === null) return fail('not-joined', 'This socket is in no room')
    const { room, member, seat } = found
    const before = seatedIn(room)
    const ruling = moderate(room, member, request, {
      limit: this.#limit,
      now,
      createPassword: this.#createPassword
    })
    return ruling.ok ? succeed(this.#settle(seat.room, room, before, ruling.value)) : ruling
  }

  #return(room: Room, known: Member, order: JoinOrder): Joined {
    const replaced = known.connection
    known.entry = { ...known.entry, name: order.name, color: order.color ?? known.entry.color }
    known.connection = order.connection
    known.address = order.address
    known.live = true
    this.#seats.delete(replaced)
    this.#seats.set(order.connection, { room: order.room, peer: order.peer })
    const to = connectionsOf(room, ({ id }) => id !== order.peer)
    const notifications: Notification[] = [{ to, event: 'peer:joined', payload: known.entry }]
    return { status: 'in', arrival: arrivalOf(room, known.entry), replaced, notifications }
  }

  #live(connection: string) {
    const seat = this.#seats.get(connection)
    if (seat === undefined) return null
    const room = this.#rooms.get(seat.room)
    const member = room?.members.get(seat.peer)
    return room !== undefined && member?.live === true ? { seat, room, member } : null
  }

  #waiting(connection: string) {
    const seat = this.#seats.get(connection)
    if (seat === undefined) return null
    const room = this.#rooms.get(seat.room)
    const waiter = room?.waiting.get(seat.peer)
    return room !== undefined && waiter !== undefined ? { seat, room, waiter } : null
  }

  #remove({ room: code, peer }: Seat, reason: 'left' | 'lost'): Outcome {
    const room = this.#rooms.get(code)
    if (room === undefined) return { notifications: [], freed: [] }
    const before = seatedIn(room)
    room.members.delete(peer)
    const left: Notification = { to: connectionsOf(room), event: 'peer:left', payload: { id: peer, reason } }
    return this.#settle(code, room, before, [left, ...succeedHost(room)])
  }

  /** Ends a room that nobody is in any more, and the seats of those who have none after a transition. */
  #settle(code: string, room: Room, before: readonly string[], notifications: Notification[]): Outcome {
    if (room.members.size === 0) this.#rooms.delete(code)
    const ended = room.members.size === 0 && room.waiting.size > 0 ? end(room) : []
    const after = new Set(seatedIn(room))
    const freed = before.filter((connection) => !after.has(connection))
    for (const connection of freed) this.#seats.delete(connection)
    return { notifications: [...notifications, ...ended], freed }
  }
}
