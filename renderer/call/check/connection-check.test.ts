import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fail, succeed, type Result } from '../../../protocol/result.ts'
import type { IceServer } from '../../../protocol/signaling.ts'
import type { CallFailureReason } from '../call-error.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { FakeIceNetwork } from '../testing/fake-ice-network.ts'
import { settle } from '../testing/settle.ts'
import { silentLogger } from '../testing/silent-logger.ts'
import { ConnectionCheck } from './connection-check.ts'
import type { ProbedServer, ServerProbe } from './server-probe-port.ts'

const STUN = 'stun:stun.example.org:3478'
const UDP = 'turn:turn.example.org:3478?transport=udp'
const TLS = 'turns:turn.example.org:443?transport=tcp'
const TURN_AS_STUN = 'stun:turn.example.org:3478'
const SERVERS: IceServer[] = [{ urls: STUN }, { urls: [UDP, TLS], username: 'u', credential: 'c' }]
const SEEN = ['203.0.113.4', 51_000] as const

let clock: FakeClock
let network: FakeIceNetwork
let check: ConnectionCheck
let answer: Result<ProbedServer, CallFailureReason>
let steps: string[]

beforeEach(() => {
  clock = new FakeClock()
  network = new FakeIceNetwork(clock)
  network.answers.set(STUN, { delay: 30, sees: SEEN })
  network.answers.set(UDP, { delay: 40, relays: true, sees: SEEN })
  network.answers.set(TLS, { delay: 90, relays: true })
  network.answers.set(TURN_AS_STUN, { sees: SEEN })
  answer = succeed({ roundTrip: 12, iceServers: SERVERS })
  make()
})

afterEach(() => check.close())

function make(options: { gentle?: boolean; probe?: ServerProbe | null } = {}) {
  steps = []
  check = new ConnectionCheck({
    probe: () => Promise.resolve(answer),
    createConnection: network.createConnection,
    gentle: false,
    clock,
    logger: silentLogger,
    ...options
  })
  check.on('state', () => {
    const step = check.state.status === 'running' ? check.state.step : check.state.status
    if (steps.at(-1) !== step) steps.push(step)
  })
}

async function pass(milliseconds: number) {
  for (let passed = 0; passed < milliseconds; passed += 10) {
    clock.advance(10)
    await settle()
  }
}

/** Runs to the end, however long that takes. */
async function run() {
  const done = check.start()
  for (let turn = 0; turn < 40 && check.state.status === 'running'; turn += 1) await pass(500)
  await done
  if (check.state.status !== 'done') throw new Error(`The check is ${check.state.status}`)
  return { ...check.state, ...check.state.findings }
}

test('goes through all its steps, and closes what it opened', async () => {
  const { verdict, signaling, targets, mapping, relay } = await run()
  expect(steps).toEqual(['signaling', 'targets', 'mapping', 'relay', 'done'])
  expect(signaling).toEqual({ ok: true, roundTrip: 12 })
  expect(targets?.map(({ target, outcome }) => [target.url, outcome])).toEqual([
    [STUN, { ok: true, time: 30 }],
    [UDP, { ok: true, time: 40 }],
    [TLS, { ok: true, time: 90 }]
  ])
  expect(mapping).toBe('endpoint-independent')
  expect(relay).toMatchObject({ status: 'measured', figures: { loss: 0, roundTrip: 40 } })
  expect(verdict).toEqual({ level: 'good', code: 'all-good' })
  expect(network.connections.every(({ connectionState }) => connectionState === 'closed')).toBe(true)
  expect(clock.waiting).toBe(0)
})

test('each server is asked by a connection of its own, a relay for relayed addresses only', async () => {
  const done = run()
  await settle()
  expect(network.connections.map((each) => each.getConfiguration())).toEqual([
    { iceServers: [expect.objectContaining({ urls: STUN })], iceTransportPolicy: 'all' },
    { iceServers: [{ urls: UDP, username: 'u', credential: 'c' }], iceTransportPolicy: 'relay' },
    { iceServers: [{ urls: TLS, username: 'u', credential: 'c' }], iceTransportPolicy: 'relay' }
  ])
  await done
})

test('findings show as they come', async () => {
  const done = check.start()
  await settle()
  await pass(30)
  expect(check.state).toMatchObject({
    step: 'targets',
    findings: { targets: [{ outcome: { ok: true, time: 30 } }, { outcome: null }, { outcome: null }] }
  })
  check.cancel()
  await done
})

