import type { MediaSlot } from '../peer/transceivers.ts'
import type { PeerFigures, StreamFigures } from './quality-figures.ts'

/** How well something arrives, from the best to the worst. */
export const GRADES = ['good', 'fair', 'poor'] as const
export type Grade = (typeof GRADES)[number]

/** Why it isn't good. */
export type QualityReason = 'loss' | 'round-trip' | 'bandwidth' | 'cpu'

export type Verdict =
  { readonly grade: 'good' } | { readonly grade: 'fair' | 'poor'; readonly reason: QualityReason }

/** What comes from a peer, and what goes to them. The way there and back counts as what comes. */
export interface PeerVerdicts {
  readonly incoming: Verdict
  readonly outgoing: Verdict
  /** Whether it rests on figures; somebody who has only just come is called good until there are some. */
  readonly judged: boolean
}

export const GOOD: Verdict = { grade: 'good' }

/** From where on something is no longer good, and from where on it is poor. */
interface Thresholds {
  readonly fair: number
  readonly poor: number
}

/**
 * Share of packets, 0 to 1. A conversation bears less than 3 % (ITU-T G.1010, table I.1); from 10 % on, congestion
 * control takes the loss for a line that is full, and sends less (draft-ietf-rmcat-gcc-02 section 6). Sound that is made
 * up for a gap is, to the ear, a packet that was lost.
 */
export const LOSS: Thresholds = { fair: 0.03, poor: 0.1 }

/**
 * Milliseconds there and back. Up to 150 one way nobody notices a delay, and 400 is the most that is acceptable (ITU-T
 * G.114 of May 2003). Capture, jitter buffer and playout add about 100 each way; that is counted for the second,
 * and not for the first, or every call between continents would carry a sign.
 */
export const ROUND_TRIP: Thresholds = { fair: 300, poor: 600 }

/**
 * Bits per second to one peer, below which pictures suffer when they are already held back for it. With less than 300
 * kbit/s libwebrtc begins no picture of 640x360 (`EncoderInfoSettings::GetDefaultSinglecastBitrateLimits`); of 100
 * kbit/s sound takes about half.
 */
export const BANDWIDTH: Thresholds = { fair: 300_000, poor: 100_000 }

/** Pictures per second below which a busy processor turns movement into a row of stills. */
export const FEW_FRAMES = 5

/**
 * Judges one moment. Pure, and monotone: worse figures never give a better grade. What isn't known counts for nothing.
 *
 * @returns null for a direction of which nothing is known
 */
export function judgeQuality(figures: PeerFigures): {
  incoming: Verdict | null
  outgoing: Verdict | null
} {
  const { incoming, outgoing, roundTrip } = figures
  return {
    incoming:
      worst([
        ['loss', above(LOSS, lossOf(incoming))],
        ['loss', above(LOSS, incoming.microphone?.concealment ?? null)],
        ['round-trip', above(ROUND_TRIP, roundTrip)]
      ]) ?? atRest(incoming),
    outgoing:
      worst([
        ['cpu', busyProcessor(outgoing)],
        ['loss', above(LOSS, lossOf(outgoing))],
        ['bandwidth', narrowLine(figures)]
      ]) ?? atRest(outgoing)
  }
}

/** Where next to nothing is sent there is no trouble with it; before anything is counted, nothing is known. */
function atRest(streams: PeerFigures['incoming']): Verdict | null {
  return Object.values(streams).some((stream) => stream !== null && stream.bitrate !== null) ? GOOD : null
}

/** How bad a grade is: 0 for the best. */
export function badness(grade: Grade): number {
  return GRADES.indexOf(grade)
}

/** Share of all packets of one direction that was lost; null when there were too few. */
export function lossOf(streams: PeerFigures['incoming']): number | null {
  const counted = Object.values(streams).flatMap((stream) =>
    stream === null || stream.loss === null || stream.packets === null
      ? []
      : [{ lost: stream.loss * stream.packets, packets: stream.packets }]
  )
  const packets = counted.reduce((sum, each) => sum + each.packets, 0)
  return packets === 0 ? null : counted.reduce((sum, each) => sum + each.lost, 0) / packets
}

/** The worst of them, of those that are alike the first. */
function worst(judged: readonly (readonly [QualityReason, Grade | null])[]): Verdict | null {
  const known = judged.flatMap(([reason, grade]) => (grade === null ? [] : [{ reason, grade }]))
  const [first, ...others] = known
  if (first === undefined) return null
  const { reason, grade } = others.reduce(
    (worst, each) => (badness(each.grade) > badness(worst.grade) ? each : worst),
    first
  )
  return grade === 'good' ? GOOD : { grade, reason }
}

function above({ fair, poor }: Thresholds, value: number | null): Grade | null {
  if (value === null) return null
  return value >= poor ? 'poor' : value >= fair ? 'fair' : 'good'
}

/** The pictures that are sent now. A stream that rests keeps what was said of it last. */
function sentPictures(outgoing: PeerFigures['outgoing']): readonly (readonly [MediaSlot, StreamFigures])[] {
  return (['camera', 'screen'] as const).flatMap((slot) => {
    const stream = outgoing[slot]
    return stream === null || stream.bitrate === null || stream.bitrate === 0 ? [] : [[slot, stream] as const]
  })
}

function busyProcessor(outgoing: PeerFigures['outgoing']): Grade | null {
  const pictures = sentPictures(outgoing)
  if (pictures.length === 0) return null
  const limited = pictures.filter(([, { limitation }]) => limitation === 'cpu')
  // A screen may be sent with few pictures on purpose.
  const few = limited.some(([slot, { framesPerSecond }]) => slot === 'camera' && isFew(framesPerSecond))
  return few ? 'poor' : limited.length > 0 ? 'fair' : 'good'
}

function isFew(framesPerSecond: number | null): boolean {
  return framesPerSecond !== null && framesPerSecond < FEW_FRAMES
}

function narrowLine({ outgoing, availableOutgoing }: PeerFigures): Grade | null {
  const pictures = sentPictures(outgoing)
  if (pictures.length === 0 || availableOutgoing === null) return null
  // A bound of our own also lets the encoder say that it is held back: only together with a narrow line it is one.
  if (!pictures.some(([, { limitation }]) => limitation === 'bandwidth')) return 'good'
  return availableOutgoing < BANDWIDTH.poor ? 'poor' : availableOutgoing < BANDWIDTH.fair ? 'fair' : 'good'
}
