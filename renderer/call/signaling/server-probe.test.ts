import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SIGNALING_PATH } from '../../../protocol/signaling.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { createServerProbe } from './server-probe.ts'

type Acknowledge = (answer: unknown) => void

const iceServers = [{ urls: 'stun:stun.example.org' }]

/** A bare socket.io server: what it answers is the test's, the wire is real. */
let server: Server
let origin: string
let clock: FakeClock
let asked: unknown[]
/** Settles with the end of the first socket. */
let ended: Promise<string>
let answer: (acknowledge: Acknowledge) => void

beforeEach(async () => {
  asked = []
  clock = new FakeClock()
  answer = (acknowledge) => acknowledge({ ok: true, value: { iceServers, iceLifetime: null } })
  const http = createServer()
  server = new Server(http, { path: SIGNALING_PATH, transports: ['websocket'] })
  ended = new Promise((resolve) => {
    server.on('connection', (socket) => {
      socket.on('disconnect', resolve)
      socket.on('ice:servers', (payload: unknown, acknowledge: Acknowledge) => {
        asked.push(payload)
        answer(acknowledge)
      })
    })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
})

afterEach(() => server.close())

const probe = (at = origin) => createServerProbe(at, clock)(new AbortController().signal)

test('gives the ICE servers and the median of the times, and closes its socket', async () => {
  const times = [90, 10, 30, 500, 20]
  answer = (acknowledge) => {
    clock.advance(times[asked.length - 1] ?? 0)
    acknowledge({ ok: true, value: { iceServers, iceLifetime: null } })
  }
  expect(await probe()).toEqual({ ok: true, value: { roundTrip: 30, iceServers } })
  expect(asked).toEqual(Array(5).fill({ protocol: 1 }))
  expect(await ended).toBe('client namespace disconnect')
})

test.each([
  [{ ok: false, error: { reason: 'protocol-version', message: '' } }, 'protocol-version'],
  [{ ok: false, error: { reason: 'rate-limited', message: '' } }, 'rate-limited'],
  ['yes', 'server-incompatible']
])('of the answer %j the reason is %s', async (given, reason) => {
  answer = (acknowledge) => acknowledge(given)
  expect(await probe()).toMatchObject({ ok: false, error: { reason } })
  await ended
})

test('says at once when nothing answers at the address', async () => {
  expect(await probe('http://127.0.0.1:1')).toMatchObject({ error: { reason: 'server-unreachable' } })
})

test('is abandoned at once, with its socket', async () => {
  const controller = new AbortController()
  answer = () => controller.abort()
  expect((await createServerProbe(origin, clock)(controller.signal)).ok).toBe(false)
  expect(await ended).toBe('client namespace disconnect')
})
