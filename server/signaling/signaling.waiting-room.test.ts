import { expect, test } from 'vitest'
import { expectNothingNoticed } from '../testing/test-client.ts'
import { startServer } from '../testing/test-server.ts'

const DONE = { ok: true, value: {} }
const refusedWith = (reason: string) => ({ ok: false, error: { reason } })

/** Ann is host of a room with a waiting room, Bob is in it, and Dan knocks. */
async function startWithKnock() {
  const server = await startServer()
  const ann = await server.join({ name: 'Ann' })
  const bob = await server.join({ name: 'Bob' })
  expect(await ann.moderate({ type: 'waiting-room', on: true })).toEqual(DONE)
  await Promise.all([ann.hears(2), bob.hears(1)])
  for (const client of [ann, bob]) client.heard.length = 0
  const dan = await server.connect()
  const answer = await dan.join({ name: 'Dan', color: 77 })
  expect(answer).toMatchObject(refusedWith('waiting'))
  const [[event, knock]] = (await ann.hears(1)) as [[string, { id: string; name: string }]]
  expect([event, knock.name]).toEqual(['room:knock', 'Dan'])
  ann.heard.length = 0
  return { ...server, ann, bob, dan, knock, answer }
}

test('who knocks learns nothing of who is inside, and can do nothing, until admitted', async () => {
  const { ann, answer, bob, connect, dan, join, knock } = await startWithKnock()
  for (const { id, name } of [
    { id: ann.id, name: 'Ann' },
    { id: bob.id, name: 'Bob' }
  ]) {
    expect(JSON.stringify(answer)).not.toContain(id)
    expect(JSON.stringify(answer)).not.toContain(name)
    expect(await dan.offer(id)).toMatchObject(refusedWith('not-joined'))
  }
  expect(await dan.moderate({ type: 'admit', id: knock.id })).toMatchObject(refusedWith('not-joined'))
  expect(await dan.join()).toMatchObject(refusedWith('already-joined'))
  await expectNothingNoticed(ann, bob)

  // All of this tells people inside something.
  await ann.moderate({ type: 'rename', id: bob.id, name: 'Robert' })
  await ann.moderate({ type: 'lock', locked: true })
  await ann.moderate({ type: 'mute-all' })
  await ann.moderate({ type: 'role', id: bob.id, role: 'co-host' })
  await ann.moderate({ type: 'lock', locked: false })
  const eve = await connect()
  expect(await eve.join({ name: 'Eve' })).toMatchObject(refusedWith('waiting'))
  await eve.leave()
  const red = await join({ room: 'red-room' })
  await red.leave()

  expect(await ann.moderate({ type: 'admit', id: knock.id })).toEqual(DONE)
  // Messages on one socket keep their order, so this is the first that Dan was sent.
  expect(await dan.hears(1)).toMatchObject([
    [
      'room:admitted',
      {
        self: { id: knock.id, role: 'participant', color: 77, resume: expect.any(String) as string },
        peers: [
          { id: ann.id, role: 'host' },
          { id: bob.id, name: 'Robert', role: 'co-host' }
        ],
        state: { waitingRoom: true },
        waiting: [],
        iceServers: [],
        iceLifetime: null,
        limits: { room: 25 }
      }
    ]
  ])
  const joined = ['peer:joined', { id: knock.id, name: 'Dan', color: 77 }]
  await expect.poll(() => bob.heard.at(-1)).toMatchObject(joined)
  expect(await ann.offer(knock.id)).toEqual({ ok: true, value: { delivered: true } })
  const { self } = dan.heard[0]![1] as { self: { resume: string } }
  expect((await (await connect()).enter({ resume: self.resume })).id).toBe(knock.id)
})

