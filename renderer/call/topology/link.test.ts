import fc from 'fast-check'
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
  /** What this side has sent and a test has not delivered yet; null while everything arrives at once. */
  wire: Signal[] | null = null
  other!: End

  constructor(name: string, offers: boolean, polite = !offers) {
    const { clock } = this
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

  /** Lets one signal arrive, if one is under way. */
  deliver(): void {
    const signal = this.wire?.shift()
    if (signal !== undefined) this.other.link.receive(signal)
  }

  #send(signal: Signal): void {
    if (this.wire !== null) return void this.wire.push(signal)
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

  test('is made anew in the end although the server comes and goes all the time', async () => {
    ada.cut = true
    breakPath('failed')
    for (let second = 0; second < 30; second += 1) {
      ada.canSignal = false
      await wait(500)
      ada.canSignal = true
      ada.link.resynchronize()
      await wait(500)
    }
    expect(ada.connections.length).toBeGreaterThan(1)
    expect(ada.connections.length, 'each has its time').toBeLessThan(5)
  })

  test('takes at once what fell due while the server was away', async () => {
    ada.cut = true
    breakPath('failed')
    await wait(12_000)
    ada.canSignal = false
    await wait(20_000)
    expect(ada.connections.length).toBe(1)
    ada.canSignal = true
    ada.link.resynchronize()
    expect(ada.connections.length).toBe(2)
  })

  test('is called lost no longer when somebody is back at the server', async () => {
    ada.cut = true
    breakPath('failed')
    await wait(60_000)
    ada.link.resynchronize()
    expect(ada.link.state).toBe('reconnecting')
    ada.cut = false
    ada.link.resynchronize()
    await wait(2_000)
    expect([ada.link.state, lin.link.state]).toEqual(['connected', 'connected'])
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

describe('two links', () => {
  /** Two ends of which each has its wire, and so much patience that a test decides what happens when. */
  function pair(offers: readonly [boolean, boolean]): readonly [End, End] {
    const ends = [new End('sam', offers[0], true), new End('tom', offers[1], false)] as const
    ends[0].other = ends[1]
    ends[1].other = ends[0]
    for (const end of ends) end.wire = []
    return ends
  }

  async function deliverAll(ends: readonly [End, End]): Promise<void> {
    await settle()
    for (let round = 0; ends.some(({ wire }) => wire?.length); round += 1) {
      if (round > 500) throw new Error('There is no end to the signals')
      for (const end of ends) {
        end.deliver()
        await settle()
      }
    }
  }

  /** The server was away: what was under way is lost, and both hear of each other anew. */
  function returnAll(ends: readonly [End, End]): void {
    for (const end of ends) end.wire = []
    for (const { link } of ends) link.resynchronize()
  }

  function closeAll(ends: readonly [End, End]): void {
    for (const { link } of ends) link.close()
  }

  test('that both make the first offer end in one connection with four transceivers', async () => {
    const ends = pair([true, true])
    await deliverAll(ends)
    expect(ends.map(({ link }) => link.state)).toEqual(['connected', 'connected'])
    expect(
      ends.map(({ connections }) => connections.length),
      'who gives way begins anew'
    ).toEqual([2, 1])
    for (const { connection } of ends) {
      const transceivers = connection.getTransceivers()
      expect(transceivers.map(({ kind }) => kind)).toEqual(['audio', 'video', 'video', 'audio'])
      expect(transceivers.every(({ mid }) => mid !== null)).toBe(true)
    }
    closeAll(ends)
  })

  test('of which one answers in vain meet as soon as the server is back', async () => {
    for (const first of [
      [true, false],
      [false, true]
    ] as const) {
      const ends = pair(first)
      await settle()
      for (const end of ends) end.deliver()
      await settle()
      returnAll(ends)
      await deliverAll(ends)
      expect(ends.map(({ link }) => link.state)).toEqual(['connected', 'connected'])
      closeAll(ends)
    }
  })

  test('end connected however first offers, breaks, attempts, losses and deliveries meet', async () => {
    const step = fc.record({
      action: fc.constantFrom('break', 'wake', 'lose', 'return', 'deliver', 'breathe'),
      side: fc.constantFrom<0 | 1>(0, 1)
    })
    const offers = fc.constantFrom<[boolean, boolean]>([true, false], [false, true], [true, true])
    await fc.assert(
      fc.asyncProperty(offers, fc.array(step, { maxLength: 30 }), async (first, steps) => {
        const ends = pair(first)
        for (const { action, side } of steps) {
          const end = ends[side]
          if (action === 'break') end.connection.setConnectionState('failed')
          else if (action === 'wake') end.clock.advance(20_000)
          else if (action === 'return') end.link.resynchronize()
          else if (action === 'lose') returnAll(ends)
          else if (action === 'deliver') end.deliver()
          else await settle()
        }
        await deliverAll(ends)
        // What was given up on one side may wait for the next attempt of the other.
        for (
          let seconds = 0;
          seconds < 60 && ends.some(({ link }) => link.state !== 'connected');
          seconds += 1
        ) {
          for (const { clock } of ends) clock.advance(1_000)
          await deliverAll(ends)
        }
        const outcome = ends.map(({ link, connection, other }) => [
          link.state,
          connection.getTransceivers().length,
          connection.remote === other.connection
        ])
        closeAll(ends)
        expect(outcome).toEqual([
          ['connected', 4, true],
          ['connected', 4, true]
        ])
      }),
      { numRuns: 300 }
    )
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
