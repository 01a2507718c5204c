import { describe, expect, test } from 'vitest'
import type { ModerateRequest } from '../../protocol/moderation.ts'
import { expectNothingNoticed, type TestClient } from '../testing/test-client.ts'
import { startServer } from '../testing/test-server.ts'
import { parseAddressList } from './remote-address.ts'
import { GRACE_TIME, JOIN_RATE } from './signaling.ts'

const DONE = { ok: true, value: {} }
const refusedWith = (reason: string) => ({ ok: false, error: { reason } })

/** Ann is host, Bob and Cid participants; all have heard of each other. */
async function startMeeting(options?: Parameters<typeof startServer>[0]) {
  const server = await startServer(options)
  const ann = await server.join({ name: 'Ann' })
  const bob = await server.join({ name: 'Bob' })
  const cid = await server.join({ name: 'Cid' })
  await Promise.all([ann.hears(2), bob.hears(1)])
  for (const client of [ann, bob, cid]) client.heard.length = 0
  return { ...server, ann, bob, cid }
}

/** Does something that is permitted. */
async function act(actor: TestClient, request: ModerateRequest): Promise<void> {
  expect(await actor.moderate(request)).toEqual(DONE)
}

describe('the first in is host, and', () => {
  test('hands the room over, which all see; the token that each gets carries the new role', async () => {
    const { ann, bob, cid } = await startMeeting()
    expect([ann, bob, cid].map(({ reply }) => reply.self.role)).toEqual([
      'host',
      'participant',
      'participant'
    ])
    await act(ann, { type: 'role', id: bob.id, role: 'host' })
    const changes = [
      ['peer:changed', { id: ann.id, role: 'co-host' }],
      ['peer:changed', { id: bob.id, role: 'host' }]
    ]
    expect(await cid.hears(2)).toMatchObject(changes)
    expect(await ann.hears(3)).toMatchObject([changes[0], ['room:resume', {}], changes[1]])
    expect(await bob.hears(3)).toMatchObject([...changes, ['room:resume', {}]])
    expect(await ann.moderate({ type: 'end' })).toMatchObject(refusedWith('not-permitted'))
    expect(await bob.moderate({ type: 'end' })).toEqual(DONE)
  })

  test('is succeeded on leaving by the longest-present co-host, else the longest-present participant', async () => {
    const { ann, bob, cid } = await startMeeting()
    await act(ann, { type: 'role', id: cid.id, role: 'co-host' })
    await ann.leave()
    expect((await bob.hears(3)).slice(1)).toMatchObject([
      ['peer:left', { id: ann.id, reason: 'left' }],
      ['peer:changed', { id: cid.id, role: 'host' }]
    ])
    await cid.leave()
    expect((await bob.hears(6)).slice(3)).toMatchObject([
      ['peer:left', { id: cid.id }],
      ['peer:changed', { id: bob.id, role: 'host' }],
      ['room:resume', {}]
    ])
  })

  test('stays host through the grace time, and not longer', async () => {
    const { ann, bob, clock, connect } = await startMeeting()
    await ann.drop()
    await expect.poll(() => clock.waiting).toBe(1)
    clock.advance(GRACE_TIME - 1)
    const back = await (await connect()).enter({ name: 'Ann', resume: ann.token })
    expect(back.reply.self.role).toBe('host')
    expect(await bob.hears(1)).toMatchObject([['peer:joined', { id: ann.id, role: 'host' }]])

    await back.drop()
    await expect.poll(() => clock.waiting).toBe(1)
    clock.advance(GRACE_TIME)
    expect((await bob.hears(4)).slice(1)).toMatchObject([
      ['peer:left', { id: ann.id, reason: 'lost' }],
      ['peer:changed', { id: bob.id, role: 'host' }],
      ['room:resume', {}]
    ])
    const late = await (await connect()).enter({ name: 'Ann', resume: back.token })
    expect(late.reply.self).toMatchObject({ id: ann.id, role: 'participant' })
  })

  test('is host again after a restart with empty memory, in whatever order they return', async () => {
    const before = await startMeeting()
    await act(before.ann, { type: 'role', id: before.bob.id, role: 'host' })
    const tokenOf = (heard: [string, unknown][]) =>
      (heard.find(([event]) => event === 'room:resume')![1] as { resume: string }).resume
    const [annsToken, bobsToken] = [tokenOf(await before.ann.hears(3)), tokenOf(await before.bob.hears(3))]
    const closed = before.server.close()
    before.clock.advance(10_000)
    await closed

    const after = await startServer()
    after.clock.advance(20_000)
    const cid = await (await after.connect()).enter({ name: 'Cid', resume: before.cid.token })
    expect(cid.reply.self.role).toBe('host')
    const ann = await (await after.connect()).enter({ name: 'Ann', resume: annsToken })
    expect(ann.reply.self.role).toBe('co-host')
    const bob = await (await after.connect()).enter({ name: 'Bob', resume: bobsToken })
    expect(bob.reply.self.role).toBe('host')
    expect(bob.reply.peers.map(({ role }) => role)).toEqual(['participant', 'co-host'])
    // Ann's first token is of a time when she was host; now somebody else is.
    const again = await (await after.connect()).enter({ name: 'Ann', resume: before.ann.token })
    expect(again.reply.self.role).toBe('co-host')
  })
})

