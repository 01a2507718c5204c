/** Why something has to be done about a connection. */
export type Trouble =
  /** It hasn't come about yet. */
  | 'slow'
  /** Packets have stopped (ICE's `disconnected`), and may come back by themselves. */
  | 'interrupted'
  /** No pair of candidates works (ICE's `failed`). */
  | 'failed'

export interface RecoveryStep {
  /** Time until it is taken, in milliseconds. */
  delay: number
  /** A new way for the connection that there is (RFC 8445 section 2.4), or another connection. */
  action: 'restart' | 'rebuild'
}

/**
 * How long the first attempt waits, in milliseconds. A working network answers within a fraction of a second, so what
 * is interrupted for longer seldom comes back by itself; waiting for `failed` would take ten seconds more.
 */
const PATIENCE: Readonly<Record<Trouble, number>> = { slow: 15_000, interrupted: 1_000, failed: 0 }

/** Each further attempt has more time than the one before, since it also needs the other side and the server. */
const ATTEMPTS: readonly RecoveryStep[] = [
  { delay: 3_000, action: 'restart' },
  { delay: 6_000, action: 'restart' },
  { delay: 10_000, action: 'rebuild' },
  { delay: 20_000, action: 'rebuild' }
]

/** When all of these have failed, it is tried now and then. */
const LATER: RecoveryStep = { delay: 30_000, action: 'rebuild' }

/** How much longer the polite side waits, in milliseconds: as a rule the other side's attempt is enough. */
const COURTESY = 1_500

/**
 * What is done next about a connection that doesn't work. Pure.
 *
 * @param attempts how often something was tried since it last worked
 */
export function recoveryStep(attempts: number, trouble: Trouble, polite: boolean): RecoveryStep {
  const { delay, action } =
    attempts === 0
      ? { delay: PATIENCE[trouble], action: 'restart' as const }
      : (ATTEMPTS[attempts - 1] ?? LATER)
  return { delay: delay + (polite ? COURTESY : 0), action }
}

/**
 * How many attempts count still once there is a way to the other side's signals again: the next step isn't one that didn't
 * help before, but there is hope. Pure.
 */
export function attemptsThatCount(attempts: number): number {
  return Math.min(attempts, ATTEMPTS.length - 1)
}

/** Whether so many attempts have failed that the person is told not to wait. */
export function isHopeless(attempts: number): boolean {
  return attempts > ATTEMPTS.length
}
