import * as v from 'valibot'
import {
  CHANNEL_LIMITS,
  channelMessageSchema,
  CONTROL_CHANNEL,
  POINTER_CHANNEL,
  pointerMessageSchema,
  type ChannelMessage,
  type PointerMessage
} from '../../../protocol/channel.ts'
import { utf8Length } from '../../../protocol/text-length.ts'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import { MessageBudget, type Budget } from './message-budget.ts'

/** One of the channels between two peers, and what is said on it. */
interface ChannelKind<Message> {
  channel: { label: string; id: number } & RTCDataChannelInit
  schema: v.GenericSchema<unknown, Message>
  /** Longest message, in UTF-8 bytes of its JSON. */
  bytes: number
  budget: Budget
}

/** Ordered and reliable: who they are, and the chat. A long history comes in a burst. */
export const CONTROL: ChannelKind<ChannelMessage> = {
  channel: CONTROL_CHANNEL,
  schema: channelMessageSchema,
  bytes: CHANNEL_LIMITS.messageBytes,
  budget: { burst: 120, rate: 20 }
}

/** Neither: where they point, about thirty times a second. */
export const POINTER: ChannelKind<PointerMessage> = {
  channel: POINTER_CHANNEL,
  schema: pointerMessageSchema,
  bytes: 256,
  budget: { burst: 60, rate: 60 }
}

export interface PeerChannelEvents<Message> {
  onOpen?: () => void
  onMessage: (message: Message) => void
}

/**
 * A channel on which two peers talk. Pre-negotiated, so either side makes it without asking the other. What comes
 * in is checked; what doesn't fit, or is too much, is dropped and logged.
 */
export class PeerChannel<Message> {
  readonly #kind: ChannelKind<Message>
  readonly #channel: RTCDataChannel
  readonly #events: PeerChannelEvents<Message>
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #budget: MessageBudget
  #flooded = false

  constructor(
    kind: ChannelKind<Message>,
    connection: RTCPeerConnection,
    events: PeerChannelEvents<Message>,
    clock: Clock,
    logger: Logger
  ) {
    this.#kind = kind
    this.#events = events
    this.#clock = clock
    this.#logger = logger
    this.#budget = new MessageBudget(kind.budget, clock.now())
    const { label, ...options } = kind.channel
    this.#channel = connection.createDataChannel(label, { negotiated: true, ...options })
    this.#channel.addEventListener('open', this.#onOpen)
    this.#channel.addEventListener('message', this.#onMessage)
  }

  /** @returns false when the channel isn't open, or its queue is full */
  send(message: Message): boolean {
    if (this.#channel.readyState !== 'open') return false
    try {
      this.#channel.send(JSON.stringify(message))
      return true
    } catch (error) {
      this.#logger.warn('A message could not be sent', error)
      return false
    }
  }

  /** Idempotent. What is already queued is still delivered while the connection lives. */
  close(): void {
    this.#channel.removeEventListener('open', this.#onOpen)
    this.#channel.removeEventListener('message', this.#onMessage)
    this.#channel.close()
  }

  readonly #onOpen = (): void => this.#events.onOpen?.()

  readonly #onMessage = ({ data }: MessageEvent<unknown>): void => {
    if (!this.#budget.take(this.#clock.now())) {
      if (!this.#flooded) this.#logger.warn('A peer floods a channel; what is too much is dropped')
      this.#flooded = true
      return
    }
    const message = this.#parse(data)
    if (message === null) this.#logger.warn('A message from a peer does not fit the protocol')
    else this.#events.onMessage(message)
  }

  #parse(data: unknown): Message | null {
    if (typeof data !== 'string' || utf8Length(data) > this.#kind.bytes) return null
    try {
      const parsed = v.safeParse(this.#kind.schema, JSON.parse(data))
      return parsed.success ? parsed.output : null
    } catch {
      return null
    }
  }
}
