/** What a series of measurements comes to. */
export interface Summary {
  median: number
  min: number
  max: number
  /** How many there were. */
  n: number
}

/** Summarizes measurements. @throws RangeError when there are none */
export function summarize(samples: readonly number[]): Summary {
  return {
    median: quantile(samples, 0.5),
    min: quantile(samples, 0),
    max: quantile(samples, 1),
    n: samples.length
  }
}

/**
 * The value below which a share of the samples lies, interpolated between the two nearest ones (Hyndman and Fan,
 * "Sample Quantiles in Statistical Packages", 1996, definition 7).
 *
 * @param share 0 to 1; 0.5 is the median
 * @throws RangeError when there are no samples
 */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((one, other) => one - other)
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)]
  const above = sorted[Math.ceil(place)]
  if (below === undefined || above === undefined) throw new RangeError('Nothing was measured')
  return below + (above - below) * (place - Math.floor(place))
}
