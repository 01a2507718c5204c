import type { ModerateRequest } from '../../protocol/moderation.ts'
import { fail, succeed, type Result } from '../../protocol/result.ts'
import { admit, endWaiting } from './admission.ts'
import type { Notification } from './notification.ts'
import {
  connectionsOf,
  isInCharge,
  outranks,
  stateOf,
  type Member,
  type Password,
  type Room
} from './room.ts'
import { changeRole, handOver } from './succession.ts'

export type Request<Type extends ModerateRequest['type']> = Extract<ModerateRequest, { type: Type }>

export interface Circumstances {
  /** Most people in a room. */
  limit: number
  /** Unix time in milliseconds. */
  now: number
  createPassword: (text: string) => Password
}

export type Ruling = Result<Notification[], 'not-permitted' | 'no-such-peer' | 'room-full'>

/**
 * Does what somebody wants done to their room, if their role allows it.
 *
 * A participant may rename themselves. A co-host may do all but act on the host or another co-host, appoint
 * people, and end the meeting. The host may do all. Nobody acts on themselves, but for the name. A refusal
 * changes nothing.
 */
export function moderate(
  room: Room,
  actor: Member,
  request: ModerateRequest,
  circumstances: Circumstances
): Ruling {
  const { role, id } = actor.entry
  const renamesSelf = request.type === 'rename' && request.id === id
  if (!isInCharge(role) && !renamesSelf) return notPermitted()
  if ((request.type === 'role' || request.type === 'end') && role !== 'host') return notPermitted()
  switch (request.type) {
    case 'lock':
      return change(room, () => (room.locked = request.locked))
    case 'password':
      return setPassword(room, request.password, circumstances)
    case 'waiting-room':
      return setWaitingRoom(room, request.on, circumstances)
    case 'admit':
    case 'refuse':
      return decide(room, request, circumstances)
    case 'mute-all':
      return succeed([
        {
          to: connectionsOf(room, (entry) => outranks(role, entry.role)),
          event: 'room:mute-request',
          payload: {}
        }
      ])
    case 'end':
      return succeed(end(room))
    case 'mute':
    case 'stop-share':
    case 'rename':
    case 'remove':
    case 'role':
      return actOn(room, actor, request)
  }
}

/** Tells everybody to whom the room belongs no longer, and leaves it without anybody. */
export function end(room: Room): Notification[] {
  const members = connectionsOf(room)
  const waiting = [...room.waiting.values()].map(({ connection }) => connection)
  room.members.clear()
  room.waiting.clear()
  return [
    { to: members, event: 'room:closed', payload: { reason: 'ended' } },
    { to: waiting, event: 'room:refused', payload: { reason: 'ended' } }
  ]
}

/** Changes what decides who may enter; everybody inside is told if anything is different then. */
function change(room: Room, set: () => void): Ruling {
  const before = JSON.stringify(stateOf(room))
  set()
  const payload = stateOf(room)
  return succeed(
    JSON.stringify(payload) === before ? [] : [{ to: connectionsOf(room), event: 'room:state', payload }]
  )
}

function setPassword(room: Room, text: string | null, { createPassword }: Circumstances): Ruling {
  return change(room, () => (room.password = text === null ? null : createPassword(text)))
}

/** Without a waiting room nobody has to wait: those who do come in, as far as there is room. */
function setWaitingRoom(room: Room, on: boolean, { limit, now }: Circumstances): Ruling {
  const notifications = change(room, () => (room.waitingRoom = on))
  if (!notifications.ok || on) return notifications
  for (const waiter of room.waiting.values()) {
    const admitted = admit(room, waiter, limit, now)
    if (admitted.ok) notifications.value.push(...admitted.value)
  }
  return notifications
}

function decide(
  room: Room,
  { type, id }: Request<'admit' | 'refuse'>,
  { limit, now }: Circumstances
): Ruling {
  const waiter = room.waiting.get(id)
  if (waiter === undefined) return noSuchPeer()
  if (type === 'admit') return admit(room, waiter, limit, now)
  return succeed([
    { to: [waiter.connection], event: 'room:refused', payload: { reason: 'refused' } },
    ...endWaiting(room, waiter)
  ])
}

function actOn(
  room: Room,
  actor: Member,
  request: Request<'mute' | 'stop-share' | 'rename' | 'remove' | 'role'>
): Ruling {
  const target = room.members.get(request.id)
  if (target === undefined) return noSuchPeer()
  const self = target === actor && request.type === 'rename'
  if (!self && !outranks(actor.entry.role, target.entry.role)) return notPermitted()
  switch (request.type) {
    case 'mute':
      return succeed([ask(target, 'room:mute-request')])
    case 'stop-share':
      return succeed([ask(target, 'room:stop-share-request')])
    case 'rename':
      return succeed(rename(room, target, request.name))
    case 'remove':
      return succeed(remove(room, target, request.ban))
    case 'role':
      return succeed(
        request.role === 'host' ? handOver(room, actor, target) : changeRole(room, target, request.role)
      )
  }
}

/** Asks one person for something that only they can do. Whoever is away just now isn't asked. */
function ask(
  { live, connection }: Member,
  event: 'room:mute-request' | 'room:stop-share-request'
): Notification {
  return { to: live ? [connection] : [], event, payload: {} }
}

function rename(room: Room, target: Member, name: string): Notification[] {
  if (target.entry.name === name) return []
  target.entry = { ...target.entry, name }
  return [{ to: connectionsOf(room), event: 'peer:changed', payload: target.entry }]
}

/**
 * Puts somebody out. Their token opens nothing any more; a ban also keeps strangers from their address out,
 * unless others in the room share it, who would be hit as well.
 */
function remove(room: Room, { entry, connection, live, address }: Member, ban: boolean): Notification[] {
  room.members.delete(entry.id)
  room.removed.add(entry.id)
  const shared = [...room.members.values()].some((member) => member.address === address)
  if (ban && address !== null && !shared) room.bannedAddresses.add(address)
  return [
    { to: live ? [connection] : [], event: 'room:closed', payload: { reason: 'removed' } },
    { to: connectionsOf(room), event: 'peer:left', payload: { id: entry.id, reason: 'removed' } }
  ]
}

function notPermitted() {
  return fail('not-permitted', 'The role of the sender does not allow it')
}

function noSuchPeer() {
  return fail('no-such-peer', 'Nobody of that id is there')
}
