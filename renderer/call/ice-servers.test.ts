import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { IceServers } from './ice-servers.ts'
import { FakeClock } from './testing/fake-clock.ts'
import { type FakeSignaling, FakeSignalingServer } from './testing/fake-signaling.ts'
import { settle } from './testing/settle.ts'
import { silentLogger } from './testing/silent-logger.ts'

const LIFETIME = 600_000

/** What the server hands out at its `number`th time. */
const servers = (number: number) => [
  { urls: 'turn:turn.example.org', username: `name-${number}`, credential: 'c' }
]

let server: FakeSignalingServer
let signaling: FakeSignaling
let clock: FakeClock
let used: unknown[]
let end: () => void

function serve(number: number, iceLifetime: number | null = LIFETIME): void {
  server.ice = { iceServers: servers(number), iceLifetime }
}

async function join(iceLifetime: number | null = LIFETIME): Promise<IceServers> {
  serve(1, iceLifetime)
  const use = (given: unknown) => used.push(given)
  const ice = new IceServers({ signaling, use, clock, logger: silentLogger })
  const joined = await signaling.join({ room: 'test-room', name: 'Ada' })
  if (joined.ok) end = ice.keep(joined.value)
  return ice
}

async function pass(milliseconds: number): Promise<void> {
  clock.advance(milliseconds)
  await settle()
}

beforeEach(() => {
  server = new FakeSignalingServer()
  signaling = server.createClient()
  clock = new FakeClock()
  used = []
})

afterEach(() => {
  end()
  signaling.close()
})

test('are renewed when half of their lifetime is over, again and again', async () => {
  await join()
  serve(2)
  await pass(LIFETIME / 2 - 1)
  expect(used).toEqual([])
  await pass(1)
  expect(used).toEqual([servers(2)])
  serve(3)
  await pass(LIFETIME / 2)
  expect(used).toEqual([servers(2), servers(3)])
})

test('are left alone when they are good for ever, also when they became so', async () => {
  await join(null)
  expect(clock.waiting).toBe(0)
  end()
  await join()
  serve(2, null)
  await pass(LIFETIME / 2)
  expect(used).toEqual([servers(2)])
  expect(clock.waiting).toBe(0)
})

test('are asked for again, at growing distances, while the server is away', async () => {
  await join()
  signaling.connected = false
  const asked = vi.spyOn(signaling, 'iceServers')
  await pass(LIFETIME / 2)
  for (const [distance, times] of [
    [2_000, 2],
    [4_000, 3],
    [8_000, 4]
  ] as const) {
    await pass(distance - 1)
    expect(asked).toHaveBeenCalledTimes(times - 1)
    await pass(1)
    expect(asked).toHaveBeenCalledTimes(times)
  }
  signaling.connected = true
  serve(2)
  await pass(16_000)
  expect(used).toEqual([servers(2)])
})

test('come with a return to the server, and their time begins anew', async () => {
  await join()
  await pass(LIFETIME / 2 - 1)
  signaling.interrupt()
  serve(2)
  signaling.resume()
  expect(used).toEqual([servers(2)])
  await pass(LIFETIME / 2 - 1)
  expect(used).toHaveLength(1)
  await pass(1)
  expect(used).toHaveLength(2)
})

test('that come with a return count, and not those that were asked for before', async () => {
  await join()
  serve(2)
  clock.advance(LIFETIME / 2)
  serve(3)
  signaling.resume()
  serve(4)
  await settle()
  expect(used).toEqual([servers(3)])
  expect(clock.waiting).toBe(1)
})

test('are nobody’s business any more after the end, which may come twice', async () => {
  await join()
  serve(2)
  clock.advance(LIFETIME / 2)
  end()
  end()
  await settle()
  signaling.resume()
  expect(used).toEqual([])
  expect(clock.waiting).toBe(0)
})