describe('a request above the role is refused with not-permitted, and nobody else notices:', () => {
  const requests: [string, (ids: { host: string; equal: string; self: string }) => ModerateRequest][] = [
    ['lock', () => ({ type: 'lock', locked: true })],
    ['password', () => ({ type: 'password', password: 'x' })],
    ['waiting room', () => ({ type: 'waiting-room', on: true })],
    ['admit', ({ self }) => ({ type: 'admit', id: self })],
    ['refuse', ({ self }) => ({ type: 'refuse', id: self })],
    ['mute', ({ equal }) => ({ type: 'mute', id: equal })],
    ['mute all', () => ({ type: 'mute-all' })],
    ['rename', ({ equal }) => ({ type: 'rename', id: equal, name: 'Mallory' })],
    ['remove', ({ host }) => ({ type: 'remove', id: host, ban: true })],
    ['appoint oneself', ({ self }) => ({ type: 'role', id: self, role: 'host' })],
    ['end', () => ({ type: 'end' })]
  ]

  test.each(requests)('%s, by a participant', async (_what, request) => {
    const { ann, bob, cid } = await startMeeting()
    const answer = await cid.moderate(request({ host: ann.id, equal: bob.id, self: cid.id }))
    expect(answer).toMatchObject(refusedWith('not-permitted'))
    await expectNothingNoticed(ann, bob)
  })

  test('by a co-host: acting on the host or another co-host, appointing, ending', async () => {
    const { ann, bob, cid } = await startMeeting()
    for (const { id } of [bob, cid]) await act(ann, { type: 'role', id, role: 'co-host' })
    await Promise.all([ann.hears(2), bob.hears(3)])
    for (const { id } of [ann, bob, cid]) {
      expect(await cid.moderate({ type: 'mute', id })).toMatchObject(refusedWith('not-permitted'))
      expect(await cid.moderate({ type: 'remove', id, ban: false })).toMatchObject(
        refusedWith('not-permitted')
      )
      expect(await cid.moderate({ type: 'role', id, role: 'participant' })).toMatchObject(
        refusedWith('not-permitted')
      )
    }
    expect(await cid.moderate({ type: 'end' })).toMatchObject(refusedWith('not-permitted'))
    await expectNothingNoticed(ann, bob)
  })

  test('and a request about somebody who is not there with no-such-peer, also across rooms', async () => {
    const { ann, bob, join } = await startMeeting()
    const other = await join({ room: 'red-room' })
    for (const id of ['A'.repeat(22), other.id]) {
      for (const type of ['admit', 'refuse', 'mute'] as const) {
        expect(await ann.moderate({ type, id })).toMatchObject(refusedWith('no-such-peer'))
      }
      expect(await ann.moderate({ type: 'remove', id, ban: true })).toMatchObject(refusedWith('no-such-peer'))
    }
    await expectNothingNoticed(ann, bob)
    expect(other.heard).toEqual([])
  })

  test.each([
    ['no type', {}],
    ['an unknown type', { type: 'explode' }],
    ['an empty password', { type: 'password', password: '' }],
    ['a password that is too long', { type: 'password', password: 'p'.repeat(65) }],
    ['no id', { type: 'remove', ban: false }],
    ['an unknown role', { type: 'role', id: 'A'.repeat(22), role: 'king' }]
  ])('malformed: %s', async (_what, request) => {
    const { ann, bob, cid } = await startMeeting()
    expect(await ann.request('room:moderate', request)).toMatchObject(refusedWith('malformed'))
    await expectNothingNoticed(bob, cid)
  })
})

