/** Intervals below this, in milliseconds, say nothing: a packet more or less would be a rate of its own. */
const LEAST_INTERVAL = 200

/** One object of a stats report: what a browser tells may lack anything. */
export type Stats = Readonly<Record<string, unknown>>

/** Some number in stats; null where there is none. */
export function numberIn(stats: Stats | null, name: string): number | null {
  const value = stats?.[name]
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** Some text in stats; null where there is none. */
export function textIn(stats: Stats | null, name: string): string | null {
  const value = stats?.[name]
  return typeof value === 'string' && value !== '' ? value : null
}

/** The same stream at two times. */
export interface Growing {
  readonly now: Stats
  /** Null where there is none to compare with: the first report, another connection, another source. */
  readonly before: Stats | null
}

/** Time between the two, in milliseconds; null when it is too short to say anything. */
function interval({ now, before }: Growing): number | null {
  const [to, from] = [numberIn(now, 'timestamp'), numberIn(before, 'timestamp')]
  return to === null || from === null || to - from < LEAST_INTERVAL ? null : to - from
}

/** How far a counter has gone on; null when it can't be known, as after it began anew. */
export function growth(growing: Growing, counter: string): number | null {
  const [to, from] = [numberIn(growing.now, counter), numberIn(growing.before, counter)]
  if (to === null || from === null || interval(growing) === null) return null
  return to < from ? null : to - from
}

/** How far a counter goes on in a second. */
export function rate(growing: Growing, counter: string): number | null {
  const [grown, time] = [growth(growing, counter), interval(growing)]
  return grown === null || time === null ? null : (grown * 1_000) / time
}

/** A part of a whole, 0 to 1; null where there is no whole. Counters that are told at slightly other times fit in. */
export function share(part: number | null, whole: number | null): number | null {
  if (part === null || whole === null || whole <= 0) return null
  return Math.min(1, Math.max(0, part / whole))
}
