import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PeerReport } from '../peer/peer.ts'
import type { PeerState } from '../peer/peer-state.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { FakeStats, type FakeConditions } from '../testing/fake-stats.ts'
import { settle } from '../testing/settle.ts'
import { silentLogger } from '../testing/silent-logger.ts'
import { exportQuality } from './quality-export.ts'
import { HISTORY_LENGTH, QualityWatch, SAMPLE_PERIOD } from './quality-watch.ts'

/** Somebody whose connection tells what a test wants. */
class Somebody {
  readonly #fake = new FakeStats(['0', '1', '2', '3'])
  readonly remoteTracks = { microphone: null, camera: null, screen: null, screenAudio: null }
  state: PeerState = 'connected'
  conditions: FakeConditions = { incoming: { microphone: {}, camera: {} }, outgoing: { camera: {} } }
  asked = 0
  /** While set, what is asked waits for it. */
  gate: Promise<void> | null = null

  audioLevel(): number {
    return 0
  }

  async getStats(): Promise<PeerReport> {
    this.asked += 1
    await this.gate
    return {
      connection: 'one',
      mids: { microphone: '0', camera: '1', screen: '2', screenAudio: '3' },
      stats: this.#fake.pass(SAMPLE_PERIOD, this.conditions) as unknown as RTCStatsReport
    }
  }
}

const LOSSY: FakeConditions = { incoming: { microphone: { loss: 0.2 } } }

let clock: FakeClock
let peers: Map<string, Somebody>
let lin: Somebody
let watch: QualityWatch
let end: () => void
let told: number

beforeEach(() => {
  clock = new FakeClock()
  lin = new Somebody()
  peers = new Map([['lin', lin]])
  watch = new QualityWatch(() => ({ peers }), clock, silentLogger)
  told = 0
  watch.on('verdicts', () => (told += 1))
  end = watch.watch()
})

afterEach(() => end())

async function pass(samples: number): Promise<void> {
  for (let sample = 0; sample < samples; sample += 1) {
    clock.advance(SAMPLE_PERIOD)
    await settle()
  }
}

const history = (id = 'lin') => watch.history.get(id) ?? []

describe('the watch over quality', () => {
  test('asks each connection once every two seconds', async () => {
    peers.set('sam', new Somebody())
    await pass(5)
    expect([...peers.values()].map(({ asked }) => asked)).toEqual([5, 5])
    expect(history().at(-1)?.figures.incoming.camera?.framesPerSecond).toBe(30)
  })

  test('remembers the last three minutes and no more', async () => {
    await pass(120)
    expect(history()).toHaveLength(HISTORY_LENGTH / SAMPLE_PERIOD)
    expect(history().at(-1)?.at).toBe(clock.now())
    expect(clock.now() - history()[0]!.at).toBeLessThan(HISTORY_LENGTH)
  })

  test('tells of a verdict when it changes, and only then', async () => {
    await pass(1)
    expect([told, watch.verdicts.get('lin')?.judged]).toEqual([1, false])
    await pass(3)
    expect([told, watch.verdicts.get('lin')?.judged]).toEqual([2, true])
    lin.conditions = LOSSY
    await pass(4)
    expect(told).toBe(3)
    expect(watch.verdicts.get('lin')?.incoming).toEqual({ grade: 'poor', reason: 'loss' })
    expect(history().at(-1)?.verdicts.incoming.grade).toBe('poor')
  })

  test('does not ask again while an answer is under way, but gives up on it in time', async () => {
    let open = () => {}
    lin.gate = new Promise((resolve) => (open = resolve))
    await pass(4)
    expect(lin.asked).toBe(1)
    await pass(2)
    expect(lin.asked).toBe(2)
    open()
    lin.gate = null
    await settle()
    expect(history(), 'what came too late is left out').toHaveLength(1)
    await pass(1)
    expect(history()).toHaveLength(2)
  })

  test('says when a look is over, and not of one that was overtaken', async () => {
    let looked = 0
    watch.on('looked', () => (looked += 1))
    const sam = new Somebody()
    peers.set('sam', sam)
    let open = () => {}
    sam.gate = new Promise((resolve) => (open = resolve))
    await pass(1)
    expect([looked, [...watch.now.keys()]]).toEqual([0, ['lin']])
    await pass(1)
    expect(looked).toBe(1)
    open()
    await settle()
    expect(looked).toBe(1)
    await pass(1)
    expect([looked, [...watch.now.keys()]]).toEqual([2, ['lin', 'sam']])
    lin.state = 'reconnecting'
    await pass(1)
    expect([...watch.now.keys()], 'who can be reached').toEqual(['sam'])
  })

  test('leaves out who is not connected, and judges them anew when they are back', async () => {
    lin.conditions = LOSSY
    await pass(4)
    lin.state = 'reconnecting'
    await pass(3)
    expect([lin.asked, watch.verdicts.get('lin')?.incoming]).toEqual([4, { grade: 'good' }])
    lin.state = 'connected'
    await pass(3)
    expect(watch.verdicts.get('lin')?.incoming.grade).toBe('poor')
  })

  test('survives a connection that tells nothing', async () => {
    lin.gate = Promise.reject(new DOMException('closed', 'InvalidStateError'))
    lin.gate.catch(() => {})
    await pass(2)
    lin.gate = null
    await pass(1)
    expect([lin.asked, history().length]).toEqual([3, 1])
  })

  test('forgets who leaves, and everything when it ends', async () => {
    peers.set('sam', new Somebody())
    await pass(2)
    peers.delete('sam')
    await pass(1)
    expect([...watch.history.keys(), ...watch.verdicts.keys()]).toEqual(['lin', 'lin'])
    end()
    await pass(2)
    expect([watch.history.size, watch.verdicts.size, lin.asked]).toEqual([0, 0, 3])
  })

  test('is written down without names, ids and addresses', async () => {
    await pass(2)
    const text = exportQuality(watch.history, clock.now())
    const written = JSON.parse(text) as {
      peers: {
        peer: string
        samples: { at: string; figures: { incoming: { camera: { bytes: number } } } }[]
      }[]
    }
    expect(written).toMatchObject({ format: 1, samplePeriod: SAMPLE_PERIOD, peers: [{ peer: 'peer 1' }] })
    expect(written.peers[0]?.samples.at(-1)?.figures.incoming.camera.bytes).toBe(200_000)
    expect(text).not.toMatch(/lin|192\.0\.2/)
  })
})
