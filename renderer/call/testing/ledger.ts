/**
 * What the fakes have open: connections, tracks, timers, listeners, audio contexts. A test that ends with
 * something in it has found a leak; `leak-check.ts` looks after every test.
 */
class Ledger {
  readonly #open = new Map<object, string>()

  opened(what: object, description: string): void {
    this.#open.set(what, description)
  }

  closed(what: object): void {
    this.#open.delete(what)
  }

  get leaks(): string[] {
    return [...this.#open.values()]
  }

  /** Forgets everything, so that one test's leak isn't another's. */
  clear(): void {
    this.#open.clear()
  }
}

export const ledger = new Ledger()
