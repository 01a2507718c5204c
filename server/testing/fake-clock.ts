import type { Clock } from '../clock.ts'

/** A clock that stands still until it is told to go on. */
export class FakeClock implements Clock {
  #now = Date.UTC(2026, 0, 1)
  readonly #timers = new Set<{ at: number; callback: () => void }>()

  /** How many timers are waiting. */
  get waiting(): number {
    return this.#timers.size
  }

  now(): number {
    return this.#now
  }

  after(delay: number, callback: () => void): () => void {
    const timer = { at: this.#now + delay, callback }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  /** Lets time go by, and runs the timers that are due, the earliest first. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds
    for (;;) {
      const [next] = [...this.#timers].filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)
      if (next === undefined) break
      this.#now = next.at
      this.#timers.delete(next)
      next.callback()
    }
    this.#now = end
  }
}
