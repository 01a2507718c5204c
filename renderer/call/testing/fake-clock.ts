import type { Clock } from '../clock.ts'
import { ledger } from './ledger.ts'

interface Timer {
  due: number
  period: number | null
  callback: () => void
}

/** Time that passes only when a test says so. Timers count as open until they have run or are cancelled. */
export class FakeClock implements Clock {
  readonly #timers = new Set<Timer>()
  #now = 1_000_000

  /** How many timers wait. */
  get waiting(): number {
    return this.#timers.size
  }

  now(): number {
    return this.#now
  }

  after(delay: number, callback: () => void): () => void {
    return this.#add({ due: this.#now + delay, period: null, callback })
  }

  every(period: number, callback: () => void): () => void {
    return this.#add({ due: this.#now + period, period, callback })
  }

  /** Lets time pass, in milliseconds, and runs what is due on the way in its order. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#now = next.due
      if (next.period === null) this.#remove(next)
      else next.due += next.period
      next.callback()
    }
    this.#now = end
  }

  #next(until: number): Timer | undefined {
    return [...this.#timers].filter((timer) => timer.due <= until).sort((a, b) => a.due - b.due)[0]
  }

  #add(timer: Timer): () => void {
    this.#timers.add(timer)
    ledger.opened(timer, timer.period === null ? 'a timer' : 'a repeating timer')
    return () => this.#remove(timer)
  }

  #remove(timer: Timer): void {
    this.#timers.delete(timer)
    ledger.closed(timer)
  }
}
