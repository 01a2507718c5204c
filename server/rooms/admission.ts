import { fail, succeed, type Result } from '../../protocol/result.ts'
import type { RosterEntry } from '../../protocol/signaling.ts'
import type { Notification } from './notification.ts'
import { arrivalOf, connectionsInCharge, connectionsOf, type Room, type Waiter } from './room.ts'
import { arrivingRole, type Claim } from './succession.ts'

export interface Newcomer {
  /** Names the socket that asks. Never used again for another one. */
  connection: string
  /** Who joins. Somebody whom the room knows by this id returns; anybody else comes in. */
  peer: string
  /** What their resume token says; null for somebody who comes for the first time, with a new id. */
  claim: Claim | null
  name: string
  /** Hue in degrees; one is made of the id for those who have none. */
  color?: number | undefined
  /** Names the subscriber whom they come from; null where that says nothing. */
  address: string | null
  /** Unix time in milliseconds. */
  now: number
}

export interface JoinOrder extends Newcomer {
  room: string
  password?: string | undefined
}

export type Refusal = 'room-full' | 'room-locked' | 'password-required' | 'password-wrong' | 'removed'

/** Most people who wait for one room. */
export const WAITING_LIMIT = 100

/**
 * Decides on somebody who isn't in the room. A resume token opens what was locked since, unless its bearer was
 * put out.
 *
 * @param limit most people in a room
 */
export function admission(room: Room, order: JoinOrder, limit: number): Result<'enter' | 'wait', Refusal> {
  const stranger = order.claim === null
  const banned = stranger && order.address !== null && room.bannedAddresses.has(order.address)
  if (banned || room.removed.has(order.peer)) return fail('removed', 'This person was put out of the room')
  if (stranger && room.locked) return fail('room-locked', 'The room is locked')
  if (stranger && room.password !== null) {
    if (order.password === undefined) return fail('password-required', 'The room has a password')
    if (!room.password.matches(order.password)) return fail('password-wrong', 'The password is another one')
  }
  if (room.members.size >= limit) return full(limit)
  if (!stranger || !room.waitingRoom) return succeed('enter')
  if (room.waiting.size >= WAITING_LIMIT) return fail('room-full', 'Too many people wait for this room')
  return succeed('wait')
}

/** Puts somebody into the roster who wasn't in it. The others are told. */
export function enter(room: Room, newcomer: Newcomer): { self: RosterEntry; notifications: Notification[] } {
  const { connection, peer: id, name, address } = newcomer
  const joinedAt = Math.max(newcomer.now, room.lastJoinedAt + 1)
  const { role, notifications } = arrivingRole(room, newcomer.claim)
  const self = { id, name, joinedAt, role, color: newcomer.color ?? hueOf(id) }
  const others = connectionsOf(room)
  if (room.members.size === 0) room.openedAt = joinedAt
  room.lastJoinedAt = joinedAt
  room.members.set(id, { entry: self, connection, live: true, address })
  return { self, notifications: [...notifications, { to: others, event: 'peer:joined', payload: self }] }
}

/** Lets somebody wait. Those in charge are told. */
export function wait(room: Room, order: JoinOrder): Notification[] {
  const knock = { id: order.peer, name: order.name }
  room.waiting.set(order.peer, {
    knock,
    color: order.color ?? hueOf(order.peer),
    connection: order.connection,
    address: order.address
  })
  return [{ to: connectionsInCharge(room), event: 'room:knock', payload: knock }]
}

/** Lets somebody in who waits, if there is room. */
export function admit(
  room: Room,
  waiter: Waiter,
  limit: number,
  now: number
): Result<Notification[], 'room-full'> {
  if (room.members.size >= limit) return full(limit)
  const { knock, color, connection, address } = waiter
  const ended = endWaiting(room, waiter)
  const { self, notifications } = enter(room, {
    connection,
    peer: knock.id,
    claim: null,
    name: knock.name,
    color,
    address,
    now
  })
  const admitted: Notification = {
    to: [connection],
    event: 'room:admitted',
    payload: arrivalOf(room, self)
  }
  return succeed([...ended, admitted, ...notifications])
}

/** Ends somebody's waiting, for whatever reason. Those in charge are told. */
export function endWaiting(room: Room, { knock }: Waiter): Notification[] {
  room.waiting.delete(knock.id)
  return [{ to: connectionsInCharge(room), event: 'room:knock-ended', payload: { id: knock.id } }]
}

function full(limit: number) {
  return fail('room-full', `The room has ${limit} people, as many as this server allows`)
}

/** Spreads ids over the colour circle. */
function hueOf(id: string): number {
  let hash = 0
  for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 360
  return hash
}
