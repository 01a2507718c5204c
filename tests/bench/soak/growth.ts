/**
 * How fast something grows: the slope of the straight line that fits best (least squares).
 *
 * @param points minutes, and what was measured then
 * @returns per hour; NaN for fewer than two points
 */
export function growthOf(points: readonly (readonly number[])[]): number {
  const count = points.length
  if (count < 2) return NaN
  const mean = (place: number) => points.reduce((sum, point) => sum + (point[place] ?? 0), 0) / count
  const [x, y] = [mean(0), mean(1)]
  let [covariance, variance] = [0, 0]
  for (const [at = 0, value = 0] of points) {
    covariance += (at - x) * (value - y)
    variance += (at - x) ** 2
  }
  return (covariance / variance) * 60
}
