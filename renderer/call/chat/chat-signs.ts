import type { Clock } from '../clock.ts'
import { MessageBudget } from '../data/message-budget.ts'

/** How long somebody counts as writing after they said so last, in milliseconds. */
const TYPING_LASTS = 6_000

/** Call reactions that are taken from one person: more is noise. */
const REACTIONS = { burst: 8, rate: 2 }

/** What people show beside what they write, and what is soon forgotten: that they write, and how far they have read. */
export class ChatSigns {
  readonly #clock: Clock
  readonly #changed: (what: 'typing' | 'read') => void
  /** Cancels the end of everybody who writes now, in the order of their beginning. */
  readonly #typing = new Map<string, () => void>()
  #read: ReadonlyMap<string, string> = new Map()
  readonly #reactions = new Map<string, MessageBudget>()

  constructor(clock: Clock, changed: (what: 'typing' | 'read') => void) {
    this.#clock = clock
    this.#changed = changed
  }

  /** Ids of those who write now. */
  get typing(): readonly string[] {
    return [...this.#typing.keys()]
  }

  /** The newest message that everybody has seen, by peer id. A change makes a new map. */
  get read(): ReadonlyMap<string, string> {
    return this.#read
  }

  /** Somebody writes just now. */
  startTyping(id: string): void {
    const before = this.#typing.get(id)
    before?.()
    this.#typing.set(
      id,
      this.#clock.after(TYPING_LASTS, () => this.stopTyping(id))
    )
    if (before === undefined) this.#changed('typing')
  }

  /** Somebody has written, or gone. */
  stopTyping(id: string): void {
    this.#typing.get(id)?.()
    if (this.#typing.delete(id)) this.#changed('typing')
  }

  setRead(id: string, message: string): void {
    if (this.#read.get(id) === message) return
    this.#read = new Map(this.#read).set(id, message)
    this.#changed('read')
  }

  /** @returns whether one more reaction of somebody is shown */
  takeReaction(id: string): boolean {
    const now = this.#clock.now()
    const budget = this.#reactions.get(id) ?? new MessageBudget(REACTIONS, now)
    this.#reactions.set(id, budget)
    return budget.take(now)
  }

  /** Forgets somebody who has left. */
  remove(id: string): void {
    this.stopTyping(id)
    this.#reactions.delete(id)
    if (!this.#read.has(id)) return
    const rest = new Map(this.#read)
    rest.delete(id)
    this.#read = rest
    this.#changed('read')
  }

  /** Forgets everybody. */
  clear(): void {
    for (const id of new Set([...this.#typing.keys(), ...this.#read.keys()])) this.remove(id)
    this.#reactions.clear()
  }
}
