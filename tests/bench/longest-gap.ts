/**
 * The longest time in which nothing came, from a moment on.
 *
 * @param times when something came, in order
 * @returns in the unit of the times; infinite when nothing has come since
 */
export function longestGap(times: readonly number[], from: number): number {
  const later = times.filter((time) => time >= from)
  if (later.length === 0) return Infinity
  return Math.max(...later.map((time, place) => time - (later[place - 1] ?? from)))
}
