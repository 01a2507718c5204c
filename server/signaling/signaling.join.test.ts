import { pino } from 'pino'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { PROTOCOL_VERSION } from '../../protocol/signaling.ts'
import { LogLabels } from '../log-labels.ts'
import { expectNothingNoticed } from '../testing/test-client.ts'
import { startServer } from '../testing/test-server.ts'
import { parseAddressList } from './remote-address.ts'
import { JOIN_RATE } from './signaling.ts'

describe('room:join', () => {
  test('gives a peer id, a token, the roster, the ICE servers and the limits', async () => {
    const iceServers = [{ urls: 'turn:turn.example.org', username: 'u', credential: 'c' }]
    const { clock, join } = await startServer({ iceServers, roomLimit: 7 })
    const ann = await join({ name: '  Ann\u202e ', color: 200 })
    const bob = await join({ name: 'Bob' })
    expect(ann.reply).toEqual({
      self: {
        id: expect.stringMatching(/^[\w-]{22}$/) as string,
        resume: expect.any(String) as string,
        joinedAt: clock.now(),
        role: 'host',
        color: 200
      },
      peers: [],
      state: { locked: false, password: false, waitingRoom: false },
      waiting: [],
      iceServers,
      iceLifetime: null,
      limits: { room: 7 }
    })
    expect(bob.reply.peers).toEqual([
      { id: ann.id, name: 'Ann', joinedAt: clock.now(), role: 'host', color: 200 }
    ])
    expect(bob.reply.self.joinedAt).toBe(clock.now() + 1)
    expect(await ann.hears(1)).toEqual([
      [
        'peer:joined',
        {
          id: bob.id,
          name: 'Bob',
          joinedAt: bob.reply.self.joinedAt,
          role: 'participant',
          color: bob.reply.self.color
        }
      ]
    ])
    expect(bob.reply.self.color).toBeGreaterThanOrEqual(0)
    expect(bob.reply.self.color).toBeLessThan(360)
  })

  test('drops unknown fields', async () => {
    const { connect, join } = await startServer()
    const ann = await join()
    const bob = await connect()
    const answer = await bob.request('room:join', {
      room: 'blue-room',
      name: 'Bob',
      protocol: PROTOCOL_VERSION,
      admin: true
    })
    expect(answer.ok).toBe(true)
    expect(Object.keys((await ann.hears(1))[0]![1] as object)).toEqual([
      'id',
      'name',
      'joinedAt',
      'role',
      'color'
    ])
  })

  test('into an empty room is told to nobody, in whatever room or in none', async () => {
    const { connect, join } = await startServer()
    const ann = await join()
    const bob = await join()
    await ann.hears(1)
    const stranger = await connect()
    await join({ room: 'red-room' })
    await expectNothingNoticed(ann, bob)
    // The answer comes after anything else that the stranger was sent.
    await stranger.request('ice:servers', {})
    expect(stranger.heard).toEqual([])
  })

  test('is logged, with the room named, only where the log takes it', async () => {
    const named = vi.spyOn(LogLabels.prototype, 'room')
    onTestFinished(() => named.mockRestore())
    await (await startServer({ logger: pino({ level: 'warn' }) })).join()
    expect(named).not.toHaveBeenCalled()
    const { join, logs } = await startServer()
    await join()
    expect(logs()).toContain('peer joined')
    expect(named).toHaveBeenCalledWith('blue-room')
  })

  test('is refused with room-full, and works again when somebody has left', async () => {
    const { connect, join } = await startServer({ roomLimit: 2 })
    const ann = await join()
    await join()
    const cid = await connect()
    expect(await cid.join()).toMatchObject({ ok: false, error: { reason: 'room-full' } })
    expect((await cid.join({ room: 'red-room' })).ok).toBe(true)
    await cid.leave()
    await ann.leave()
    expect((await cid.join()).ok).toBe(true)
  })

  test('is refused to another version of the protocol, whatever else it says', async () => {
    const { connect } = await startServer()
    const client = await connect()
    expect(await client.request('room:join', { chamber: 1, protocol: 2 })).toMatchObject({
      error: { reason: 'protocol-version' }
    })
  })

  test('is limited per address; a proxy that is trusted tells the address', async () => {
    const { clock, connect } = await startServer({ trustedProxies: parseAddressList(['127.0.0.1'])! })
    const guesser = await connect({ 'x-forwarded-for': '203.0.113.9' })
    for (let guess = 0; guess < JOIN_RATE.burst; guess += 1) {
      expect((await guesser.join({ room: `room-${guess}` })).ok).toBe(true)
      await guesser.leave()
    }
    const again = await connect({ 'x-forwarded-for': '203.0.113.9' })
    expect(await again.join()).toMatchObject({ ok: false, error: { reason: 'rate-limited' } })
    const other = await connect({ 'x-forwarded-for': '203.0.113.10' })
    expect((await other.join()).ok).toBe(true)
    clock.advance(1_000)
    expect((await again.join()).ok).toBe(true)
  })

  test('is not limited per forwarded address when nobody is trusted', async () => {
    const { connect } = await startServer()
    for (let guess = 0; guess < JOIN_RATE.burst; guess += 20) {
      const guesser = await connect({ 'x-forwarded-for': `203.0.113.${guess}` })
      for (let time = 0; time < 20; time += 1) {
        await guesser.join({ room: `room-${time}` })
        await guesser.leave()
      }
    }
    const last = await connect({ 'x-forwarded-for': '203.0.113.200' })
    expect(await last.join()).toMatchObject({ error: { reason: 'rate-limited' } })
  })
})

