import type { ChatChannelMessage, ChatEntry } from '../../../protocol/chat.ts'
import type { Clock } from '../clock.ts'
import { MessageBudget } from '../data/message-budget.ts'
import { OutgoingActions, type Heard } from './outgoing-actions.ts'

type Hello = Extract<ChatChannelMessage, { type: 'chat-hello' }>
type Actions = Extract<ChatChannelMessage, { type: 'chat' }>

/** Shortest time between two acknowledgements, in milliseconds. */
const ACK_SPACING = 200

/** How many actions are taken from a peer: a whole history at once, and then more than anybody writes. */
const TAKEN = { burst: 15_000, rate: 50 }

/** How often a peer may have everything told anew. */
const GREETED = { burst: 10, rate: 0.1 }

export interface ChatLinkDependencies {
  /** @returns false when it can't be sent now */
  send: (message: ChatChannelMessage) => boolean
  /**
   * What the peer has to be told from here.
   *
   * @param since Unix time in milliseconds when the peer was last heard; null when they know nothing
   */
  tell: (since: number | null) => ChatEntry[]
  /** Own messages of these ids have all come to the peer. */
  onSettled: (ids: readonly string[]) => void
  createId: () => string
  clock: Clock
}

/**
 * The exchange of actions with one other participant, which outlives connections: each comes once and in order. See
 * `chat-hello` in the protocol.
 *
 * `close()` cancels what was planned.
 */
export class ChatLink {
  readonly #dependencies: ChatLinkDependencies
  readonly #outgoing: OutgoingActions
  readonly #taken: MessageBudget
  readonly #greeted: MessageBudget
  /** Ids of own messages that are on their way, with the number of actions about them. */
  readonly #awaited = new Map<string, number>()
  /** How far the peer was heard; null when they have said nothing yet. */
  #heard: Heard | null = null
  #heardAt = 0
  /** The session that the peer was last told. */
  #announced = ''
  #ackedAt = -Infinity
  #cancelAck: (() => void) | null = null

  constructor(dependencies: ChatLinkDependencies) {
    this.#dependencies = dependencies
    const { send, createId, clock } = dependencies
    this.#outgoing = new OutgoingActions(send, createId, clock)
    this.#taken = new MessageBudget(TAKEN, clock.now())
    this.#greeted = new MessageBudget(GREETED, clock.now())
  }

  /** Whether an own message is on its way to the peer. */
  isAwaited(id: string): boolean {
    return this.#awaited.has(id)
  }

  /** A new channel is there. */
  open(): void {
    this.#outgoing.pause()
    this.#greet()
  }

  /** The peer says which page they are, and where they stand. */
  hello({ session, heard }: Hello): void {
    const { clock, tell } = this.#dependencies
    if (!this.#greeted.take(clock.now())) return
    if (this.#heard?.session !== session) this.#heard = { session, number: 0 }
    const since = this.#heardAt
    this.#heardAt = clock.now()
    const settled = this.#outgoing.resume(heard)
    if (settled !== null) {
      this.#settle(settled)
      for (const entry of tell(since)) this.#outgoing.push(entry)
      return
    }
    if (this.#outgoing.session !== this.#announced) this.#greet()
    const entries = tell(null)
    this.#await(entries)
    this.#outgoing.restart(entries)
  }

  acknowledge(number: number): void {
    this.#heardAt = this.#dependencies.clock.now()
    this.#settle(this.#outgoing.acknowledge(number))
  }

  /** @returns those that are new, in order */
  take({ number, actions }: Actions): ChatEntry[] {
    // Before a hello nobody knows what is counted.
    if (this.#heard === null) return []
    const now = this.#dependencies.clock.now()
    this.#heardAt = now
    const next = this.#heard.number + 1
    // What is missing before these is sent again, and these with it. So is what is too much.
    const fresh = number > next ? [] : actions.slice(next - number)
    const excess = fresh.findIndex(() => !this.#taken.take(now))
    const taken = excess === -1 ? fresh : fresh.slice(0, excess)
    this.#heard.number += taken.length
    this.#acknowledgeLater()
    return taken
  }

  /**
   * Says something more to the peer.
   *
   * @param awaited id of the own message that it is about, when it is to be known whether it came
   */
  push(entry: ChatEntry, awaited: string | null): void {
    if (awaited !== null) this.#awaited.set(awaited, (this.#awaited.get(awaited) ?? 0) + 1)
    this.#outgoing.push(entry)
  }

  /** The peer is gone, perhaps to come back. */
  rest(): void {
    this.#outgoing.pause()
    this.#cancelAck?.()
    this.#cancelAck = null
    const ids = [...this.#awaited.keys()]
    this.#awaited.clear()
    this.#dependencies.onSettled(ids)
  }

  /** Idempotent. */
  close(): void {
    this.rest()
  }

  #greet(): void {
    this.#announced = this.#outgoing.session
    this.#dependencies.send({
      type: 'chat-hello',
      session: this.#announced,
      heard: this.#heard && { ...this.#heard }
    })
  }

  #acknowledgeLater(): void {
    if (this.#cancelAck !== null) return
    const { clock } = this.#dependencies
    const wait = this.#ackedAt + ACK_SPACING - clock.now()
    if (wait <= 0) this.#acknowledge()
    else this.#cancelAck = clock.after(wait, () => this.#acknowledge())
  }

  #acknowledge(): void {
    this.#cancelAck = null
    this.#ackedAt = this.#dependencies.clock.now()
    if (this.#heard !== null) this.#dependencies.send({ type: 'chat-ack', number: this.#heard.number })
  }

  /** What is told anew counts anew. */
  #await(entries: readonly ChatEntry[]): void {
    const before = new Set(this.#awaited.keys())
    this.#awaited.clear()
    for (const id of entries.flatMap(aboutOwn)) {
      if (before.has(id)) this.#awaited.set(id, (this.#awaited.get(id) ?? 0) + 1)
    }
    this.#dependencies.onSettled([...before].filter((id) => !this.#awaited.has(id)))
  }

  #settle(entries: readonly ChatEntry[]): void {
    const settled: string[] = []
    for (const id of entries.flatMap(aboutOwn)) {
      const count = this.#awaited.get(id)
      if (count === undefined) continue
      if (count > 1) {
        this.#awaited.set(id, count - 1)
      } else {
        this.#awaited.delete(id)
        settled.push(id)
      }
    }
    if (settled.length > 0) this.#dependencies.onSettled(settled)
  }
}

/** The own message that an action writes or changes. */
function aboutOwn({ action, author }: ChatEntry): string[] {
  if (author !== undefined) return []
  if (action.type === 'post') return [action.id]
  return action.type === 'edit' ? [action.target] : []
}
