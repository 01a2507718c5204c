import { ledger } from './ledger.ts'

/** An EventTarget whose listeners count as open until they are removed. */
export class CountingEventTarget extends EventTarget {
  readonly #name: string
  readonly #listeners = new Map<string, Set<unknown>>()

  constructor(name: string) {
    super()
    this.#name = name
  }

  override addEventListener(type: string, listener: EventListenerOrEventListenerObject | null): void {
    super.addEventListener(type, listener)
    const listeners = this.#listeners.get(type) ?? new Set()
    this.#listeners.set(type, listeners.add(listener))
    ledger.opened(listeners, `a ${type} listener on ${this.#name}`)
  }

  override removeEventListener(type: string, listener: EventListenerOrEventListenerObject | null): void {
    super.removeEventListener(type, listener)
    const listeners = this.#listeners.get(type)
    listeners?.delete(listener)
    if (listeners?.size === 0) ledger.closed(listeners)
  }
}
