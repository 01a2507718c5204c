/** How much of something is taken. */
export interface Rate {
  /** Most that can be taken at once, after a time of rest. */
  burst: number
  /** How much comes back, per second. */
  perSecond: number
}

/** A token bucket: lets bursts through, and holds the long-term average to a rate. Times are in milliseconds. */
export class TokenBucket {
  readonly #rate: Rate
  #tokens: number
  #filledAt: number

  constructor(rate: Rate, now: number) {
    this.#rate = rate
    this.#tokens = rate.burst
    this.#filledAt = now
  }

  /** Takes `cost` tokens, or none when there are fewer. */
  take(now: number, cost = 1): boolean {
    this.#fill(now)
    if (this.#tokens < cost) return false
    this.#tokens -= cost
    return true
  }

  isFull(now: number): boolean {
    this.#fill(now)
    return this.#tokens === this.#rate.burst
  }

  #fill(now: number): void {
    // A clock that was set back gives nothing, and takes nothing.
    const elapsed = Math.max(0, now - this.#filledAt)
    this.#tokens = Math.min(this.#rate.burst, this.#tokens + (elapsed * this.#rate.perSecond) / 1000)
    this.#filledAt = now
  }
}
