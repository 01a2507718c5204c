/** Quiet rooms are about -60 dBFS; above -10 dBFS a voice is too loud. */
const FLOOR = -60
const CEILING = -10

/**
 * How far a level meter goes out, 0 to 1: linear in decibels, as the ear hears.
 *
 * @param level root mean square of the signal, 0 to 1
 */
export function levelScale(level: number): number {
  const decibels = 20 * Math.log10(Math.max(level, 1e-6))
  return Math.min(1, Math.max(0, (decibels - FLOOR) / (CEILING - FLOOR)))
}
