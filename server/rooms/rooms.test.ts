import { describe, expect, test } from 'vitest'
import type { JoinOrder } from './admission.ts'
import { Rooms } from './rooms.ts'
import { plainPassword } from './testing/plain-password.ts'

function roomsWith(limit: number, ...orders: Partial<JoinOrder>[]) {
  const rooms = new Rooms(limit, plainPassword)
  const joined = orders.map((order) => join(rooms, order))
  return { rooms, joined }
}

function join(rooms: Rooms, order: Partial<JoinOrder>) {
  return rooms.join({
    room: 'blue',
    connection: 'c1',
    peer: 'ann',
    claim: null,
    name: 'Ann',
    color: 10,
    address: null,
    now: 1_000,
    ...order
  })
}

const ann = { connection: 'c1', peer: 'ann', name: 'Ann' }
const annsEntry = { id: 'ann', name: 'Ann', joinedAt: 1_000, role: 'host', color: 10 }
const bobsEntry = { id: 'bob', name: 'Bob', joinedAt: 1_001, role: 'participant', color: 10 }
const OPEN = { locked: false, password: false, waitingRoom: false }
const bob = { connection: 'c2', peer: 'bob', name: 'Bob' }

describe('join', () => {
  test('tells the newcomer who is there, and those who are there about the newcomer', () => {
    const { joined } = roomsWith(5, ann, bob)
    expect(joined[1]).toEqual({
      ok: true,
      value: {
        status: 'in',
        arrival: { self: bobsEntry, peers: [annsEntry], state: OPEN, waiting: [] },
        replaced: null,
        notifications: [{ to: ['c1'], event: 'peer:joined', payload: bobsEntry }]
      }
    })
  })

  test('gives a later joinedAt to who comes later, though the clock is set back', () => {
    const { joined } = roomsWith(5, { ...ann, now: 2_000 }, { ...bob, now: 500 })
    expect(joined[1]).toMatchObject({ value: { arrival: { self: { joinedAt: 2_001 } } } })
  })

  test('keeps rooms apart', () => {
    const { joined, rooms } = roomsWith(5, ann, { ...bob, room: 'red' })
    expect(joined[1]).toMatchObject({
      value: { arrival: { peers: [] }, notifications: [{ to: [] }] }
    })
    expect(rooms.counts).toEqual({ rooms: 2, people: 2 })
    expect(rooms.route('c1', 'bob')).toEqual({ ok: true, value: { from: 'ann', connection: null } })
  })

  test('refuses a second room to one connection', () => {
    const { rooms } = roomsWith(5, ann)
    expect(join(rooms, { ...ann, room: 'red' })).toMatchObject({ error: { reason: 'already-joined' } })
    expect(rooms.roster('red')).toEqual([])
  })

  test('refuses one more than the limit, whoever is in grace counted', () => {
    const { rooms } = roomsWith(2, ann, bob)
    rooms.lose('c2')
    const refused = join(rooms, { connection: 'c3', peer: 'cid' })
    expect(refused).toMatchObject({ ok: false, error: { reason: 'room-full' } })
    expect(rooms.counts).toEqual({ rooms: 1, people: 2 })
  })
})

describe('return', () => {
  test('within the grace time keeps id and joinedAt even in a full room, and is told to the others', () => {
    const { rooms } = roomsWith(2, ann, bob)
    expect(rooms.lose('c1')).toBe(true)
    expect(join(rooms, { ...ann, connection: 'c3', name: 'Ann B.', now: 9_000 })).toEqual({
      ok: true,
      value: {
        status: 'in',
        arrival: { self: { ...annsEntry, name: 'Ann B.' }, peers: [bobsEntry], state: OPEN, waiting: [] },
        replaced: 'c1',
        notifications: [{ to: ['c2'], event: 'peer:joined', payload: { ...annsEntry, name: 'Ann B.' } }]
      }
    })
    expect(rooms.expire('c1')).toEqual({ notifications: [], freed: [] })
    expect(rooms.roster('blue')).toHaveLength(2)
  })

  test('takes over from a connection that is still open, whose end then means nothing', () => {
    const { rooms } = roomsWith(2, ann, bob)
    expect(join(rooms, { ...ann, connection: 'c3' })).toMatchObject({ ok: true, value: { replaced: 'c1' } })
    expect(rooms.seat('c1')).toBeNull()
    expect(rooms.lose('c1')).toBe(false)
    expect(rooms.leave('c1')).toMatchObject({ ok: false, error: { reason: 'not-joined' } })
    expect(rooms.route('c2', 'ann')).toEqual({ ok: true, value: { from: 'bob', connection: 'c3' } })
  })

  test('to a server that knows nobody is a join with the same id', () => {
    expect(join(new Rooms(2, plainPassword), { ...ann, now: 5_000 })).toMatchObject({
      ok: true,
      value: { arrival: { self: { id: 'ann', joinedAt: 5_000 }, peers: [] }, replaced: null }
    })
  })
})

describe('leave and expire', () => {
  test('tell the others why, and end an empty room', () => {
    const { rooms } = roomsWith(5, ann, bob)
    expect(rooms.leave('c1')).toEqual({
      ok: true,
      value: {
        notifications: [
          { to: ['c2'], event: 'peer:left', payload: { id: 'ann', reason: 'left' } },
          { to: ['c2'], event: 'peer:changed', payload: { ...bobsEntry, role: 'host' } }
        ],
        freed: ['c1']
      }
    })
    rooms.lose('c2')
    expect(rooms.counts).toEqual({ rooms: 1, people: 1 })
    expect(rooms.expire('c2')).toEqual({
      notifications: [{ to: [], event: 'peer:left', payload: { id: 'bob', reason: 'lost' } }],
      freed: ['c2']
    })
    expect(rooms.counts).toEqual({ rooms: 0, people: 0 })
  })

  test('of a lost connection tells only those who can hear', () => {
    const { rooms } = roomsWith(5, ann, bob, { connection: 'c3', peer: 'cid', name: 'Cid' })
    rooms.lose('c1')
    rooms.lose('c2')
    expect(rooms.expire('c1').notifications).toMatchObject([
      { to: ['c3'], event: 'peer:left', payload: { id: 'ann', reason: 'lost' } },
      { to: ['c3'], event: 'peer:changed', payload: { id: 'cid', role: 'host' } }
    ])
  })

  test('do nothing to a connection that is open', () => {
    const { rooms } = roomsWith(5, ann)
    expect(rooms.expire('c1')).toEqual({ notifications: [], freed: [] })
    expect(rooms.seat('c1')).toEqual({ room: 'blue', peer: 'ann' })
  })
})

describe('route', () => {
  test('finds live people of the same room only, and not oneself', () => {
    const { rooms } = roomsWith(5, ann, bob)
    expect(rooms.route('c1', 'bob')).toEqual({ ok: true, value: { from: 'ann', connection: 'c2' } })
    expect(rooms.route('c1', 'ann')).toEqual({ ok: true, value: { from: 'ann', connection: null } })
    expect(rooms.route('c9', 'ann')).toMatchObject({ ok: false, error: { reason: 'not-joined' } })
    rooms.lose('c2')
    expect(rooms.route('c1', 'bob')).toEqual({ ok: true, value: { from: 'ann', connection: null } })
  })
})
