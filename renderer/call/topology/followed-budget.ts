/**
 * A budget that follows what is measured: down within seconds, up with patience, and not at all for what is only noise,
 * since each change of a picture's size starts an encoder anew.
 *
 * ```
 *                         two looks in a row below 0.7 of it
 *                 ┌──────────────── falls to the measure ◀──────────────┐
 *                 ▼                                                     │
 *   the guess ─▶ steady ──── above 1.4 of it ────▶ hopeful ── else ──▶ steady
 *                 ▲                                   │
 *                 └── rises to the least measured ◀───┘ so for all its patience
 *                     meanwhile, twice at most
 * ```
 *
 * Patience doubles when what had risen falls again at once, so that a machine between two sizes doesn't go to and fro;
 * when a rise lasts it is what it was at first.
 */
export interface FollowedBudget {
  /** In whatever unit is measured. Infinity before anything has bounded it. */
  readonly value: number
  /** What was measured at the look before, when that was too low; null when it wasn't. */
  readonly low: number | null
  /** Since when it could rise, and the least that was measured since; null while it can't. */
  readonly hope: { readonly since: number; readonly least: number } | null
  /** When it rose last; null when it never did. */
  readonly roseAt: number | null
  /** How long it has to look better before it rises, in milliseconds. */
  readonly patience: number
}

/** Below this share of the budget a measure is too low, and above that one it gives hope. Noise of 15% is in between. */
const FALLS = 0.7
const RISES = 1.4

/** It rises by no more than this at once: what is measured of small pictures says little of large ones. */
const STEP = 2

/** In milliseconds. */
const FIRST_PATIENCE = 20_000
const MOST_PATIENCE = 320_000

/** A fall that comes so soon after a rise is taken for its consequence, in milliseconds. */
const CONSEQUENCE = 60_000

export function firstBudget(guess: number): FollowedBudget {
  return { value: guess, low: null, hope: null, roseAt: null, patience: FIRST_PATIENCE }
}

/**
 * The budget after a look. Pure.
 *
 * @param measured what there is now; null when nothing could be measured, which changes nothing
 * @param now in milliseconds, on any clock that doesn't go back
 */
export function followBudget(before: FollowedBudget, measured: number | null, now: number): FollowedBudget {
  if (measured === null) return before
  const { value, low, roseAt, patience } = before
  if (measured <= value * FALLS) {
    if (low === null) return { ...before, low: measured, hope: null }
    const hasty = roseAt !== null && now - roseAt < CONSEQUENCE
    return {
      // Of the two looks the better one: the worse may have been a hiccup.
      value: Math.max(low, measured),
      low: null,
      hope: null,
      roseAt: null,
      patience: hasty ? Math.min(MOST_PATIENCE, patience * 2) : patience
    }
  }
  const lasted = roseAt !== null && now - roseAt >= CONSEQUENCE
  const calm: FollowedBudget = lasted
    ? { ...before, low: null, roseAt: null, patience: FIRST_PATIENCE }
    : { ...before, low: null }
  if (measured < value * RISES) return { ...calm, hope: null }
  const hope = { since: before.hope?.since ?? now, least: Math.min(before.hope?.least ?? Infinity, measured) }
  if (now - hope.since < calm.patience) return { ...calm, hope }
  return { ...calm, value: Math.min(hope.least, value * STEP), hope: null, roseAt: now }
}
