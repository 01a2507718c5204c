import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server, type Socket } from 'socket.io'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { SIGNALING_PATH, type JoinReply } from '../../../protocol/signaling.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { silentLogger } from '../testing/silent-logger.ts'
import type { SignalingEvents, SignalingPort } from './signaling-port.ts'
import { createSocketSignaling } from './socket-signaling.ts'

type Acknowledge = (answer: unknown) => void
type JoinPayload = { room: string; name: string; resume?: string; protocol: number }

const ID = 'a'.repeat(22)
const OTHER = 'b'.repeat(22)
const request = { room: 'test-room', name: 'Ada' }
const reply = (resume: string): JoinReply => ({
  self: { id: ID, resume, joinedAt: 2, role: 'participant', color: 200 },
  peers: [{ id: OTHER, name: 'Lin', joinedAt: 1, role: 'host', color: 10 }],
  state: { locked: false, password: false, waitingRoom: false },
  waiting: [],
  iceServers: [],
  iceLifetime: null,
  limits: { room: 25 }
})

/** A bare socket.io server: what it answers is the test's, the wire is real. */
let server: Server
let sockets: Socket[]
let joins: JoinPayload[]
let answerJoin: (payload: JoinPayload, acknowledge: Acknowledge) => void
let signaling: SignalingPort
let clock: FakeClock
let origin: string

