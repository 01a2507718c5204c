import type { Clock } from './clock.ts'

/** How long is waited for offers, in milliseconds: longer nobody should look at a button that they have pressed. */
const LIMIT = 250

/**
 * Waits until the first offer to each of those who are there already is on its way. To draw a meeting keeps a page busier
 * than to make the offers, and the answers can come meanwhile.
 */
export class FirstOffers {
  readonly #missing: Set<string>
  readonly #end: () => void
  #then: (() => void) | null

  /**
   * @param ids who is sent an offer
   * @param then called once; at once when nobody is there
   */
  constructor(ids: Iterable<string>, clock: Clock, then: () => void) {
    this.#missing = new Set(ids)
    this.#then = then
    this.#end = clock.after(LIMIT, () => this.#finish())
    this.#look()
  }

  /** Notes that a description has gone to somebody. */
  sent(id: string): void {
    this.#missing.delete(id)
    this.#look()
  }

  /** Waits no longer, and calls nothing. Idempotent. */
  close(): void {
    this.#then = null
    this.#end()
  }

  #look(): void {
    if (this.#missing.size === 0) this.#finish()
  }

  #finish(): void {
    const then = this.#then
    this.close()
    then?.()
  }
}
