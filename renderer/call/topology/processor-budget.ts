/**
 * Pixels a second that one processor core encodes in software beside everything else that a meeting asks of it: a third
 * of what VP8 does with nothing else to do (about 50 million on a core of 2020).
 */
const PIXEL_RATE_OF_A_CORE = 16_000_000

/** A machine that doesn't say how many cores it has is taken for a small one. */
const FEWEST_CORES = 2

/**
 * What all copies of a face together may take of the processor, in pixels a second.
 *
 * @param cores `navigator.hardwareConcurrency`; browsers may say less than there are
 */
export function cameraPixelRate(cores: number | undefined): number {
  return Math.max(FEWEST_CORES, cores ?? 0) * PIXEL_RATE_OF_A_CORE
}
