/** A figure at a time. */
export interface PlotPoint {
  /** Unix time in milliseconds. */
  readonly at: number
  /** Null where it isn't known. */
  readonly value: number | null
}

/** What a plot shows of time and values. */
export interface PlotWindow {
  /** Unix time in milliseconds. */
  readonly from: number
  readonly until: number
  /** The value at the upper edge; 0 is at the lower. */
  readonly ceiling: number
}

/** Time between two points, in milliseconds, from which on there is a gap and no line. */
const GAP = 5_000

/** Steps of an axis that are read at a glance, in each power of ten. */
const STEPS = [1, 2, 5, 10]

/**
 * The upper end of an axis, with a number that reads well.
 *
 * @param least the axis goes so far at least, so that noise doesn't look like trouble
 */
export function plotCeiling(points: readonly PlotPoint[], least: number): number {
  const most = Math.max(0, ...points.map(({ value }) => value ?? 0))
  if (most <= least) return least
  const power = 10 ** Math.floor(Math.log10(most))
  const step = STEPS.find((each) => each * power >= most) ?? 10
  return step * power
}

/**
 * The line through points as the `d` of an SVG path, in a box of 100 by 100. Where nothing is known there is no line.
 *
 * @param points oldest first
 */
export function plotPath(points: readonly PlotPoint[], { from, until, ceiling }: PlotWindow): string {
  let before: number | null = null
  return points
    .flatMap(({ at, value }) => {
      if (at < from || at > until) return []
      if (value === null) {
        before = null
        return []
      }
      const joined: boolean = before !== null && at - before < GAP
      before = at
      const x = round(((at - from) / (until - from)) * 100)
      const y = round(100 - (Math.min(value, ceiling) / ceiling) * 100)
      // A line of no length is a dot, once its ends are round.
      return [joined ? `L${x} ${y}` : `M${x} ${y}L${x} ${y}`]
    })
    .join('')
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
