import { describe, expect, test } from 'vitest'
import { PROTOCOL_VERSION, SIGNALING_LIMITS } from '../../protocol/signaling.ts'
import { joinDeaf } from '../testing/deaf-socket.ts'
import { expectNothingNoticed } from '../testing/test-client.ts'
import { startServer } from '../testing/test-server.ts'
import { FRAME_RATE } from './connection-guard.ts'
import { REQUEST_RATE } from './signaling.ts'

/** A room with two people who must not notice what a third one does. */
async function startMeeting() {
  const server = await startServer()
  const ann = await server.join({ name: 'Ann' })
  const bob = await server.join({ name: 'Bob' })
  await ann.hears(1)
  return { ...server, ann, bob }
}

/** Brings the third one in. */
async function startMeetingWithMallory() {
  const meeting = await startMeeting()
  const mallory = await meeting.join({ name: 'Mallory' })
  await Promise.all([meeting.ann.hears(2), meeting.bob.hears(1)])
  return { ...meeting, mallory }
}

const join = { room: 'blue-room', name: 'Mallory', protocol: PROTOCOL_VERSION }
const description = { type: 'offer', sdp: 'v=0' }

describe('a malformed request is refused, and nobody else notices:', () => {
  test.each([
    ['no payload', 'room:join', []],
    ['two payloads', 'room:join', [join, join]],
    ['null', 'room:join', [null]],
    ['an array', 'room:join', [[join]]],
    ['a room code with a space', 'room:join', [{ ...join, room: 'blue room' }]],
    ['a room code that is too long', 'room:join', [{ ...join, room: 'r'.repeat(65) }]],
    ['a name of nothing but space', 'room:join', [{ ...join, name: ' \u200b ' }]],
    ['a name that is too long', 'room:join', [{ ...join, name: 'n'.repeat(65) }]],
    ['a token that is too long', 'room:join', [{ ...join, resume: 't'.repeat(513) }]],
    ['a version that is no number', 'room:join', [{ ...join, protocol: '1' }]],
    ['bytes', 'room:join', [Buffer.from('join')]],
    ['an unknown event', 'room:destroy', [{}]],
    ['an event named like a method', 'constructor', [{}]],
    ['an event named like an error', 'error', [{}]]
  ])('%s', async (_what, event, payload) => {
    const { ann, bob, connect } = await startMeeting()
    const mallory = await connect()
    expect(await mallory.request(event, ...payload)).toMatchObject({
      ok: false,
      error: { reason: 'malformed' }
    })
    await expectNothingNoticed(ann, bob)
    expect((await mallory.join()).ok).toBe(true)
  })

  test.each([
    ['neither description nor candidate', { to: 'A'.repeat(22) }],
    ['no receiver', { description }],
    ['a receiver that is no peer id', { to: '*', description }],
    ['a description of an unknown type', { to: 'A'.repeat(22), description: { type: 'rollback', sdp: '' } }],
    [
      'a description that is too long',
      {
        to: 'A'.repeat(22),
        description: { type: 'offer', sdp: 's'.repeat(SIGNALING_LIMITS.descriptionLength + 1) }
      }
    ],
    [
      'a candidate that is too long',
      { to: 'A'.repeat(22), candidate: { candidate: 'c'.repeat(SIGNALING_LIMITS.candidateLength + 1) } }
    ],
    ['a candidate for line -1', { to: 'A'.repeat(22), candidate: { candidate: '', sdpMLineIndex: -1 } }]
  ])('a signal with %s', async (_what, payload) => {
    const { ann, bob, mallory } = await startMeetingWithMallory()
    expect(await mallory.request('peer:signal', payload)).toMatchObject({ error: { reason: 'malformed' } })
    await expectNothingNoticed(ann, bob)
    expect((await mallory.offer(ann.id)).ok).toBe(true)
  })

  test('a refusal names the field and repeats nothing', async () => {
    const { connect } = await startServer()
    const answer = await (await connect()).request('room:join', { ...join, room: '<script>' })
    expect(answer).toMatchObject({ error: { message: expect.stringMatching(/^room: expected /) as string } })
    expect(JSON.stringify(answer)).not.toContain('script')
  })
})

describe('a request out of order is refused, and nobody else notices:', () => {
  test('a second join', async () => {
    const { ann, bob, mallory } = await startMeetingWithMallory()
    expect(await mallory.join()).toMatchObject({ error: { reason: 'already-joined' } })
    expect(await mallory.join({ room: 'red-room' })).toMatchObject({ error: { reason: 'already-joined' } })
    await expectNothingNoticed(ann, bob)
  })

  test('leave and signal before join', async () => {
    const { ann, bob, connect } = await startMeeting()
    const mallory = await connect()
    expect(await mallory.leave()).toMatchObject({ error: { reason: 'not-joined' } })
    expect(await mallory.offer(ann.id)).toMatchObject({ error: { reason: 'not-joined' } })
    await expectNothingNoticed(ann, bob)
  })
})

