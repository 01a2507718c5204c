import type { StreamFigures } from '../stats/quality-figures.ts'

/** A stream of which nothing is known. */
export function silentStream(): StreamFigures {
  return {
    bytes: null,
    bitrate: null,
    packets: null,
    loss: null,
    jitter: null,
    codec: null,
    size: null,
    framesPerSecond: null,
    concealment: null,
    limitation: null,
    active: null,
    encoding: null,
    heldBack: null
  }
}
