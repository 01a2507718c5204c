/**
 * What part of their lifetime may pass before credentials are renewed: half of it is left for trying again, and for
 * whoever is connected to just before.
 */
const SHARE = 0.5

/** Bounds of the time until credentials are renewed, in milliseconds, whatever a server says of their lifetime. */
const RENEWAL = { soonest: 1_000, latest: 24 * 60 * 60 * 1000 }

/** Bounds between which the time to the next try doubles when a renewal failed, in milliseconds. */
const RETRY = { first: 2_000, last: 60_000 }

/**
 * How long to wait before credentials are asked for again, in milliseconds. Pure.
 *
 * @param lifetime for how long those that there are were good when they came, in milliseconds
 * @param failures how often asking has failed since
 */
export function renewalDelay(lifetime: number, failures: number): number {
  if (failures > 0) return Math.min(RETRY.first * 2 ** (failures - 1), RETRY.last)
  return Math.min(Math.max(lifetime * SHARE, RENEWAL.soonest), RENEWAL.latest)
}
