import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { silentStream } from '../testing/fake-figures.ts'
import type { PeerFigures, StreamFigures } from '../stats/quality-figures.ts'
import { measureUplink } from './line-budget.ts'
import { measurePixelRate } from './processor-budget.ts'
import { SendBudget } from './send-budget.ts'
import { planSending, SPEECH } from './send-policy.ts'

/** Time between two looks, in milliseconds. */
const PERIOD = 2_000

const NONE = { microphone: null, camera: null, screen: null, screenAudio: null }
const FACE = {
  size: { width: 640, height: 360 },
  framesPerSecond: 25,
  bitrate: 600_000,
  limitation: 'none',
  heldBack: 0
} as const

function sending(
  outgoing: Partial<Record<'camera' | 'screen', Partial<StreamFigures>>>,
  availableOutgoing: number | null = null
): PeerFigures {
  const streamOf = (change?: Partial<StreamFigures>) =>
    change === undefined ? null : { ...silentStream(), ...change }
  return {
    roundTrip: 20,
    availableOutgoing,
    path: null,
    incoming: NONE,
    outgoing: { ...NONE, camera: streamOf(outgoing.camera), screen: streamOf(outgoing.screen) }
  }
}

describe('the processor', () => {
  const PIXELS = 640 * 360 * 25

  test('carries what half of its cores encode at what a pixel costs', () => {
    const face = { ...FACE, encoding: 0.1 }
    const figures = [sending({ camera: face }), sending({ camera: face })]
    expect(measurePixelRate(figures, 4)).toBeCloseTo(20 * PIXELS)
    expect(measurePixelRate(figures, undefined)).toBeCloseTo(10 * PIXELS)
  })

  test('gives the share its part first', () => {
    const figures = [sending({ camera: { ...FACE, encoding: 0.1 }, screen: { ...FACE, encoding: 0.6 } })]
    expect(measurePixelRate(figures, 2)).toBeCloseTo(4 * PIXELS)
    const full = [sending({ camera: { ...FACE, encoding: 0.1 }, screen: { ...FACE, encoding: 3 } })]
    expect(measurePixelRate(full, 2), 'as little as there is').toBe(1_000_000)
  })

  test('carries less than it does when an encoder is held back', () => {
    const face = { ...FACE, encoding: 0.1 }
    expect(measurePixelRate([sending({ camera: { ...face, heldBack: 0.9 } })], 8)).toBeCloseTo(0.65 * PIXELS)
    expect(measurePixelRate([sending({ camera: { ...face, heldBack: 0.1 } })], 8)).toBeCloseTo(40 * PIXELS)
  })

  test('is not taken for slower by an encoder that is still held back after it was asked for less', () => {
    const held = { ...FACE, encoding: 0.1, heldBack: 0.9 }
    expect(measurePixelRate([sending({ camera: held })], 8, 3_000_000)).toBe(3_000_000)
    const slow = [sending({ camera: { ...held, encoding: 4 } })]
    expect(measurePixelRate(slow, 2, 3_000_000), 'what it costs still counts').toBeCloseTo(PIXELS / 4)
  })

  test.each<[string, PeerFigures[]]>([
    ['nobody is there', []],
    ['nobody is sent a face', [sending({})]],
    ['a face rests', [sending({ camera: { ...FACE, framesPerSecond: 0, encoding: 0 } })]],
    ['a browser tells no times', [sending({ camera: { ...FACE, encoding: null } })]],
    ['it is the first report', [sending({ camera: { ...FACE, framesPerSecond: null, encoding: null } })]]
  ])('is not known while %s', (_name, figures) => {
    expect(measurePixelRate(figures, 4)).toBeNull()
  })
})

