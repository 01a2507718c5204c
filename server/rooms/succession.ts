import type { Role } from '../../protocol/moderation.ts'
import type { Notification } from './notification.ts'
import { connectionsOf, isInCharge, type Member, type Room } from './room.ts'

/** What a resume token says of somebody besides who they are. */
export interface Claim {
  role: Role
  /** When they came in, Unix time in milliseconds. */
  joinedAt: number
}

/**
 * Finds the role of somebody who isn't in the room and comes in. The first one in is host.
 *
 * A claim from this life of the room is worth nothing: its bearer left or was lost, and with that gave the
 * role up. A claim from before it, that is before a restart of the server, restores the role; the host's own
 * claim goes before having been the first to return. There is one host, so of two such claims the later one
 * makes a co-host.
 *
 * @returns the role, and who is to be told of another one's change because of it
 */
export function arrivingRole(room: Room, claim: Claim | null): { role: Role; notifications: Notification[] } {
  if (room.members.size === 0) {
    room.actingHost = claim?.role === 'host' ? null : (claim?.role ?? 'participant')
    return { role: 'host', notifications: [] }
  }
  if (claim === null || claim.joinedAt >= room.openedAt) return { role: 'participant', notifications: [] }
  if (claim.role !== 'host') return { role: claim.role, notifications: [] }
  const host = hostOf(room)
  if (host === null || room.actingHost === null) return { role: 'co-host', notifications: [] }
  const notifications = changeRole(room, host, room.actingHost)
  room.actingHost = null
  return { role: 'host', notifications }
}

/**
 * Finds a host for a room that lost its own: the longest-present co-host, else the longest-present
 * participant. Those who are in grace come last, since they can't admit anybody now.
 */
export function succeedHost(room: Room): Notification[] {
  if (hostOf(room) !== null) return []
  const members = [...room.members.values()]
  const heir =
    members.find((member) => member.live && member.entry.role === 'co-host') ??
    members.find((member) => member.live) ??
    members.find((member) => member.entry.role === 'co-host') ??
    members[0]
  if (heir === undefined) return []
  if (room.actingHost !== null) room.actingHost = heir.entry.role === 'co-host' ? 'co-host' : 'participant'
  return changeRole(room, heir, 'host')
}

/** Makes somebody else host, at the host's wish. Who was host becomes co-host. */
export function handOver(room: Room, host: Member, to: Member): Notification[] {
  room.actingHost = null
  return [...changeRole(room, host, 'co-host'), ...changeRole(room, to, 'host')]
}

/** Gives somebody a role. Everybody is told; who comes to be in charge learns who waits. */
export function changeRole(room: Room, member: Member, role: Role): Notification[] {
  const before = member.entry.role
  if (before === role) return []
  member.entry = { ...member.entry, role }
  const changed: Notification = { to: connectionsOf(room), event: 'peer:changed', payload: member.entry }
  if (!member.live || isInCharge(before) || !isInCharge(role)) return [changed]
  const knocks = [...room.waiting.values()].map(({ knock }): Notification => ({
    to: [member.connection],
    event: 'room:knock',
    payload: knock
  }))
  return [changed, ...knocks]
}

function hostOf(room: Room): Member | null {
  return [...room.members.values()].find(({ entry }) => entry.role === 'host') ?? null
}