describe('a frame that has no acknowledgement ends its socket, and nobody else notices:', () => {
  test('a request without an acknowledgement', async () => {
    const { ann, bob, mallory } = await startMeetingWithMallory()
    mallory.socket.emit(
      'peer:signal',
      { to: ann.id, description: { type: 'offer', sdp: '' } },
      undefined as never
    )
    expect(await mallory.closed).toBe('io server disconnect')
    await expectNothingNoticed(ann, bob)
  })

  test.each([
    ['text that is no packet', 'hello'],
    ['an unknown engine.io packet', '9'],
    ['an unknown socket.io packet', '49'],
    ['broken JSON', '420["room:join",{'],
    ['JSON too deep', `420["room:join",${'['.repeat(60_000)}`],
    ['an event without a name', '420[]'],
    ['a reserved event', '420["disconnect",{}]'],
    ['too many attachments', '4599-0["room:join"]'],
    ['bytes out of nowhere', new Uint8Array([1, 2, 3])],
    ['a ping in the wrong direction', '2'],
    ['a second greeting', '40'],
    ['an oversized message', `420["room:join","${'x'.repeat(SIGNALING_LIMITS.messageBytes)}"]`]
  ])('%s', async (_what, frame) => {
    const { ann, bob, connectRaw } = await startMeeting()
    const raw = await (await connectRaw()).greet()
    raw.send(frame)
    await raw.closed
    await expectNothingNoticed(ann, bob)
  })

  test('a message of the largest size is not oversized', async () => {
    const { connectRaw } = await startServer()
    const raw = await (await connectRaw()).greet()
    const [start, end] = ['420["room:join","', '"]']
    raw.send(start + 'x'.repeat(SIGNALING_LIMITS.messageBytes - start.length - end.length) + end)
    expect(await raw.next()).toContain('malformed')
  })
})

describe('a flood', () => {
  test('of requests is refused as rate-limited until its socket has been quiet, and nobody else notices', async () => {
    const { ann, bob, clock, connect } = await startMeeting()
    const mallory = await connect()
    const answers = await Promise.all(Array.from({ length: REQUEST_RATE.burst + 50 }, () => mallory.leave()))
    const reasons = answers.map((answer) => (answer.ok ? 'ok' : answer.error.reason))
    expect(reasons.filter((reason) => reason === 'not-joined')).toHaveLength(REQUEST_RATE.burst)
    expect(reasons.slice(REQUEST_RATE.burst)).toEqual(Array.from({ length: 50 }, () => 'rate-limited'))
    await expectNothingNoticed(ann, bob)
    clock.advance(1_000)
    expect((await mallory.join()).ok).toBe(true)
  })

  test('that goes on ends the socket, also one that never said who it is', async () => {
    const { ann, bob, connectRaw } = await startMeeting()
    const raw = await connectRaw()
    for (let frame = 0; frame <= FRAME_RATE.burst; frame += 1) raw.send('3')
    await raw.closed
    await expectNothingNoticed(ann, bob)
  })

  test('does not include joining a mesh of 25 with trickled candidates', async () => {
    const { ann, bob, mallory } = await startMeetingWithMallory()
    const answers = await Promise.all(
      Array.from({ length: 24 * 30 }, (_, index) =>
        mallory.offer((index % 2 ? ann : bob).id, 'v=0'.repeat(1_000))
      )
    )
    expect(answers.every((answer) => answer.ok && answer.value.delivered)).toBe(true)
  })
})

test('a socket that does not read what it is sent is closed, and nobody else notices', async () => {
  const { ann, bob, clock, logs, port } = await startMeeting()
  await joinDeaf(port, 'blue-room')
  const [, { id }] = (await ann.hears(2))[1] as [string, { id: string }]
  await bob.hears(1)
  const send = async (times: number, sdp: string) => {
    // Ann keeps to her own rate.
    clock.advance(20_000)
    const answers = await Promise.all(Array.from({ length: times }, () => ann.offer(id, sdp)))
    return answers.filter((answer) => answer.ok && answer.value.delivered).length
  }
  // More than the kernel keeps for one connection, then more packets than the server does.
  for (let batch = 0; batch < 3; batch += 1) expect(await send(100, 's'.repeat(60_000))).toBe(100)
  expect(await send(2_000, 'small')).toBe(2_000)
  expect(await send(2_500, 'small')).toBeLessThan(2_500)
  expect(logs()).toContain('"why":"backlog"')
  expect(await send(1, 'small')).toBe(0)
  await expectNothingNoticed(ann, bob)
}, 30_000)

test('why a socket was closed is in the logs', async () => {
  const { connectRaw, join, logs } = await startServer()
  const raw = await (await connectRaw()).greet()
  raw.send('420["room:join",{')
  await raw.closed
  const mallory = await join()
  mallory.socket.emit('room:leave', {}, undefined as never)
  await mallory.closed
  expect(logs()).toMatch(/"why":"unreadable".*"why":"unacknowledged"/s)
})

test('polling is refused: WebSocket is the only transport', async () => {
  const { origin } = await startServer()
  const response = await fetch(`${origin}/signaling/?EIO=4&transport=polling`)
  expect(response.status).toBe(400)
})

test('what opens a meeting or tells who is there is not in the logs, but every step is', async () => {
  const { ann, bob, clock, connect, logs } = await startMeeting()
  await ann.offer(bob.id, 'v=0 secret-sdp')
  await ann.request('peer:signal', { to: bob.id, candidate: { candidate: 'secret-candidate' } })
  await (await connect()).request('secret-event', { room: 'secret-room' })
  const again = await (await connect()).enter({ name: 'Ann', resume: ann.token })
  await bob.drop()
  await expect.poll(() => clock.waiting).toBe(1)
  clock.advance(60_000)
  await again.leave()
  for (const step of [
    'listening',
    'peer joined',
    'peer resumed',
    'peer lost',
    'grace time over',
    'peer left'
  ]) {
    expect(logs()).toContain(step)
  }
  for (const secret of ['secret', 'blue-room', 'Ann', 'Bob', ann.id, ann.token, again.token, bob.token]) {
    expect(logs()).not.toContain(secret)
  }
})