describe('room:leave', () => {
  test('is told to the others, who keep the rest of the room', async () => {
    const { join } = await startServer()
    const ann = await join()
    const bob = await join()
    expect(await bob.leave()).toEqual({ ok: true, value: {} })
    expect((await ann.hears(2))[1]).toEqual(['peer:left', { id: bob.id, reason: 'left' }])
    expect((await bob.enter({ name: 'Bob' })).reply.peers).toMatchObject([{ id: ann.id }])
  })

  test('outside a room is refused', async () => {
    const { connect } = await startServer()
    expect(await (await connect()).leave()).toMatchObject({ ok: false, error: { reason: 'not-joined' } })
  })
})

describe('peer:signal', () => {
  test('relays descriptions and candidates, without unknown fields, and says from whom', async () => {
    const { join } = await startServer()
    const ann = await join()
    const bob = await join()
    const candidate = { candidate: 'candidate:1', sdpMid: '0', sdpMLineIndex: 0, usernameFragment: 'u' }
    const answer = await bob.request('peer:signal', {
      to: ann.id,
      candidate: { ...candidate, extra: 1 },
      from: 'x'
    })
    expect(answer).toEqual({ ok: true, value: { delivered: true } })
    await bob.offer(ann.id, 'v=0 offer')
    expect((await ann.hears(3)).slice(1)).toEqual([
      ['peer:signal', { from: bob.id, candidate }],
      ['peer:signal', { from: bob.id, description: { type: 'offer', sdp: 'v=0 offer' } }]
    ])
  })

  test('to the longest description arrives whole', async () => {
    const { join } = await startServer()
    const ann = await join()
    const bob = await join()
    const sdp = 'é'.repeat(60_000)
    expect(await bob.offer(ann.id, sdp)).toEqual({ ok: true, value: { delivered: true } })
    expect((await ann.hears(2))[1]).toMatchObject(['peer:signal', { description: { sdp } }])
  })

  test('to somebody who is not there, in another room, in grace, or oneself is not delivered', async () => {
    const { join } = await startServer()
    const ann = await join()
    const bob = await join()
    const cid = await join({ room: 'red-room' })
    const notDelivered = { ok: true, value: { delivered: false } }
    expect(await ann.offer('A'.repeat(22))).toEqual(notDelivered)
    expect(await ann.offer(cid.id)).toEqual(notDelivered)
    expect(await ann.offer(ann.id)).toEqual(notDelivered)
    await bob.drop()
    await expect.poll(() => ann.offer(bob.id)).toEqual(notDelivered)
    expect(cid.heard).toEqual([])
  })

  test('outside a room is refused', async () => {
    const { connect, join } = await startServer()
    const ann = await join()
    const stranger = await connect()
    expect(await stranger.offer(ann.id)).toMatchObject({ ok: false, error: { reason: 'not-joined' } })
  })
})
