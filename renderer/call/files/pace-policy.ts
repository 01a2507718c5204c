/** How a line does while files go over it. Null for what isn't known. */
export interface LineSigns {
  /** From here to them and back, in milliseconds. */
  readonly roundTrip: number | null
  /** Share of packets of sound and pictures that was lost on the way to them, 0 to 1. */
  readonly loss: number | null
  /** Share of their sound that had to be made up here, 0 to 1. */
  readonly concealment: number | null
}

/** How fast files may go to somebody. */
export interface Pace {
  /** Bytes a second; null for as fast as it goes. */
  readonly limit: number | null
  /** The shortest round trip of late, in milliseconds: that of a line without a queue; null before the first. */
  readonly base: number | null
  /** What went at best of late, in bytes a second. */
  readonly fastest: number
  /** How much more often it was slowed down than not. */
  readonly slowed: number
  /** Looks during which nothing is put down to the files. */
  readonly acquitted: number
}

export const UNLIMITED: Pace = { limit: null, base: null, fastest: 0, slowed: 0, acquitted: 0 }

/**
 * A round trip that grows by so much over its base, in milliseconds, is a queue that the transfer makes: below what
 * a jitter buffer takes without a word lost, as the 100 ms of LEDBAT (RFC 6817 section 3.3) are.
 */
const QUEUE = 100

/** Shares of what is lost or made up that people hear. */
const LOSS = 0.05
const CONCEALMENT = 0.05

/** Slower than this a transfer never gets, in bytes a second: it would never end. */
const LEAST = 16 * 1024

/** What a pace is changed by at each look: back as CUBIC does (RFC 9438 section 4.6), and forth, since it may be chance. */
const BACK = 0.7
const FORTH = 2

/**
 * How much of what went at best counts at the next look. On a busy machine it goes in fits and starts: a look at which hardly
 * anything went says little of what the line has room for, only several do.
 */
const FADE = 0.5

/**
 * Slowed down so much more often than not, files take less than the line has room for, even if it has become ten times
 * slower. When that doesn't help, they are not what is wrong, but a busy machine or a bad line, and for so many looks they go
 * as fast as they can.
 */
const SLOWED = 4
const ACQUITTED = 15

/** When the limit is so many times what really goes, it limits nothing. */
const FREE = 4

/** How the base forgets: a line may become a longer one. The share that it grows by at each look, while it is exceeded. */
const DRIFT = 0.02

/**
 * Slows files down before sound and pictures suffer: pure, for a look every few seconds.
 *
 * @param throughput what went over the line of late, in bytes a second
 */
export function nextPace(
  { limit, base, fastest: before, slowed, acquitted }: Pace,
  signs: LineSigns,
  throughput: number
): Pace {
  const { roundTrip } = signs
  const known = base ?? roundTrip
  const nextBase =
    roundTrip === null || known === null ? known : Math.min(roundTrip, known + Math.max(1, known * DRIFT))
  const fastest = Math.max(throughput, before * FADE)
  const suffers =
    (roundTrip !== null && known !== null && roundTrip > known + QUEUE) ||
    (signs.loss ?? 0) > LOSS ||
    (signs.concealment ?? 0) > CONCEALMENT
  const seen = { base: nextBase, fastest }
  if (acquitted > 0) return { limit: null, ...seen, slowed: 0, acquitted: acquitted - 1 }
  if (suffers && slowed === SLOWED) return { limit: null, ...seen, slowed: 0, acquitted: ACQUITTED }
  if (suffers) {
    const now = Math.min(limit ?? fastest, fastest)
    return { limit: Math.max(LEAST, now * BACK), ...seen, slowed: slowed + 1, acquitted: 0 }
  }
  // On a machine that is busy in fits and starts a good look says no more than a bad one.
  const calm = { ...seen, slowed: Math.max(0, slowed - 1), acquitted: 0 }
  if (limit === null) return { limit, ...calm }
  // What isn't used up says nothing of how much more there is room for.
  const grown = throughput >= limit / FREE ? limit * FORTH : limit
  return { limit: grown > throughput * FREE && throughput > LEAST ? null : grown, ...calm }
}