test('a mute request reaches only the one asked; one to all, only those of a lower role', async () => {
  const { ann, bob, cid } = await startMeeting()
  await act(ann, { type: 'mute', id: cid.id })
  expect(await cid.hears(1)).toEqual([['room:mute-request', {}]])
  await expectNothingNoticed(ann, bob)
  await act(ann, { type: 'role', id: bob.id, role: 'co-host' })
  await Promise.all([ann.hears(2), bob.hears(3)])
  await act(bob, { type: 'mute-all' })
  expect((await cid.hears(3))[2]).toEqual(['room:mute-request', {}])
  await expectNothingNoticed(ann, bob)
})

test('people rename themselves, and the host others; all see it', async () => {
  const { ann, bob, cid } = await startMeeting()
  await act(cid, { type: 'rename', id: cid.id, name: '  Cidney\u202e ' })
  await act(ann, { type: 'rename', id: bob.id, name: 'Robert' })
  for (const client of [ann, bob, cid]) {
    const changes = (await client.hears(client === ann ? 2 : 3)).filter(([event]) => event === 'peer:changed')
    expect(changes).toMatchObject([
      ['peer:changed', { id: cid.id, name: 'Cidney' }],
      ['peer:changed', { id: bob.id, name: 'Robert' }]
    ])
  }
})

describe('end for all', () => {
  test('closes everybody: those inside, those in grace, those who wait', async () => {
    const { ann, bob, cid, clock, connect, join } = await startMeeting()
    await act(ann, { type: 'waiting-room', on: true })
    const dan = await connect()
    await dan.join({ name: 'Dan' })
    await bob.drop()
    await expect.poll(() => clock.waiting).toBe(1)
    await act(ann, { type: 'end' })
    expect((await ann.hears(3))[2]).toEqual(['room:closed', { reason: 'ended' }])
    expect((await cid.hears(2))[1]).toEqual(['room:closed', { reason: 'ended' }])
    expect(await dan.hears(1)).toEqual([['room:refused', { reason: 'ended' }]])
    expect(clock.waiting).toBe(0)
    for (const client of [ann, cid, dan])
      expect(await client.leave()).toMatchObject(refusedWith('not-joined'))
    const eve = await join({ name: 'Eve' })
    expect(eve.reply).toMatchObject({ self: { role: 'host' }, peers: [], state: { waitingRoom: false } })
  })
})

