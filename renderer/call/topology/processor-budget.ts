import type { PeerFigures, StreamFigures } from '../stats/quality-figures.ts'

/**
 * Pixels a second that one processor core encodes in software beside everything else that a meeting asks of it: a third
 * of what VP8 does with nothing else to do (about 50 million on a core of 2020).
 */
const PIXEL_RATE_OF_A_CORE = 16_000_000

/** A machine that doesn't say how many cores it has is taken for a small one. */
const FEWEST_CORES = 2

/** What all encoders together may have of the cores; pictures have to be captured, decoded and drawn as well. */
const SHARE_FOR_ENCODERS = 0.5

/** An encoder that is held back for more than this share of the time has too much to do. */
const HELD_BACK = 0.3

/** A machine that has nothing left still sends one small face, in pixels a second: a budget of nothing could never grow. */
const LEAST = 1_000_000

/** Then so much of what it did is what can be asked of it. */
const RELIEF = 0.65

/**
 * What all copies of a face together may take of the processor, in pixels a second, as far as that can be guessed before
 * anything is measured.
 *
 * @param cores `navigator.hardwareConcurrency`; browsers may say less than there are
 */
export function guessPixelRate(cores: number | undefined): number {
  return coresOf(cores) * PIXEL_RATE_OF_A_CORE
}

/**
 * The same, as what is encoded now lets it be known: what a pixel costs here, in hardware or in software, beside all that
 * goes on on this machine. Encoders that wait for the processor take longer, so other programs count too. A share that
 * is sent has its part first. Pure.
 *
 * @param figures of everybody who is connected
 * @param eased what has been asked since it was made less a moment ago; null when it wasn't. An encoder stays held back
 *   for a while after that, which then says only that more than this would be too much
 * @returns null when no face is encoded
 */
export function measurePixelRate(
  figures: Iterable<PeerFigures>,
  cores: number | undefined,
  eased: number | null = null
): number | null {
  const all = [...figures]
  const faces = all.flatMap(({ outgoing }) => workOf(outgoing.camera))
  const screens = all.flatMap(({ outgoing }) => workOf(outgoing.screen))
  const rate = sum(faces.map((each) => each.pixelRate))
  const encoding = sum(faces.map((each) => each.encoding))
  if (rate === 0 || encoding === 0) return null
  const left = coresOf(cores) * SHARE_FOR_ENCODERS - sum(screens.map((each) => each.encoding))
  const carried = (Math.max(0, left) * rate) / encoding
  const held = [...faces, ...screens].some(({ heldBack }) => heldBack > HELD_BACK)
  return Math.max(LEAST, held ? Math.min(carried, eased ?? rate * RELIEF) : carried)
}

function workOf(stream: StreamFigures | null) {
  if (stream === null || stream.size === null || stream.encoding === null) return []
  const pixelRate = stream.size.width * stream.size.height * (stream.framesPerSecond ?? 0)
  return [{ pixelRate, encoding: stream.encoding, heldBack: stream.heldBack ?? 0 }]
}

function coresOf(cores: number | undefined): number {
  return Math.max(FEWEST_CORES, cores ?? 0)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0)
}
