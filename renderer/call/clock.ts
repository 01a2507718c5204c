/** Time, as the call domain sees it; a fake one in tests. All times are in milliseconds. */
export interface Clock {
  /** Unix time. */
  now(): number
  /** Runs `callback` once after `delay`; the function given back cancels it. */
  after(delay: number, callback: () => void): () => void
  /** Runs `callback` each `period`; the function given back ends it. */
  every(period: number, callback: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delay, callback) {
    const timer = setTimeout(callback, delay)
    return () => clearTimeout(timer)
  },
  every(period, callback) {
    const timer = setInterval(callback, period)
    return () => clearInterval(timer)
  }
}
