/** Most messages at once: a long chat history comes in a burst. */
const BURST = 120

/** Messages a second that nobody exceeds by typing and clicking. */
const RATE = 20

/**
 * How many messages a peer may send: a token bucket. A participant who floods the channel costs the others no
 * more than this, whatever they send.
 */
export class MessageBudget {
  #tokens = BURST
  #filledAt: number

  /** @param now milliseconds, on any clock that doesn't go back */
  constructor(now: number) {
    this.#filledAt = now
  }

  /** @returns whether one more message is within the budget */
  take(now: number): boolean {
    this.#tokens = Math.min(BURST, this.#tokens + (Math.max(0, now - this.#filledAt) / 1000) * RATE)
    this.#filledAt = now
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }
}
