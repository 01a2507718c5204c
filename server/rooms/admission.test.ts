import { describe, expect, test } from 'vitest'
import { admission, enter, wait, WAITING_LIMIT, type JoinOrder } from './admission.ts'
import { createRoom, type Room } from './room.ts'
import { plainPassword } from './testing/plain-password.ts'

const order = (peer: string, more: Partial<JoinOrder> = {}): JoinOrder => ({
  room: 'blue',
  connection: `to ${peer}`,
  peer,
  claim: null,
  name: peer,
  address: null,
  now: 1_000,
  ...more
})

/** A room with its host in it. */
function roomOf(settings: Partial<Room> = {}): Room {
  const room = Object.assign(createRoom(), settings)
  enter(room, order('ann'))
  return room
}

const refusedWith = (reason: string) => ({ ok: false, error: { reason } })

describe('admission', () => {
  test('says first what can least be mended', () => {
    const room = roomOf({ locked: true, password: plainPassword('p'), waitingRoom: true })
    room.bannedAddresses.add('203.0.113.9')
    const answer = (more: Partial<JoinOrder> = {}) => admission(room, order('bob', more), 2)
    expect(answer({ address: '203.0.113.9' })).toMatchObject(refusedWith('removed'))
    expect(answer({ password: 'p' })).toMatchObject(refusedWith('room-locked'))
    room.locked = false
    expect(answer()).toMatchObject(refusedWith('password-required'))
    expect(answer({ password: 'q' })).toMatchObject(refusedWith('password-wrong'))
    expect(answer({ password: 'p' })).toEqual({ ok: true, value: 'wait' })
    enter(room, order('cid'))
    expect(answer({ password: 'p' })).toMatchObject(refusedWith('room-full'))
  })

  test('lets somebody with a token past all of it, but not into a full room, nor when they were put out', () => {
    const room = roomOf({ locked: true, password: plainPassword('p'), waitingRoom: true })
    room.bannedAddresses.add('203.0.113.9')
    const claim = { role: 'participant' as const, joinedAt: 500 }
    const returning = order('bob', { claim, address: '203.0.113.9' })
    expect(admission(room, returning, 2)).toEqual({ ok: true, value: 'enter' })
    expect(admission(room, returning, 1)).toMatchObject(refusedWith('room-full'))
    room.removed.add('bob')
    expect(admission(room, returning, 2)).toMatchObject(refusedWith('removed'))
  })

  test('lets only so many wait', () => {
    const room = roomOf({ waitingRoom: true })
    for (let count = 0; count < WAITING_LIMIT; count += 1) {
      expect(admission(room, order(`peer ${count}`), 25)).toEqual({ ok: true, value: 'wait' })
      wait(room, order(`peer ${count}`))
    }
    expect(admission(room, order('late'), 25)).toMatchObject(refusedWith('room-full'))
  })
})

test('who gives no colour gets one of their own, a hue in degrees', () => {
  const colors = Array.from(
    { length: 50 },
    (_, count) => enter(createRoom(), order(`peer ${count}`)).self.color
  )
  for (const color of colors) expect(Number.isInteger(color) && color >= 0 && color < 360).toBe(true)
  expect(new Set(colors).size).toBeGreaterThan(25)
  expect(enter(createRoom(), order('ann', { color: 359 })).self.color).toBe(359)
})
