import { describe, expect, test } from 'vitest'
import type { Role } from '../../protocol/moderation.ts'
import { enter } from './admission.ts'
import { createRoom, rosterOf, type Room } from './room.ts'
import { handOver, succeedHost } from './succession.ts'

/** A server that has just started, to whose room people return in this order with the role of their token. */
function returnTo(room: Room, ...people: [string, Role | null][]): Record<string, Role> {
  for (const [peer, role] of people) {
    const claim = role === null ? null : { role, joinedAt: 1_000 }
    enter(room, { connection: `to ${peer}`, peer, claim, name: peer, color: 0, address: null, now: 5_000 })
  }
  return roles(room)
}

const roles = (room: Room) => Object.fromEntries(rosterOf(room).map(({ id, role }) => [id, role]))

describe('after a restart', () => {
  test('the first to return is host until the one who was host does', () => {
    const room = createRoom()
    expect(returnTo(room, ['ann', 'participant'], ['bob', 'co-host'])).toEqual({
      ann: 'host',
      bob: 'co-host'
    })
    expect(returnTo(room, ['cid', 'host'])).toEqual({ ann: 'participant', bob: 'co-host', cid: 'host' })
  })

  test('a co-host who was acting as host is co-host again', () => {
    const acting = returnTo(createRoom(), ['bob', 'co-host'], ['ann', 'host'])
    expect(acting).toEqual({ bob: 'co-host', ann: 'host' })
  })

  test('who steps in for an acting host acts as host as well', () => {
    const room = createRoom()
    returnTo(room, ['ann', 'participant'], ['bob', 'co-host'])
    room.members.delete('ann')
    succeedHost(room)
    expect(roles(room)).toEqual({ bob: 'host' })
    expect(returnTo(room, ['cid', 'host'])).toEqual({ bob: 'co-host', cid: 'host' })
  })

  test('of two who claim to be host the one who is there first stays it', () => {
    expect(returnTo(createRoom(), ['ann', 'host'], ['bob', 'host'])).toEqual({ ann: 'host', bob: 'co-host' })
  })

  test('a host by hand-over gives way to nobody', () => {
    const room = createRoom()
    returnTo(room, ['ann', 'participant'], ['bob', 'participant'])
    handOver(room, room.members.get('ann')!, room.members.get('bob')!)
    expect(returnTo(room, ['cid', 'host'])).toEqual({ ann: 'co-host', bob: 'host', cid: 'co-host' })
  })

  test('a stranger who came first gives way as well', () => {
    expect(returnTo(createRoom(), ['eve', null], ['ann', 'host'])).toEqual({
      eve: 'participant',
      ann: 'host'
    })
  })
})

test('a claim from this life of the room is worth no role', () => {
  const room = createRoom()
  returnTo(room, ['ann', null])
  const claim = { role: 'host' as const, joinedAt: 5_001 }
  enter(room, { connection: 'c2', peer: 'bob', claim, name: 'Bob', color: 0, address: null, now: 9_000 })
  expect(roles(room)).toEqual({ ann: 'host', bob: 'participant' })
})

test('the heir is somebody who can hear, before somebody in grace', () => {
  const room = createRoom()
  returnTo(room, ['ann', 'host'], ['bob', 'co-host'], ['cid', 'participant'], ['dan', 'participant'])
  room.members.get('bob')!.live = false
  room.members.delete('ann')
  expect(succeedHost(room)).toEqual([
    { to: ['to cid', 'to dan'], event: 'peer:changed', payload: room.members.get('cid')!.entry }
  ])
  expect(roles(room)).toEqual({ bob: 'co-host', cid: 'host', dan: 'participant' })
  for (const id of ['cid', 'dan']) room.members.delete(id)
  succeedHost(room)
  expect(roles(room)).toEqual({ bob: 'host' })
})