describe('the line', () => {
  const good = sending({ camera: FACE }, 2_000_000)
  const short = sending({ camera: { ...FACE, limitation: 'bandwidth' } }, 700_000)
  const lossy = sending({ camera: { ...FACE, loss: 0.2 } }, 600_000)

  test.each<[string, PeerFigures[], number | null]>([
    ['nobody is there', [], null],
    ['all are well', [good, good], null],
    ['one alone is badly served', [good, good, short], null],
    ['half are', [good, short], null],
    ['most are', [good, short, lossy], 0.9 * 3_300_000],
    ['the only one is', [short], null],
    [
      'the encoder is held back, and the line isn’t full',
      [sending({ camera: { ...FACE, limitation: 'bandwidth' } }, 5_000_000)],
      null
    ],
    ['nobody is sent pictures', [sending({}, 300_000)], null]
  ])('%s', (_name, figures, uplink) => {
    const measured = measureUplink(figures, Infinity)
    if (uplink === null) expect(measured).toBeNull()
    else expect(measured).toBeCloseTo(uplink)
  })

  test('leaves the same for pictures, however many others are sent speech alone', () => {
    const speech = { ...silentStream(), bitrate: 40_000 }
    const heard = { ...sending({}, 300_000), outgoing: { ...NONE, microphone: speech } }
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12 }), (others) => {
        const figures = [short, lossy, ...Array.from({ length: others }, () => heard)]
        const uplink = measureUplink(figures, Infinity) ?? 0
        expect(uplink - SPEECH * figures.length).toBeCloseTo(0.9 * 1_300_000 - SPEECH * 2)
      })
    )
  })

  test('that was narrow stays so while the only one who is left is badly served', () => {
    expect(measureUplink([short, sending({}, 300_000)], 1_000_000)).toBeNull()
  })

  test('that was narrow and carries what it is given is tried with more', () => {
    expect(measureUplink([good], 1_000_000)).toBe(2_000_000)
  })

  test('is not judged in the first seconds of a connection', () => {
    const budget = new SendBudget(8)
    const look = (from: number, to: number, ids: string[], each = short) => {
      for (let now = from; now <= to; now += PERIOD) budget.look(new Map(ids.map((id) => [id, each])), now)
    }
    look(0, 8_000, ['one', 'two'])
    expect(budget.room.uplink).toBe(Infinity)
    look(10_000, 12_000, ['one', 'two'])
    expect(budget.room.uplink).toBeCloseTo(0.9 * 1_400_000)
    look(14_000, 22_000, ['one', 'three'], { ...short, availableOutgoing: 250_000 })
    expect(budget.room.uplink).toBeCloseTo(0.9 * 1_400_000)
  })
})

describe('another network', () => {
  const short = sending({ camera: { ...FACE, limitation: 'bandwidth' } }, 700_000)
  const figures = new Map([
    ['one', short],
    ['two', short]
  ])

  test('is not known, and not judged in its first seconds', () => {
    const budget = new SendBudget(8)
    for (let now = 0; now <= 12_000; now += PERIOD) budget.look(figures, now)
    expect(budget.room.uplink).toBeCloseTo(0.9 * 1_400_000)
    budget.forgetLine()
    for (let now = 14_000; now <= 22_000; now += PERIOD) budget.look(figures, now)
    expect(budget.room.uplink).toBe(Infinity)
    for (let now = 24_000; now <= 26_000; now += PERIOD) budget.look(figures, now)
    expect(budget.room.uplink).toBeCloseTo(0.9 * 1_400_000)
  })
})

