import { CHANNEL_LIMITS } from '../../../protocol/channel.ts'
import { CHAT_LIMITS, type ChatChannelMessage, type ChatEntry } from '../../../protocol/chat.ts'
import { utf8Length } from '../../../protocol/text-length.ts'
import type { Clock } from '../clock.ts'
import { MessageBudget } from '../data/message-budget.ts'

type ChatMessageOnWire = Extract<ChatChannelMessage, { type: 'chat' }>

/** Well below what a peer takes (see `CONTROL`): the rest is for presence, signs and what is said of files. */
const PACE = { burst: 60, rate: 12 }

/** Most messages on their way. With a full message each that is 512 KiB, a second's worth on a middling line. */
const WINDOW = 8

/** Time until what wasn't acknowledged is sent again, in milliseconds; it doubles with each try up to the longest. */
const PATIENCE = { first: 5_000, longest: 60_000 }

/** Time until a channel that takes nothing is tried again, in milliseconds. */
const RETRY = 1_000

/** Most actions that wait for somebody who isn't there. */
const WAITING = 2_000

/** Room for what surrounds the actions in a message, in bytes. */
const ENVELOPE = 128

/** Where somebody stands in our numbers. */
export interface Heard {
  session: string
  number: number
}

/**
 * What is said to one peer, numbered from 1 without a gap and kept until it is acknowledged. After a gap everything
 * from there on is sent again (go-back-N, RFC 3366 section 5.2). It goes out no faster than the peer takes it.
 */
export class OutgoingActions {
  readonly #send: (message: ChatMessageOnWire) => boolean
  readonly #createId: () => string
  readonly #clock: Clock
  readonly #pace: MessageBudget
  #session: string
  /** Whether the peer was told, under this name, what they have to know first. */
  #begun = false
  /** What isn't acknowledged, in order. */
  #entries: ChatEntry[] = []
  /** Number of the first of them. */
  #first = 1
  /** How many of them are on their way. */
  #sent = 0
  /** The highest number that ever was. */
  #reached = 0
  /** The last number of each message on its way. */
  #flights: number[] = []
  #ready = false
  #tries = 0
  #cancelResend: (() => void) | null = null
  #cancelFlush: (() => void) | null = null

  constructor(send: (message: ChatMessageOnWire) => boolean, createId: () => string, clock: Clock) {
    this.#send = send
    this.#createId = createId
    this.#clock = clock
    this.#pace = new MessageBudget(PACE, clock.now())
    this.#session = createId()
  }

  get session(): string {
    return this.#session
  }

  /** Adds something at the end. */
  push(entry: ChatEntry): void {
    // Whoever was away for so long is told everything anew.
    if (!this.#ready && this.#entries.length >= WAITING) return this.#renew()
    this.#entries.push(entry)
    this.#flush()
  }

  /**
   * Takes up where a peer stands.
   *
   * @returns what was acknowledged by it; null when the peer knows nothing of this session, and `restart` must follow
   */
  resume(heard: Heard | null): ChatEntry[] | null {
    this.pause()
    const known = heard?.session === this.#session
    if (!this.#begun || !known || heard.number < this.#first - 1 || heard.number > this.#reached) {
      // A name under which anything was counted can't begin at 1 again.
      if (this.#begun || (known && heard.number > 0)) this.#renew()
      return null
    }
    this.#ready = true
    const settled = this.#settle(heard.number)
    this.#flush()
    return settled
  }

  /** Begins anew with these, for a peer who knows nothing. */
  restart(entries: ChatEntry[]): void {
    this.pause()
    this.#entries = entries
    this.#first = 1
    this.#reached = 0
    this.#begun = true
    this.#ready = true
    this.#flush()
  }

  /** @returns what is acknowledged now */
  acknowledge(number: number): ChatEntry[] {
    if (!this.#ready || number < this.#first || number > this.#reached) return []
    const settled = this.#settle(number)
    this.#tries = 0
    this.#cancelResend?.()
    this.#cancelResend = null
    if (this.#sent > 0) this.#resendLater()
    this.#flush()
    return settled
  }

  /** Sends nothing until the peer has said again where it stands. */
  pause(): void {
    this.#ready = false
    this.#sent = 0
    this.#flights = []
    this.#tries = 0
    this.#cancelResend?.()
    this.#cancelResend = null
    this.#cancelFlush?.()
    this.#cancelFlush = null
  }

  #renew(): void {
    this.#session = this.#createId()
    this.#begun = false
    this.#entries = []
    this.#first = 1
    this.#reached = 0
  }

  #settle(number: number): ChatEntry[] {
    const settled = this.#entries.splice(0, number - this.#first + 1)
    this.#first += settled.length
    this.#sent = Math.max(0, this.#sent - settled.length)
    this.#flights = this.#flights.filter((last) => last > number)
    return settled
  }

  #flush(): void {
    if (!this.#ready || this.#cancelFlush !== null) return
    while (this.#sent < this.#entries.length && this.#flights.length < WINDOW) {
      if (!this.#pace.take(this.#clock.now())) return this.#flushLater(1_000 / PACE.rate)
      const actions = this.#batch()
      const number = this.#first + this.#sent
      if (!this.#send({ type: 'chat', number, clock: this.#clock.now(), actions })) {
        return this.#flushLater(RETRY)
      }
      this.#sent += actions.length
      const last = this.#first + this.#sent - 1
      this.#reached = Math.max(this.#reached, last)
      this.#flights.push(last)
      if (this.#cancelResend === null) this.#resendLater()
    }
  }

  /** As much of what follows as one message holds. */
  #batch(): ChatEntry[] {
    const batch: ChatEntry[] = []
    let bytes = ENVELOPE
    for (let at = this.#sent; at < this.#entries.length && batch.length < CHAT_LIMITS.batch; at += 1) {
      const entry = this.#entries[at] as ChatEntry
      bytes += utf8Length(JSON.stringify(entry)) + 1
      if (batch.length > 0 && bytes > CHANNEL_LIMITS.messageBytes) break
      batch.push(entry)
    }
    return batch
  }

  #flushLater(delay: number): void {
    this.#cancelFlush = this.#clock.after(delay, () => {
      this.#cancelFlush = null
      this.#flush()
    })
  }

  #resendLater(): void {
    const delay = Math.min(PATIENCE.first * 2 ** this.#tries, PATIENCE.longest)
    this.#cancelResend = this.#clock.after(delay, () => {
      this.#cancelResend = null
      this.#tries += 1
      this.#sent = 0
      this.#flights = []
      this.#flush()
    })
  }
}
