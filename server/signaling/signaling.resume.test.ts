import { describe, expect, test } from 'vitest'
import { startServer, TEST_SECRET } from '../testing/test-server.ts'
import { RESUME_TOKEN_LIFETIME, ResumeTokens } from './resume-token.ts'
import { GRACE_TIME, PING } from './signaling.ts'

describe('a lost socket', () => {
  test('keeps its peer in the room; the same peer is back with the token, and the others hear it', async () => {
    const { clock, connect, join } = await startServer({ roomLimit: 2 })
    const ann = await join({ name: 'Ann' })
    const bob = await join({ name: 'Bob' })
    await ann.drop()
    await expect.poll(() => clock.waiting).toBe(1)
    clock.advance(GRACE_TIME - 1)

    const back = await (await connect()).enter({ name: 'Ann', resume: ann.token })
    expect(back.reply.self).toMatchObject({ id: ann.id, joinedAt: ann.reply.self.joinedAt })
    expect(back.reply.peers).toMatchObject([{ id: bob.id, name: 'Bob' }])
    expect(await bob.hears(1)).toEqual([
      [
        'peer:joined',
        {
          id: ann.id,
          name: 'Ann',
          joinedAt: ann.reply.self.joinedAt,
          role: 'host',
          color: ann.reply.self.color
        }
      ]
    ])

    clock.advance(GRACE_TIME)
    expect(clock.waiting).toBe(0)
    expect(await bob.offer(ann.id)).toEqual({ ok: true, value: { delivered: true } })
    expect(bob.heard).toHaveLength(1)
  })

  test('that does not come back in time is told as lost, once, and frees the place', async () => {
    const { clock, connect, join } = await startServer({ roomLimit: 2 })
    const ann = await join()
    const bob = await join()
    await bob.drop()
    await expect.poll(() => clock.waiting).toBe(1)
    const cid = await connect()
    expect(await cid.join()).toMatchObject({ error: { reason: 'room-full' } })
    clock.advance(GRACE_TIME)
    expect((await ann.hears(2))[1]).toEqual(['peer:left', { id: bob.id, reason: 'lost' }])
    expect((await cid.join()).ok).toBe(true)
  })

  test('that was closed on purpose is told as left, at once', async () => {
    const { clock, join } = await startServer()
    const ann = await join()
    const bob = await join()
    bob.socket.disconnect()
    expect(await ann.hears(2)).toMatchObject([
      ['peer:joined', {}],
      ['peer:left', { id: bob.id, reason: 'left' }]
    ])
    expect(clock.waiting).toBe(0)
  })

  test('is noticed within 15 seconds though it says nothing', async () => {
    const { connectRaw } = await startServer()
    const handshake = JSON.parse((await (await connectRaw()).next()).slice(1)) as object
    expect(handshake).toMatchObject({ pingInterval: PING.interval, pingTimeout: PING.timeout })
    expect(PING.interval + PING.timeout).toBeLessThanOrEqual(15_000)
  })

  test('may come back as the same peer after its grace time', async () => {
    const { clock, connect, join } = await startServer()
    const ann = await join()
    const bob = await join()
    await ann.drop()
    await expect.poll(() => clock.waiting).toBe(1)
    clock.advance(GRACE_TIME)
    const back = await (await connect()).enter({ resume: ann.token })
    expect(back.id).toBe(ann.id)
    expect(back.reply.self.joinedAt).toBeGreaterThan(bob.reply.self.joinedAt)
    expect((await bob.hears(4)).map(([event]) => event)).toEqual([
      'peer:left',
      'peer:changed',
      'room:resume',
      'peer:joined'
    ])
  })
})

describe('a token', () => {
  test('is accepted by a server restarted with the same secret and empty memory', async () => {
    const before = await startServer()
    const ann = await before.join({ name: 'Ann' })
    const bob = await before.join({ name: 'Bob' })
    const closed = before.server.close()
    before.clock.advance(10_000)
    await closed

    const after = await startServer()
    after.clock.advance(20_000)
    const bobAgain = await (await after.connect()).enter({ name: 'Bob', resume: bob.token })
    const annAgain = await (await after.connect()).enter({ name: 'Ann', resume: ann.token })
    expect([annAgain.id, bobAgain.id]).toEqual([ann.id, bob.id])
    expect(annAgain.reply.peers).toMatchObject([{ id: bob.id, name: 'Bob' }])
    expect((await bobAgain.hears(3)).at(-1)).toMatchObject(['peer:joined', { id: ann.id }])
  })

  test('takes over from a socket that is still open: that one is closed, and nobody hears of a leave', async () => {
    const { clock, connect, join } = await startServer()
    const ann = await join({ name: 'Ann' })
    const bob = await join({ name: 'Bob' })
    const again = await (await connect()).enter({ name: 'Ann', resume: ann.token })
    expect(await ann.closed).toBe('io server disconnect')
    expect(again.id).toBe(ann.id)
    expect(await bob.hears(1)).toMatchObject([['peer:joined', { id: ann.id }]])
    expect(clock.waiting).toBe(0)
    await bob.offer(ann.id)
    expect(await again.hears(1)).toMatchObject([['peer:signal', { from: bob.id }]])
    await again.offer(bob.id)
    expect((await bob.hears(2)).map(([event]) => event)).toEqual(['peer:joined', 'peer:signal'])
  })

  test.each([
    { what: 'forged', secret: 'another secret' },
    { what: 'for another room', room: 'red-room' },
    { what: 'expired', age: RESUME_TOKEN_LIFETIME }
  ])(
    'that is $what lets one in as a new peer',
    async ({ secret = TEST_SECRET, room = 'blue-room', age = 0 }) => {
      const { clock, connect, join } = await startServer()
      const ann = await join()
      const resume = new ResumeTokens(secret).issue(
        { room, peer: ann.id, role: 'host', joinedAt: clock.now() },
        clock.now() - age
      )
      const stranger = await (await connect()).enter({ resume })
      expect(stranger.id).not.toBe(ann.id)
      expect(stranger.reply.peers).toMatchObject([{ id: ann.id }])
      expect(await ann.hears(1)).toMatchObject([['peer:joined', { id: stranger.id }]])
    }
  )

  test('is renewed by each join', async () => {
    const { clock, connect, join } = await startServer()
    const ann = await join()
    clock.advance(RESUME_TOKEN_LIFETIME - 1)
    const again = await (await connect()).enter({ resume: ann.token })
    clock.advance(RESUME_TOKEN_LIFETIME - 1)
    expect((await (await connect()).enter({ resume: again.token })).id).toBe(ann.id)
  })

  test('of somebody who returns does not count as a join from their address', async () => {
    const { connect, join } = await startServer()
    let last = await join()
    for (let time = 0; time < 70; time += 1) last = await (await connect()).enter({ resume: last.token })
    expect((await (await connect()).join({ room: 'red-room' })).ok).toBe(true)
  })
})