test('a participant hears nothing of knocks; a co-host, from the appointment on, also of those before it', async () => {
  const { ann, bob, connect, join, knock } = await startWithKnock()
  await expectNothingNoticed(ann, bob)
  bob.heard.length = 0
  await ann.moderate({ type: 'role', id: bob.id, role: 'co-host' })
  expect((await bob.hears(3)).map(([event]) => event)).toEqual(['peer:changed', 'room:resume', 'room:knock'])
  expect(bob.heard[2]).toEqual(['room:knock', knock])
  const eve = await connect()
  await eve.join({ name: 'Eve' })
  expect((await bob.hears(4))[3]).toMatchObject(['room:knock', { name: 'Eve' }])
  const back = await join({ name: 'Bob', resume: bob.token })
  expect(back.reply.waiting).toMatchObject([knock, { name: 'Eve' }])
  await ann.moderate({ type: 'role', id: bob.id, role: 'participant' })
  await eve.leave()
  await expect.poll(() => ann.heard.at(-1)?.[0]).toBe('room:knock-ended')
  await expectNothingNoticed(ann, back)
  expect(back.heard.map(([event]) => event)).not.toContain('room:knock-ended')
})

test('who is refused is told so, and may knock again', async () => {
  const { ann, dan, knock } = await startWithKnock()
  expect(await ann.moderate({ type: 'refuse', id: knock.id })).toEqual(DONE)
  expect(await dan.hears(1)).toEqual([['room:refused', { reason: 'refused' }]])
  expect(await ann.hears(1)).toEqual([['room:knock-ended', { id: knock.id }]])
  expect(await ann.moderate({ type: 'admit', id: knock.id })).toMatchObject(refusedWith('no-such-peer'))
  expect(await dan.join()).toMatchObject(refusedWith('waiting'))
})

test.each(['leaves', 'closes the socket', 'loses the socket'])(
  'the knock ends at once when who knocks %s',
  async (how) => {
    const { ann, bob, clock, dan, knock } = await startWithKnock()
    if (how === 'leaves') expect(await dan.leave()).toEqual(DONE)
    else if (how === 'closes the socket') dan.socket.disconnect()
    else await dan.drop()
    expect(await ann.hears(1)).toEqual([['room:knock-ended', { id: knock.id }]])
    expect(clock.waiting).toBe(0)
    await expectNothingNoticed(ann, bob)
  }
)

test('who waits for a room that comes to its end is told so', async () => {
  const { ann, bob, dan } = await startWithKnock()
  await ann.leave()
  await bob.leave()
  expect(await dan.hears(1)).toEqual([['room:refused', { reason: 'ended' }]])
  expect((await dan.enter()).reply.self.role).toBe('host')
})

test('when the waiting room is closed, those in it come in, and know of each other', async () => {
  const { ann, connect, dan } = await startWithKnock()
  const eve = await connect()
  await eve.join({ name: 'Eve' })
  expect(await ann.moderate({ type: 'waiting-room', on: false })).toEqual(DONE)
  expect(await dan.hears(2)).toMatchObject([
    ['room:admitted', { peers: [{ name: 'Ann' }, { name: 'Bob' }] }],
    ['peer:joined', { name: 'Eve' }]
  ])
  expect(await eve.hears(1)).toMatchObject([
    ['room:admitted', { peers: [{ name: 'Ann' }, { name: 'Bob' }, { name: 'Dan' }] }]
  ])
})

test('nobody is admitted into a full room, and the knock stays', async () => {
  const { connect, join } = await startServer({ roomLimit: 2 })
  const ann = await join({ name: 'Ann' })
  await ann.moderate({ type: 'waiting-room', on: true })
  const [bob, cid] = [await connect(), await connect()]
  await bob.join({ name: 'Bob' })
  await cid.join({ name: 'Cid' })
  const knocks = (await ann.hears(3)).slice(1) as [string, { id: string }][]
  const [bobs, cids] = knocks.map(([, { id }]) => id) as [string, string]
  expect(await ann.moderate({ type: 'admit', id: bobs })).toEqual(DONE)
  expect(await ann.moderate({ type: 'admit', id: cids })).toMatchObject(refusedWith('room-full'))
  await bob.leave()
  expect(await ann.moderate({ type: 'admit', id: cids })).toEqual(DONE)
  expect(await cid.hears(1)).toMatchObject([['room:admitted', { self: { id: cids } }]])
})

test('a server that closes ends the sockets of those who wait, as lost ones', async () => {
  const { clock, dan, server } = await startWithKnock()
  const closed = server.close()
  expect(await dan.closed).toBe('transport close')
  clock.advance(10_000)
  await closed
})
