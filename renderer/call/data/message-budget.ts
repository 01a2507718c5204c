export interface Budget {
  /** Most messages at once. */
  burst: number
  /** Messages a second that nobody exceeds who means well. */
  rate: number
}

/**
 * How many messages a peer may send: a token bucket. A participant who floods a channel costs the others no
 * more than this, whatever they send.
 */
export class MessageBudget {
  readonly #budget: Budget
  #tokens: number
  #filledAt: number

  /** @param now milliseconds, on any clock that doesn't go back */
  constructor(budget: Budget, now: number) {
    this.#budget = budget
    this.#tokens = budget.burst
    this.#filledAt = now
  }

  /** @returns whether one more message is within the budget */
  take(now: number): boolean {
    const { burst, rate } = this.#budget
    this.#tokens = Math.min(burst, this.#tokens + (Math.max(0, now - this.#filledAt) / 1000) * rate)
    this.#filledAt = now
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }
}