beforeEach(async () => {
  sockets = []
  joins = []
  answerJoin = (_payload, acknowledge) => acknowledge({ ok: true, value: reply(`token-${joins.length}`) })
  const http = createServer()
  server = new Server(http, { path: SIGNALING_PATH, transports: ['websocket'] })
  server.on('connection', (socket) => {
    sockets.push(socket)
    socket.on('room:join', (payload: JoinPayload, acknowledge: Acknowledge) => {
      joins.push(payload)
      answerJoin(payload, acknowledge)
    })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  clock = new FakeClock()
  signaling = createSocketSignaling({ server: origin, clock, logger: silentLogger })
})

afterEach(async () => {
  signaling.close()
  await server.close()
})

/** The next time that something happens. */
const next = (event: keyof SignalingEvents) =>
  new Promise<unknown>((resolve) => {
    const stop = signaling.on(event, (value?: unknown) => {
      stop()
      resolve(value)
    })
  })

describe('joining', () => {
  test('gives what the server answers', async () => {
    expect(await signaling.join(request)).toEqual({ ok: true, value: reply('token-1') })
    expect(joins).toEqual([{ ...request, protocol: 1 }])
  })

  test('gives the reason of a refusal, and can be tried again', async () => {
    answerJoin = (_payload, acknowledge) =>
      acknowledge({ ok: false, error: { reason: 'room-full', message: '' } })
    expect(await signaling.join(request)).toMatchObject({ ok: false, error: { reason: 'room-full' } })
    answerJoin = (_payload, acknowledge) => acknowledge({ ok: true, value: reply('token') })
    expect(await signaling.join(request)).toMatchObject({ ok: true })
  })

  test.each([[{ ok: true, value: {} }], [null], ['yes'], [{ ok: false }]])(
    'an answer of %j is not one of a Parley server',
    async (answer) => {
      answerJoin = (_payload, acknowledge) => acknowledge(answer)
      expect(await signaling.join(request)).toMatchObject({
        ok: false,
        error: { reason: 'server-incompatible' }
      })
    }
  )

  test('says so at once when nothing answers at the address, and can be tried again', async () => {
    const nowhere = createSocketSignaling({ server: 'http://127.0.0.1:1', clock, logger: silentLogger })
    expect(await nowhere.join(request)).toMatchObject({ ok: false, error: { reason: 'server-unreachable' } })
    expect(await nowhere.join(request)).toMatchObject({ ok: false, error: { reason: 'server-unreachable' } })
    nowhere.close()
  })
})

describe('a way to the server that is opened beforehand', () => {
  const opened = () => vi.waitFor(() => expect(sockets).toHaveLength(1))

  test('is the one that joining takes', async () => {
    signaling.prepare()
    await opened()
    expect(joins).toEqual([])
    expect(await signaling.join(request)).toMatchObject({ ok: true })
    expect(sockets).toHaveLength(1)
  })

  test('is waited for by somebody who joins meanwhile', async () => {
    signaling.prepare()
    expect(await signaling.join(request)).toMatchObject({ ok: true })
    expect(sockets).toHaveLength(1)
  })

  test('is given up once it is lost, and joining opens another', async () => {
    signaling.prepare()
    await opened()
    const gone = new Promise((resolve) => sockets[0]!.on('disconnect', resolve))
    sockets[0]!.conn.close()
    await gone
    expect(await signaling.join(request)).toMatchObject({ ok: true })
    expect(sockets).toHaveLength(2)
  })

  test('says nothing when there is none: joining does', async () => {
    const nowhere = createSocketSignaling({ server: 'http://127.0.0.1:1', clock, logger: silentLogger })
    nowhere.prepare()
    expect(await nowhere.join(request)).toMatchObject({ ok: false, error: { reason: 'server-unreachable' } })
    nowhere.close()
  })

  test('that is left for another one leaves that alone', async () => {
    signaling.prepare()
    signaling.leave()
    signaling.prepare()
    expect(await signaling.join(request)).toMatchObject({ ok: true })
  })

  test('is left alone by a join that was left before it', async () => {
    const left = signaling.join(request)
    signaling.leave()
    signaling.prepare()
    expect(await left).toMatchObject({ ok: false })
    expect(await signaling.join(request)).toMatchObject({ ok: true })
  })

  test('is closed by leaving', async () => {
    signaling.prepare()
    await opened()
    const gone = new Promise((resolve) => sockets[0]!.on('disconnect', resolve))
    signaling.leave()
    expect(await gone).toBe('client namespace disconnect')
  })
})

test('a join that is left before the socket is open settles', async () => {
  const joining = signaling.join(request)
  signaling.leave()
  expect(await joining).toMatchObject({ ok: false })
  expect(joins).toEqual([])
})

describe('signals', () => {
  beforeEach(async () => {
    await signaling.join(request)
  })

  test('are sent, and tell whether they were delivered', async () => {
    const received = vi.fn()
    sockets[0]!.on('peer:signal', (payload: unknown, acknowledge: Acknowledge) => {
      received(payload)
      acknowledge({ ok: true, value: { delivered: received.mock.calls.length === 1 } })
    })
    const signal = {
      candidate: { candidate: 'candidate:1', sdpMid: '0', sdpMLineIndex: 0, usernameFragment: 'u' }
    }
    expect(await signaling.send(OTHER, signal)).toBe(true)
    expect(await signaling.send(OTHER, signal)).toBe(false)
    expect(received).toHaveBeenCalledWith({ to: OTHER, ...signal })
  })

  test('that do not fit the protocol are dropped', async () => {
    const received: unknown[] = []
    signaling.on('signal', (event) => received.push(event))
    const good = { from: OTHER, description: { type: 'offer', sdp: 'v=0' } }
    const arrived = next('signal')
    for (const event of [
      null,
      {},
      { ...good, from: 'x' },
      { ...good, description: { type: 'rollback' } },
      good
    ]) {
      sockets[0]!.emit('peer:signal', event)
    }
    await arrived
    expect(received).toEqual([good])
  })
})

describe('a lost socket', () => {
  beforeEach(async () => {
    await signaling.join(request)
  })

  test('comes back with the newest token', async () => {
    const interrupted = next('interrupted')
    const resumed = next('resumed')
    sockets[0]!.conn.close()
    await interrupted
    expect(await signaling.send(OTHER, { description: { type: 'offer', sdp: '' } })).toBe(false)
    expect(await resumed).toEqual(reply('token-2'))
    expect(joins.map(({ resume }) => resume)).toEqual([undefined, 'token-1'])

    const again = next('resumed')
    sockets[1]!.conn.close()
    await again
    expect(joins.map(({ resume }) => resume)).toEqual([undefined, 'token-1', 'token-2'])
  })

  test('comes back after a while when the server closed it', async () => {
    const interrupted = next('interrupted')
    sockets[0]!.disconnect()
    await interrupted
    const resumed = next('resumed')
    clock.advance(2_000)
    expect(await resumed).toEqual(reply('token-2'))
  })

  test('is tried again when the server is not ready for it, and never says that we leave', async () => {
    const reasons: string[] = []
    const refused = new Promise<void>((resolve) => {
      answerJoin = (_payload, acknowledge) => {
        acknowledge({ ok: false, error: { reason: 'closing', message: '' } })
        resolve()
      }
    })
    server.on('connection', (socket) => socket.on('disconnect', (reason) => reasons.push(reason)))
    sockets[0]!.conn.close()
    await refused
    answerJoin = (_payload, acknowledge) => acknowledge({ ok: true, value: reply('token-3') })
    const resumed = next('resumed')
    await expect.poll(() => clock.waiting).toBe(1)
    clock.advance(2_000)
    expect(await resumed).toEqual(reply('token-3'))
    expect(reasons).toEqual(['transport close'])
  })

  test('that is refused for good says so', async () => {
    answerJoin = (_payload, acknowledge) =>
      acknowledge({ ok: false, error: { reason: 'protocol-version', message: '' } })
    const refused = next('refused')
    sockets[0]!.conn.close()
    expect(await refused).toBe('protocol-version')
  })

  test('does not come back after leaving', async () => {
    const gone = new Promise((resolve) => sockets[0]!.once('disconnect', resolve))
    signaling.leave()
    expect(await gone).toBe('client namespace disconnect')
    clock.advance(60_000)
    expect(joins).toHaveLength(1)
  })
})

describe('a room with somebody in charge', () => {
  const waiting = (_payload: JoinPayload, acknowledge: Acknowledge) =>
    acknowledge({ ok: false, error: { reason: 'waiting', message: '' } })

  test('is asked for with the password and the colour', async () => {
    await signaling.join({ ...request, password: 'open sesame', color: 30 })
    expect(joins).toEqual([{ ...request, password: 'open sesame', color: 30, protocol: 1 }])
  })

  test('lets people wait at its door, and returns as a member after they were admitted', async () => {
    answerJoin = waiting
    expect(await signaling.join(request)).toMatchObject({ ok: false, error: { reason: 'waiting' } })
    const admitted = next('admitted')
    sockets[0]!.emit('room:admitted', reply('token-of-admission'))
    expect(await admitted).toEqual(reply('token-of-admission'))

    answerJoin = (_payload, acknowledge) => acknowledge({ ok: true, value: reply('token-2') })
    const resumed = next('resumed')
    sockets[0]!.conn.close()
    await resumed
    expect(joins.map(({ resume }) => resume)).toEqual([undefined, 'token-of-admission'])
  })

  test('is knocked at again when the socket was lost, and nothing is said of it', async () => {
    answerJoin = waiting
    await signaling.join(request)
    const interrupted = vi.fn()
    signaling.on('interrupted', interrupted)
    const admitted = next('admitted')
    answerJoin = (_payload, acknowledge) => acknowledge({ ok: true, value: reply('token') })
    sockets[0]!.conn.close()
    expect(await admitted).toEqual(reply('token'))
    expect(interrupted).not.toHaveBeenCalled()
  })

  test.each([
    ['room:refused', 'turned-away', 'refused'],
    ['room:closed', 'closed', 'removed']
  ] as const)('is not returned to after %s', async (wire, event, reason) => {
    if (event === 'turned-away') answerJoin = waiting
    await signaling.join(request)
    const said = next(event)
    const gone = new Promise((resolve) => sockets[0]!.once('disconnect', resolve))
    sockets[0]!.emit(wire, { reason })
    expect(await said).toEqual({ reason })
    expect(await gone).toBe('client namespace disconnect')
    expect(joins).toHaveLength(1)
    expect(clock.waiting).toBe(0)
  })

  test('gives a new token with a new role, and a new name, which the next return uses', async () => {
    await signaling.join(request)
    const changed = next('peer-changed')
    const { self } = reply('')
    const entry = { id: self.id, name: 'Ada Lovelace', joinedAt: 2, role: 'co-host', color: 200 }
    sockets[0]!.emit('room:resume', { resume: 'token-of-co-host' })
    sockets[0]!.emit('peer:changed', entry)
    expect(await changed).toEqual(entry)
    const resumed = next('resumed')
    sockets[0]!.conn.close()
    await resumed
    expect(joins[1]).toMatchObject({ name: 'Ada Lovelace', resume: 'token-of-co-host' })
  })

  test('tells of its state, of knocks and of requests for silence', async () => {
    await signaling.join(request)
    const state = { locked: true, password: false, waitingRoom: true }
    for (const [wire, event, payload] of [
      ['room:state', 'room-state', state],
      ['room:knock', 'knock', { id: OTHER, name: 'Lin' }],
      ['room:knock-ended', 'knock-ended', { id: OTHER }]
    ] as const) {
      const said = next(event)
      sockets[0]!.emit(wire, payload)
      expect(await said).toEqual(payload)
    }
    const asked = next('mute-requested')
    sockets[0]!.emit('room:mute-request', {})
    await asked
  })

  test('is moderated, and says why not', async () => {
    expect(await signaling.moderate({ type: 'end' })).toMatchObject({
      error: { reason: 'server-unreachable' }
    })
    await signaling.join(request)
    const received: unknown[] = []
    sockets[0]!.on('room:moderate', (payload: unknown, acknowledge: Acknowledge) => {
      received.push(payload)
      acknowledge(
        received.length === 1
          ? { ok: true, value: {} }
          : { ok: false, error: { reason: 'not-permitted', message: '' } }
      )
    })
    expect(await signaling.moderate({ type: 'lock', locked: true })).toEqual({ ok: true, value: {} })
    expect(await signaling.moderate({ type: 'end' })).toMatchObject({ error: { reason: 'not-permitted' } })
    expect(received).toEqual([{ type: 'lock', locked: true }, { type: 'end' }])
  })
})

test('asks for ICE servers, and says when the server is away, refuses or does not know how to', async () => {
  expect(await signaling.iceServers()).toMatchObject({ error: { reason: 'server-unreachable' } })
  await signaling.join(request)
  const iceServers = [{ urls: 'turn:turn.example.org', username: 'u', credential: 'c' }]
  const answers: unknown[] = [
    { ok: true, value: { iceServers, iceLifetime: 600_000 } },
    { ok: true, value: { iceServers } },
    { ok: true, value: { iceServers: [{ urls: 'https://turn.example.org' }], iceLifetime: 1 } },
    { ok: false, error: { reason: 'rate-limited', message: '' } }
  ]
  sockets[0]!.on('ice:servers', (_payload: unknown, acknowledge: Acknowledge) => acknowledge(answers.shift()))
  expect(await signaling.iceServers()).toEqual({ ok: true, value: { iceServers, iceLifetime: 600_000 } })
  expect(await signaling.iceServers()).toEqual({ ok: true, value: { iceServers, iceLifetime: null } })
  expect(await signaling.iceServers()).toMatchObject({ error: { reason: 'server-incompatible' } })
  expect(await signaling.iceServers()).toMatchObject({ error: { reason: 'rate-limited' } })
})
