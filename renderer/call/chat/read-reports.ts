import type { Clock } from '../clock.ts'
import type { ChatMessage, ChatPerson } from './chat-message.ts'

/** Shortest time between two reports, in milliseconds. */
const SPACING = 1_000

interface ReadReportsDependencies {
  /** In order of time. */
  messages: () => readonly ChatMessage[]
  others: () => readonly ChatPerson[]
  /** @returns false when it can't be sent now */
  send: (id: string, message: string) => boolean
}

/** Tells everybody the newest message that this participant has seen, of those that they know of themselves. */
export class ReadReports {
  readonly #clock: Clock
  readonly #dependencies: ReadReportsDependencies
  /** The newest message that was seen; null before any. */
  #seen: string | null = null
  /** What everybody was told last. */
  readonly #told = new Map<string, string>()
  #cancel: (() => void) | null = null

  constructor(clock: Clock, dependencies: ReadReportsDependencies) {
    this.#clock = clock
    this.#dependencies = dependencies
  }

  markRead(): void {
    const newest = this.#dependencies.messages().at(-1)?.id ?? null
    if (newest === null || newest === this.#seen) return
    this.#seen = newest
    if (this.#cancel !== null) return
    this.#tell()
    this.#cancel = this.#clock.after(SPACING, () => {
      this.#cancel = null
      this.#tell()
    })
  }

  /** A new channel to somebody is there. */
  open(id: string): void {
    this.#told.delete(id)
    if (this.#cancel === null) this.#tell()
  }

  remove(id: string): void {
    this.#told.delete(id)
  }

  /** Idempotent. */
  close(): void {
    this.#cancel?.()
    this.#cancel = null
    this.#told.clear()
    this.#seen = null
  }

  #tell(): void {
    if (this.#seen === null) return
    const messages = this.#dependencies.messages()
    const end = messages.findLastIndex(({ id }) => id === this.#seen)
    for (const { id } of this.#dependencies.others()) {
      const seen = newestBetween(messages, end, id)
      if (seen === null || this.#told.get(id) === seen) continue
      if (this.#dependencies.send(id, seen)) this.#told.set(id, seen)
    }
  }
}

/** The newest message up to `end` of which somebody knows. */
function newestBetween(messages: readonly ChatMessage[], end: number, id: string): string | null {
  for (let index = end; index >= 0; index -= 1) {
    const message = messages[index]
    if (message !== undefined && (message.privateWith === null || message.privateWith.id === id))
      return message.id
  }
  return null
}
