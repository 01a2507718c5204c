import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Signal } from '../../../protocol/signaling.ts'
import { Peer } from '../peer/peer.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { FakeConnection } from '../testing/fake-connection.ts'
import { settle } from '../testing/settle.ts'
import { silentLogger } from '../testing/silent-logger.ts'
import { usualLimits } from '../testing/usual-limits.ts'
import { Link } from './link.ts'

/** One of the two ends, on fakes. */
class End {
  readonly clock = new FakeClock()
  readonly connections: FakeConnection[] = []
  readonly link: Link
  /** While set, nothing that this side sends arrives, and none of its connections come about. */
  cut = false
  canSignal = true
  other!: End

  constructor(name: string, offers: boolean) {
    const { clock } = this
    const polite = !offers
    const createPeer = (offers: boolean) => {
      const connection = new FakeConnection()
      this.connections.push(connection)
      return new Peer({
        connection: connection as unknown as RTCPeerConnection,
        id: `${name}-${this.connections.length}`,
        polite,
        offers,
        localTracks: { microphone: null, camera: null, screen: null, screenAudio: null },
        limits: usualLimits(),
        sendSignal: (signal) => this.#send(signal),
        clock,
        logger: silentLogger
      })
    }
    const canSignal = () => this.canSignal
    this.link = new Link({ createPeer, offers, polite, canSignal, clock, logger: silentLogger })
  }

  get connection(): FakeConnection {
    return this.connections.at(-1) as FakeConnection
  }

  #send(signal: Signal): void {
    queueMicrotask(() => {
      if (!this.cut && !this.other.cut) this.other.link.receive(signal)
    })
  }
}

/** So much time passes at once, in milliseconds; then both sides get to act on it. */
const STEP = 500

let ada: End
let lin: End

beforeEach(async () => {
  ada = new End('ada', true)
  lin = new End('lin', false)
  ada.other = lin
  lin.other = ada
  await settle()
  expect([ada.link.state, lin.link.state]).toEqual(['connected', 'connected'])
})

afterEach(() => {
  ada.link.close()
  lin.link.close()
})

/** Both sides lose the way between them. */
function breakPath(state: RTCPeerConnectionState = 'disconnected'): void {
  for (const { connection } of [ada, lin]) connection.setConnectionState(state)
}

async function wait(milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += STEP) {
    for (const { clock } of [ada, lin]) clock.advance(STEP)
    await settle()
  }
}

describe('a link', () => {
  test('has nothing planned while it works', () => {
    expect([ada.clock.waiting, lin.clock.waiting]).toEqual([0, 0])
  })

  test('waits a moment for what was interrupted, and leaves it alone when it comes back', async () => {
    breakPath()
    expect(ada.link.state).toBe('unstable')
    breakPath('connected')
    const before = ada.connection.negotiations
    await wait(60_000)
    expect(ada.link.state).toBe('connected')
    expect(ada.connection.negotiations).toBe(before)
  })

  test('restarts ICE when it does not come back, on the same connection', async () => {
    breakPath()
    const before = lin.connection.negotiations
    await wait(1_000)
    expect([ada.link.state, lin.link.state]).toEqual(['connected', 'connected'])
    expect([ada.connections.length, lin.connections.length]).toEqual([1, 1])
    expect(lin.connection.negotiations, 'answered one offer').toBe(before + 1)
  })

  test('restarts at once when there is no way left', async () => {
    breakPath('failed')
    expect(ada.link.state).toBe('reconnecting')
    await settle()
    expect([ada.link.state, lin.link.state]).toEqual(['connected', 'connected'])
  })

  test('is made anew when restarts do not help, and both sides meet again', async () => {
    ada.cut = true
    breakPath('failed')
    await wait(10_000)
    expect([ada.link.state, ada.connections.length]).toEqual(['reconnecting', 1])
    await wait(10_000)
    expect(ada.connections.length).toBe(2)
    expect(ada.connections[0]?.connectionState).toBe('closed')
    ada.cut = false
    await wait(20_000)
    expect([ada.link.state, lin.link.state]).toEqual(['connected', 'connected'])
    expect(ada.link.send({ type: 'leave' })).toBe(true)
  })

  test('is called lost when nothing helps, and comes back when something does after all', async () => {
    ada.cut = true
    breakPath('failed')
    await wait(60_000)
    expect([ada.link.state, lin.link.state]).toEqual(['lost', 'lost'])
    ada.cut = false
    await wait(40_000)
    expect([ada.link.state, lin.link.state]).toEqual(['connected', 'connected'])
  })

  test('tries nothing while the server is away, and everything when it is back', async () => {
    for (const end of [ada, lin]) end.canSignal = false
    breakPath('failed')
    const before = ada.connection.negotiations
    await wait(300_000)
    expect([ada.link.state, ada.connections.length]).toEqual(['reconnecting', 1])
    expect(ada.connection.negotiations).toBe(before)
    for (const end of [ada, lin]) end.canSignal = true
    ada.link.resynchronize()
    await settle()
    expect([ada.link.state, lin.link.state]).toEqual(['connected', 'connected'])
  })

  test('finds a new way when the network has changed, without giving up the old one', async () => {
    const before = ada.connection.negotiations
    ada.link.networkChanged()
    await settle()
    expect(ada.connection.negotiations).toBe(before)
    ada.link.resynchronize()
    await settle()
    expect(ada.link.state).toBe('connected')
    expect(ada.connection.negotiations).toBe(before + 1)
    ada.link.resynchronize()
    await settle()
    expect(ada.connection.negotiations, 'once a change').toBe(before + 1)
  })

  test('makes up for a restart whose offer was lost', async () => {
    ada.cut = true
    breakPath('failed')
    await settle()
    ada.cut = false
    ada.link.resynchronize()
    await settle()
    expect([ada.link.state, lin.link.state]).toEqual(['connected', 'connected'])
  })

  test('of which both sides think that it is over is made once', async () => {
    breakPath('failed')
    await wait(2_000)
    expect([ada.link.state, lin.link.state]).toEqual(['connected', 'connected'])
    expect([ada.clock.waiting, lin.clock.waiting]).toEqual([0, 0])
  })
})

test('somebody who never answers is lost in the end, and whoever gives up leaves nothing behind', async () => {
  const end = new End('sam', true)
  end.other = end
  end.cut = true
  end.clock.advance(60_000)
  await settle()
  expect(end.link.state).toBe('lost')
  end.link.close()
  end.link.close()
  expect(end.clock.waiting).toBe(0)
  expect(end.connections.every((each) => each.connectionState === 'closed')).toBe(true)
})
