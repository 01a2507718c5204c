/** Units of sizes, each a thousand times the one before, as `Intl.NumberFormat` names them. */
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** Formats a number of bytes with three digits at most, such as 1.23 GB, as the language writes it. */
export function formatBytes(bytes: number, locale: string): string {
  // What would be rounded up to a thousand is one of the next unit.
  const power = UNITS.findIndex((_, index) => bytes < 999.5 * 1000 ** index)
  const index = power === -1 ? UNITS.length - 1 : power
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: UNITS[index],
    unitDisplay: index === 0 ? 'long' : 'short',
    maximumSignificantDigits: 3
  }).format(bytes / 1000 ** index)
}

/** How long a transfer goes on, in the largest unit that says it well. */
export interface TimeLeft {
  unit: 'seconds' | 'minutes' | 'hours'
  count: number
}

/**
 * Estimates the time that is left, in steps that don't flicker: under a minute in fives of seconds.
 *
 * @param bytes how many are left
 * @param rate in bytes a second; null, or zero, while nobody can tell
 */
export function timeLeft(bytes: number, rate: number | null): TimeLeft | null {
  if (rate === null || rate <= 0) return null
  const seconds = bytes / rate
  if (seconds <= 55) return { unit: 'seconds', count: Math.max(5, Math.ceil(seconds / 5) * 5) }
  if (seconds <= 90 * 60) return { unit: 'minutes', count: Math.max(1, Math.round(seconds / 60)) }
  return { unit: 'hours', count: Math.round(seconds / 3600) }
}

/** The part that is done, in whole percent: 100 only when nothing is left. */
export function percentDone(done: number, bytes: number): number {
  if (bytes === 0) return 0
  return done >= bytes ? 100 : Math.min(99, Math.floor((done / bytes) * 100))
}