describe('a relay', () => {
  test('that refuses the credentials', async () => {
    for (const url of [UDP, TLS]) network.answers.set(url, { error: 401 })
    const { verdict, targets, mapping, relay } = await run()
    expect(targets?.[1]?.outcome).toEqual({ ok: false, reason: 'credentials-refused' })
    expect(relay).toEqual({ status: 'unusable' })
    // It has answered, and so says what it sees.
    expect(mapping).toBe('endpoint-independent')
    expect(verdict.code).toBe('credentials-refused')
  })

  test('that has no room, or is out of reach over one transport', async () => {
    network.answers.set(UDP, { error: 486 })
    network.answers.set(TLS, { error: 701 })
    const { targets } = await run()
    expect(targets?.slice(1).map(({ outcome }) => outcome)).toEqual([
      { ok: false, reason: 'full' },
      { ok: false, reason: 'unreachable' }
    ])
  })

  test('that loses some', async () => {
    network.losesEach = 5
    const { verdict, relay } = await run()
    expect(relay?.status === 'measured' && relay.figures.loss).toBeCloseTo(0.2, 2)
    expect(verdict.code).toBe('relay-poor')
  })

  test('that brings nobody together', async () => {
    network.connects = false
    const { verdict, relay } = await run()
    expect(relay).toEqual({ status: 'failed' })
    expect(verdict.code).toBe('relay-failed')
  })

  test('that there is none of', async () => {
    answer = succeed({ roundTrip: 12, iceServers: [{ urls: STUN }] })
    const { verdict, relay, mapping } = await run()
    expect([relay, mapping]).toEqual([{ status: 'no-relay' }, 'unknown'])
    expect(verdict.code).toBe('no-relay')
  })
})

test('a network that blocks UDP is seen by the silence, within a bound', async () => {
  for (const url of [STUN, UDP, TURN_AS_STUN]) network.answers.delete(url)
  const { verdict, targets, mapping } = await run()
  expect(targets?.map(({ outcome }) => outcome)).toEqual([
    { ok: false, reason: 'no-answer' },
    { ok: false, reason: 'no-answer' },
    { ok: true, time: 90 }
  ])
  expect(mapping).toBe('udp-blocked')
  expect(verdict.code).toBe('udp-blocked-relayed')
})

test('a network that gives each receiver another address is seen', async () => {
  network.answers.set(TURN_AS_STUN, { sees: ['203.0.113.4', 51_001] })
  const { verdict, mapping } = await run()
  expect(mapping).toBe('address-dependent')
  expect(verdict.code).toBe('relayed')
})

test('a server out of reach ends it, and it can be repeated', async () => {
  const good = answer
  answer = fail('server-unreachable', '')
  const { verdict, targets } = await run()
  expect([verdict.code, targets]).toEqual(['server-unreachable', null])
  expect(network.connections).toEqual([])
  answer = good
  expect((await run()).verdict.code).toBe('all-good')
})

test('an app whose own server does not start says so', async () => {
  make({ probe: null })
  expect((await run()).verdict.code).toBe('server-not-started')
})

test('a server that the browser does not take is told, and the others are asked', async () => {
  const { createConnection } = network
  make()
  const picky = new ConnectionCheck({
    probe: () => Promise.resolve(answer),
    createConnection: (configuration) => {
      if (configuration.iceServers?.[0]?.urls === TLS) throw new DOMException('', 'SyntaxError')
      return createConnection(configuration)
    },
    gentle: false,
    clock,
    logger: silentLogger
  })
  check.close()
  check = picky
  const { targets } = await run()
  expect(targets?.map(({ outcome }) => outcome?.ok)).toEqual([true, true, false])
  expect(targets?.[2]?.outcome).toEqual({ ok: false, reason: 'invalid' })
})

describe('cancelling', () => {
  test.each([0, 20, 100, 2_000])('after %i ms closes all at once and keeps what was found', async (time) => {
    const done = check.start()
    await settle()
    await pass(time)
    check.cancel()
    check.cancel()
    expect(check.state).toMatchObject({ status: 'cancelled', findings: { signaling: { ok: true } } })
    await done
    expect(clock.waiting).toBe(0)
    expect(network.connections.every(({ connectionState }) => connectionState === 'closed')).toBe(true)
  })

  test('leaves a repeat alone', async () => {
    const first = check.start()
    await settle()
    check.cancel()
    const { verdict } = await run()
    await first
    expect(verdict.code).toBe('all-good')
  })

  test('reaches the question to the server', async () => {
    let aborted = false
    make({
      probe: (signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            aborted = true
            resolve(fail('server-unreachable', ''))
          })
        })
    })
    const done = check.start()
    check.close()
    await done
    expect([aborted, check.state.status]).toEqual([true, 'cancelled'])
  })
})

test('beside a call it sends a tenth', async () => {
  const sizes = async () => {
    const { relay } = await run()
    return relay?.status === 'measured' ? relay.figures.rate : 0
  }
  const full = await sizes()
  make({ gentle: true })
  expect(full / (await sizes())).toBeCloseTo(10, 0)
})
