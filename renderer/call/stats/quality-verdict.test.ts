import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PeerFigures, StreamFigures } from './quality-figures.ts'
import {
  badness,
  BANDWIDTH,
  FEW_FRAMES,
  judgeQuality,
  LOSS,
  ROUND_TRIP,
  type Verdict
} from './quality-verdict.ts'

/** What decides, of a stream of pictures or sound that runs well otherwise. */
function stream(change: Partial<StreamFigures> = {}): StreamFigures {
  return {
    bytes: 100_000,
    bitrate: 400_000,
    packets: 100,
    loss: 0,
    jitter: 5,
    codec: null,
    size: null,
    framesPerSecond: 30,
    concealment: null,
    limitation: 'none',
    active: true,
    encoding: 0.1,
    heldBack: 0,
    ...change
  }
}

function figures(change: {
  roundTrip?: number
  available?: number
  incoming?: Partial<PeerFigures['incoming']>
  outgoing?: Partial<PeerFigures['outgoing']>
}): PeerFigures {
  const none = { microphone: null, camera: null, screen: null, screenAudio: null }
  return {
    roundTrip: change.roundTrip ?? null,
    availableOutgoing: change.available ?? null,
    path: null,
    incoming: { ...none, ...change.incoming },
    outgoing: { ...none, ...change.outgoing }
  }
}

const text = (verdict: Verdict | null) =>
  verdict === null ? 'unknown' : verdict.grade === 'good' ? 'good' : `${verdict.grade}: ${verdict.reason}`

const narrow = stream({ limitation: 'bandwidth' })
const busy = stream({ limitation: 'cpu' })

describe('the verdict of one moment', () => {
  test.each<[string, PeerFigures, string, string]>([
    ['nothing known', figures({}), 'unknown', 'unknown'],
    ['a short way', figures({ roundTrip: 40 }), 'good', 'unknown'],
    ['a long way', figures({ roundTrip: ROUND_TRIP.fair }), 'fair: round-trip', 'unknown'],
    ['a very long way', figures({ roundTrip: ROUND_TRIP.poor }), 'poor: round-trip', 'unknown'],
    [
      'some loss',
      figures({ roundTrip: 40, incoming: { microphone: stream({ loss: LOSS.fair }) } }),
      'fair: loss',
      'unknown'
    ],
    [
      'loss in one of two streams',
      figures({ incoming: { microphone: stream({ loss: 0.05 }), camera: stream({ packets: 300 }) } }),
      'good',
      'unknown'
    ],
    ['much loss', figures({ incoming: { camera: stream({ loss: LOSS.poor }) } }), 'poor: loss', 'unknown'],
    [
      'gaps in the sound',
      figures({ incoming: { microphone: stream({ concealment: 0.2 }) } }),
      'poor: loss',
      'unknown'
    ],
    [
      'loss on the way out',
      figures({ outgoing: { microphone: stream({ loss: 0.06, limitation: null }) } }),
      'unknown',
      'fair: loss'
    ],
    ['a busy processor', figures({ outgoing: { camera: busy } }), 'unknown', 'fair: cpu'],
    [
      'a processor that is far too busy',
      figures({ outgoing: { camera: { ...busy, framesPerSecond: FEW_FRAMES - 1 } } }),
      'unknown',
      'poor: cpu'
    ],
    [
      'a screen with few pictures',
      figures({ outgoing: { screen: { ...busy, framesPerSecond: 2 } } }),
      'unknown',
      'fair: cpu'
    ],
    [
      'a narrow line',
      figures({ available: BANDWIDTH.fair - 1, outgoing: { camera: narrow } }),
      'unknown',
      'fair: bandwidth'
    ],
    [
      'a line for nothing but sound',
      figures({ available: BANDWIDTH.poor - 1, outgoing: { camera: narrow } }),
      'unknown',
      'poor: bandwidth'
    ],
    [
      'a bound of our own',
      figures({ available: 2_000_000, outgoing: { camera: narrow } }),
      'unknown',
      'good'
    ],
    [
      'a camera that is off',
      figures({ available: 50_000, outgoing: { camera: { ...narrow, bitrate: 0 } } }),
      'unknown',
      'good'
    ],
    [
      'the worse of two reasons',
      figures({ roundTrip: 700, incoming: { microphone: stream({ loss: 0.05 }) } }),
      'poor: round-trip',
      'unknown'
    ]
  ])('%s', (_name, moment, incoming, outgoing) => {
    const judged = judgeQuality(moment)
    expect([text(judged.incoming), text(judged.outgoing)]).toEqual([incoming, outgoing])
  })

  test('is never better for worse figures', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    const worsening = fc.record({
      loss: fc.tuple(share, share),
      concealment: fc.tuple(share, share),
      lossOut: fc.tuple(share, share),
      roundTrip: fc.tuple(fc.nat(2_000), fc.nat(2_000)),
      lack: fc.tuple(fc.nat(600_000), fc.nat(600_000)),
      stills: fc.tuple(fc.nat(30), fc.nat(30)),
      limitation: fc.constantFrom('cpu' as const, 'bandwidth' as const),
      limited: fc.tuple(fc.boolean(), fc.boolean())
    })
    fc.assert(
      fc.property(worsening, (range) => {
        const at = (end: 'better' | 'worse') => {
          const pick = ([one, other]: [number, number]) =>
            end === 'better' ? Math.min(one, other) : Math.max(one, other)
          const limited = pick(range.limited.map(Number) as [number, number]) === 1
          return judgeQuality(
            figures({
              roundTrip: pick(range.roundTrip),
              available: 600_000 - pick(range.lack),
              incoming: {
                microphone: stream({ loss: pick(range.loss), concealment: pick(range.concealment) })
              },
              outgoing: {
                camera: stream({
                  loss: pick(range.lossOut),
                  framesPerSecond: 30 - pick(range.stills),
                  limitation: limited ? range.limitation : 'none'
                })
              }
            })
          )
        }
        const [better, worse] = [at('better'), at('worse')]
        for (const way of ['incoming', 'outgoing'] as const)
          expect(badness(worse[way]!.grade)).toBeGreaterThanOrEqual(badness(better[way]!.grade))
      })
    )
  })
})
