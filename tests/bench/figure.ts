import { quantile, summarize } from './statistics.ts'

/** One measured figure. */
export interface Figure {
  /** Stable, so that the figures of two runs can be compared. */
  id: string
  /** The median, unless the id names another quantile. */
  value: number
  unit: string
  /** What the machine can do without the product, measured in the same run. */
  limit?: number
  /** value / limit; absent when the limit is 0. Machines differ and are busy at times; of all figures this says the most. */
  ratio?: number
  /** How many measurements the value comes from, and the smallest and the largest of them. */
  n: number
  min: number
  max: number
}

/**
 * Makes a figure from what was measured.
 *
 * @param limits the same, measured without the product
 * @param share the quantile that the value is, 0 to 1
 */
export function figureOf(
  id: string,
  unit: string,
  samples: readonly number[],
  limits: readonly number[] | null = null,
  share = 0.5
): Figure {
  const { min, max, n } = summarize(samples)
  const value = quantile(samples, share)
  const limit = limits === null ? null : quantile(limits, share)
  return {
    id,
    value: round(value),
    unit,
    ...(limit === null
      ? {}
      : { limit: round(limit), ...(limit === 0 ? {} : { ratio: round(value / limit) }) }),
    n,
    min: round(min),
    max: round(max)
  }
}

/** More than four digits are noise. */
function round(value: number): number {
  return Number(value.toPrecision(4))
}
