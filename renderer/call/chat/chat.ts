import type { ChatAction, ChatEntry } from '../../../protocol/chat.ts'
import type { ChatMessage } from './chat-message.ts'
import { ChatRecord, type Provenance, type Telling } from './chat-record.ts'

export interface ChatBounds {
  /** Most messages that are kept. */
  messages: number
  /** Most UTF-16 code units of all texts together. */
  characters: number
  /** Most messages per bringer of which only changes and reactions are known. */
  unseen: number
}

const BOUNDS: ChatBounds = { messages: 10_000, characters: 8 * 2 ** 20, unseen: 5_000 }

/**
 * The chat of one meeting, folded from what people did. The same actions make the same chat, whatever their order
 * between people and however often they come: of two that meet the later counts, by its author's clock. So it needs
 * no more than that everybody's own actions come in order.
 */
export class Chat {
  readonly #isPending: (id: string) => boolean
  readonly #now: () => number
  readonly #bounds: ChatBounds
  readonly #records = new Map<string, ChatRecord>()
  /** Those whose text is known, in the order in which they are shown. */
  #sorted: ChatRecord[] = []
  /** The same by author, in the order of their writing. */
  readonly #byAuthor = new Map<string, ChatRecord[]>()
  /** How much there is of everybody, by whom it is charged to. */
  readonly #loads = new Map<string, { messages: number; characters: number; unseen: number }>()
  #characters = 0
  #messages: readonly ChatMessage[] | null = []

  /** @param isPending whether an own message is still on its way to somebody */
  constructor(isPending: (id: string) => boolean, now: () => number, bounds = BOUNDS) {
    this.#isPending = isPending
    this.#now = now
    this.#bounds = bounds
  }

  /** In order of time. A change makes a new array; who hasn't changed is the same object. */
  get messages(): readonly ChatMessage[] {
    this.#messages ??= this.#sorted.map((record) => this.#snapshot(record))
    return this.#messages
  }

  message(id: string): ChatMessage | undefined {
    const record = this.#records.get(id)
    return record?.isWritten === true ? this.#snapshot(record) : undefined
  }

  get(id: string): ChatRecord | undefined {
    return this.#records.get(id)
  }

  get newest(): ChatRecord | undefined {
    return this.#sorted.at(-1)
  }

  /**
   * Applies what somebody did.
   *
   * @returns whether anything changed
   */
  apply(action: ChatAction, by: Provenance): boolean {
    const id = action.type === 'post' ? action.id : action.target
    // Own messages alone are changed by their author: an id begins with that of its author.
    if (action.type !== 'react' && !id.startsWith(`${by.author.id}.`)) return false
    const record = this.#records.get(id) ?? this.#begin(id, by)
    if (record === null) return false
    const before = record.load
    const shown = record.isWritten
    const { charge } = record
    const changed = record.apply(action, by, this.#now())
    if (record.charge !== charge || record.isWritten !== shown || record.load !== before) {
      this.#charge(charge, shown, -before)
      this.#charge(record.charge, record.isWritten, record.load, true)
    }
    if (record.isWritten && !shown) this.#place(record, by)
    if (changed) this.#messages = null
    this.#evict()
    return changed
  }

  /** Notes that these may be on their way no more. @returns whether one of them is here */
  refresh(ids: readonly string[]): boolean {
    const known = ids.filter((id) => this.#records.get(id)?.isWritten === true)
    if (known.length === 0) return false
    this.#messages = null
    return true
  }

  /**
   * What somebody has to be told from here: what this participant did, and what people did who can't tell it
   * themselves. Everybody else tells their own, so together it is all, and nobody speaks for somebody who is there.
   */
  tell(telling: Telling): ChatEntry[] {
    const marks: ChatEntry[] = []
    const entries = this.#sorted.flatMap((record) => {
      marks.push(...record.tellMarks(telling))
      return record.tell(telling)
    })
    return [...entries, ...marks]
  }

  #snapshot(record: ChatRecord): ChatMessage {
    return record.message(record.isOwn && this.#isPending(record.id))
  }

  #begin(id: string, by: Provenance): ChatRecord | null {
    const record = new ChatRecord(id, by)
    if (this.#load(record.charge).unseen >= this.#bounds.unseen) return null
    this.#records.set(id, record)
    this.#charge(record.charge, false, 0, true)
    return record
  }

  /** Puts a message where its time says, and never before what its author wrote earlier. */
  #place(record: ChatRecord, { author }: Provenance): void {
    const own = this.#byAuthor.get(author.id) ?? []
    const place = firstIndex(own, (other) => other.at > record.at)
    const earliest = own[place - 1]?.sentAt ?? 0
    const latest = own[place]?.sentAt ?? Infinity
    record.sentAt = Math.min(Math.max(record.sentAt, earliest), latest)
    own.splice(place, 0, record)
    this.#byAuthor.set(author.id, own)
    this.#sorted.splice(
      firstIndex(this.#sorted, (other) => isBefore(record, other)),
      0,
      record
    )
  }

  /** Makes room: the oldest message goes of whoever has most. */
  #evict(): void {
    while (this.#sorted.length > this.#bounds.messages) this.#drop('messages')
    while (this.#characters > this.#bounds.characters && this.#sorted.length > 1) this.#drop('characters')
  }

  #drop(what: 'messages' | 'characters'): void {
    const [charge] = [...this.#loads].reduce((most, each) => (each[1][what] > most[1][what] ? each : most))
    const index = this.#sorted.findIndex((record) => record.charge === charge)
    const [record] = this.#sorted.splice(index, 1)
    if (record === undefined) return
    const own = this.#byAuthor.get(record.author.id) ?? []
    own.splice(own.indexOf(record), 1)
    if (own.length === 0) this.#byAuthor.delete(record.author.id)
    this.#records.delete(record.id)
    this.#charge(charge, true, -record.load)
    this.#messages = null
  }

  #load(charge: string): { messages: number; characters: number; unseen: number } {
    return this.#loads.get(charge) ?? { messages: 0, characters: 0, unseen: 0 }
  }

  /** Counts a message to somebody, or no more. */
  #charge(charge: string, written: boolean, characters: number, adds = false): void {
    const load = { ...this.#load(charge) }
    load[written ? 'messages' : 'unseen'] += adds ? 1 : -1
    load.characters += characters
    this.#characters += characters
    if (load.messages === 0 && load.unseen === 0) this.#loads.delete(charge)
    else this.#loads.set(charge, load)
  }
}

/** The order of messages. Of those of one moment an author's own order counts, and then anything that all agree on. */
function isBefore(one: ChatRecord, other: ChatRecord): boolean {
  if (one.sentAt !== other.sentAt) return one.sentAt < other.sentAt
  return one.at === other.at ? one.id < other.id : one.at < other.at
}

/** The first index for which `found` holds, given that it holds for all that follow; the length if for none. */
function firstIndex<Item>(items: readonly Item[], found: (item: Item) => boolean): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (found(items[middle] as Item)) high = middle
    else low = middle + 1
  }
  return low
}