describe('a machine', () => {
  const CORES = 2
  const LARGE = { camera: { width: 1280, height: 720 }, screen: { width: 0, height: 0 } }

  /**
   * Sends to so many people for a while on a machine on which a pixel costs so much.
   *
   * @param cost seconds of encoding for a million pixels
   * @param noise by what each look is off, 1 for nothing
   * @returns the heights that are sent, look by look
   */
  function heights(people: number, cost: number, noise: readonly number[]): string[] {
    const budget = new SendBudget(CORES)
    const viewings = new Map(Array.from({ length: people }, (_, index) => [String(index), LARGE]))
    const camera = { width: 1280, height: 720 }
    return noise.map((off, look) => {
      const { limits } = planSending(
        { own: null, anySharing: false, camera, room: budget.room, codecs: [] },
        viewings
      )
      const figures = [...limits].map(([id, { camera }]): [string, PeerFigures] => {
        const height = 720 / camera.scaleResolutionDownBy
        const framesPerSecond = camera.maxFramerate ?? 30
        const size = { width: (height * 16) / 9, height }
        const encoding = ((size.width * size.height * framesPerSecond) / 1_000_000) * cost * off
        return [id, sending({ camera: { ...FACE, size, framesPerSecond, encoding } })]
      })
      budget.look(new Map(figures), look * PERIOD)
      return [...limits.values()].map(({ camera }) => Math.round(720 / camera.scaleResolutionDownBy)).join()
    })
  }

  const people = fc.integer({ min: 1, max: 8 })
  const cost = fc.double({ min: 0.005, max: 0.2, noNaN: true })

  test('that is busy with something else isn’t given more to do', () => {
    const budget = new SendBudget(CORES, 10_000_000)
    const easy = sending({ camera: { ...FACE, encoding: 0.01 } })
    const look = (from: number) => {
      for (let now = from; now <= from + 22_000; now += PERIOD) budget.look(new Map([['one', easy]]), now)
    }
    budget.setBusy(true)
    look(0)
    expect(budget.room.pixelRate).toBe(10_000_000)
    budget.setBusy(false)
    look(100_000)
    expect(budget.room.pixelRate).toBe(20_000_000)
  })

  test('comes down once for an encoder that is held back, a share’s as well, and again only if it stays so', () => {
    fc.assert(
      fc.property(fc.constantFrom('camera', 'screen'), fc.integer({ min: 0, max: 40 }), (slot, until) => {
        const budget = new SendBudget(CORES)
        const falls: number[] = []
        let asked = budget.room.pixelRate
        for (let look = 0; look < 60; look++) {
          const before = budget.room.pixelRate
          const held = { heldBack: look < until ? 0.9 : 0 }
          // What was asked for is sent; it costs next to nothing.
          asked = Math.min(asked, before)
          const framesPerSecond = asked / (640 * 360)
          const face = { ...FACE, framesPerSecond, encoding: 0.01 }
          const figures =
            slot === 'camera'
              ? sending({ camera: { ...face, ...held } })
              : sending({ camera: face, screen: { ...FACE, encoding: 0.01, ...held } })
          budget.look(new Map([['one', figures]]), look * PERIOD)
          if (budget.room.pixelRate < before) falls.push(look * PERIOD)
          if (look < until) expect(budget.room.pixelRate).toBeLessThanOrEqual(before)
        }
        expect(falls.length > 0).toBe(until >= 2)
        for (const [index, at] of falls.slice(1).entries())
          expect(at - (falls[index] ?? 0)).toBeGreaterThanOrEqual(45_000)
      })
    )
  })

  test('comes down within six seconds of finding that it can’t', () => {
    fc.assert(
      fc.property(people, cost, (count, each) => {
        const sent =
          heights(
            count,
            each,
            Array.from({ length: 4 }, () => 1)
          ).at(-1) ?? ''
        const pixels = sent.split(',').reduce((sum, height) => sum + (Number(height) ** 2 * 16) / 9, 0)
        const least = sent.split(',').every((height) => height === '90')
        // Thirty percent is within what a budget lets pass.
        expect(least || (pixels * 20 * each) / 1_000_000 <= (0.5 * CORES) / 0.7).toBe(true)
      })
    )
  })

  test('doesn’t go to and fro, whatever noise of 15% there is', () => {
    const noise = fc.array(fc.double({ min: 0.85, max: 1.15, noNaN: true }), { minLength: 60, maxLength: 60 })
    const sizeOf = (sent: string) => sent.split(',').reduce((sum, height) => sum + Number(height), 0)
    fc.assert(
      fc.property(people, cost, noise, (count, each, off) => {
        const sent = heights(count, each, off).map(sizeOf)
        // From the guess to what was measured; from there it only rises.
        const falls = sent.filter((size, index) => size < (sent[index - 1] ?? 0))
        expect(falls.length).toBeLessThanOrEqual(1)
      }),
      { numRuns: 60 }
    )
  })
})