describe('somebody who is removed', () => {
  test('is told so, the others too; their token is refused, but they may come anew', async () => {
    const { ann, bob, cid, connect } = await startMeeting()
    await act(ann, { type: 'remove', id: cid.id, ban: false })
    expect(await cid.hears(1)).toEqual([['room:closed', { reason: 'removed' }]])
    const left = ['peer:left', { id: cid.id, reason: 'removed' }]
    expect([await ann.hears(1), await bob.hears(1)]).toEqual([[left], [left]])
    expect(await bob.offer(cid.id)).toMatchObject({ value: { delivered: false } })
    expect(await cid.offer(bob.id)).toMatchObject(refusedWith('not-joined'))
    expect(await (await connect()).join({ resume: cid.token })).toMatchObject(refusedWith('removed'))
    const anew = await cid.enter({ name: 'Cid' })
    expect(anew.reply.self).toMatchObject({ role: 'participant' })
  })

  test('while their socket is lost does not come back by themselves', async () => {
    const { ann, bob, cid, clock, connect } = await startMeeting()
    await cid.drop()
    await expect.poll(() => clock.waiting).toBe(1)
    await act(ann, { type: 'remove', id: cid.id, ban: false })
    expect(clock.waiting).toBe(0)
    expect(await bob.hears(1)).toEqual([['peer:left', { id: cid.id, reason: 'removed' }]])
    expect(await (await connect()).join({ resume: cid.token })).toMatchObject(refusedWith('removed'))
  })

  test('without a way back is kept out by address, as long as the room exists, unless others share it', async () => {
    const { connect } = await startServer({ trustedProxies: parseAddressList(['127.0.0.1'])! })
    const from = (address: string) => connect({ 'x-forwarded-for': address })
    const ann = await (await from('203.0.113.1')).enter({ name: 'Ann' })
    const bob = await (await from('203.0.113.2')).enter({ name: 'Bob' })
    const cid = await (await from('203.0.113.2')).enter({ name: 'Cid' })
    const dan = await (await from('203.0.113.3')).enter({ name: 'Dan' })
    await act(ann, { type: 'remove', id: bob.id, ban: true })
    const [, colleague] = [await bob.hears(1), await (await from('203.0.113.2')).enter({ name: 'Eve' })]
    await act(ann, { type: 'remove', id: dan.id, ban: true })
    const again = await from('203.0.113.3')
    expect(await again.join({ name: 'Not Dan' })).toMatchObject(refusedWith('removed'))
    expect((await again.join({ room: 'red-room' })).ok).toBe(true)
    await again.leave()
    await Promise.all([cid.hears(4), colleague.hears(1)])
    await expectNothingNoticed(cid, colleague)
    for (const client of [ann, cid, colleague]) await client.leave()
    expect((await again.join()).ok).toBe(true)
  })
})

describe('a locked room', () => {
  test('refuses newcomers, not those who return; all inside see that it is locked', async () => {
    const { ann, bob, cid, connect } = await startMeeting()
    await act(ann, { type: 'lock', locked: true })
    const state = { locked: true, password: false, waitingRoom: false }
    for (const client of [ann, bob, cid]) expect(await client.hears(1)).toEqual([['room:state', state]])
    const dan = await connect()
    expect(await dan.join()).toMatchObject(refusedWith('room-locked'))
    await expectNothingNoticed(ann, bob)
    const back = await (await connect()).enter({ name: 'Cid', resume: cid.token })
    expect(back.reply.state).toEqual(state)
    await act(ann, { type: 'lock', locked: false })
    expect((await dan.join()).ok).toBe(true)
  })
})

describe('a password', () => {
  test('is asked for, compared, and told to nobody; those inside notice nothing of tries', async () => {
    const { ann, bob, connect, logs } = await startMeeting()
    await act(ann, { type: 'password', password: 'open sesame' })
    const state = { locked: false, password: true, waitingRoom: false }
    expect([await ann.hears(1), await bob.hears(1)]).toEqual([
      [['room:state', state]],
      [['room:state', state]]
    ])
    const dan = await connect()
    expect(await dan.join()).toMatchObject(refusedWith('password-required'))
    expect(await dan.join({ password: 'open barley' })).toMatchObject(refusedWith('password-wrong'))
    await expectNothingNoticed(ann, bob)
    await dan.enter({ password: 'open sesame' })
    expect(dan.reply.state).toEqual(state)
    expect(logs()).not.toMatch(/open (sesame|barley)/)
    await act(ann, { type: 'password', password: null })
    expect((await (await connect()).join()).ok).toBe(true)
  })

  test('that is guessed at is limited as joins are', async () => {
    const { ann, connect } = await startMeeting()
    await act(ann, { type: 'password', password: 'open sesame' })
    const mallory = await connect()
    const answers = await Promise.all(
      Array.from({ length: JOIN_RATE.burst }, (_, guess) => mallory.join({ password: `guess ${guess}` }))
    )
    const reasons = answers.map((answer) => (answer.ok ? 'ok' : answer.error.reason))
    // Three are in already.
    expect(reasons.filter((reason) => reason === 'password-wrong')).toHaveLength(JOIN_RATE.burst - 3)
    expect(await mallory.join({ password: 'open sesame' })).toMatchObject(refusedWith('rate-limited'))
  })
})
