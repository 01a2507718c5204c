import * as v from 'valibot'
import {
  CHANNEL_LIMITS,
  channelMessageSchema,
  CONTROL_CHANNEL,
  utf8Length,
  type ChannelMessage
} from '../../../protocol/channel.ts'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import { MessageBudget } from './message-budget.ts'

export interface ControlChannelEvents {
  onOpen: () => void
  onMessage: (message: ChannelMessage) => void
}

/**
 * The ordered, reliable channel on which two peers say who they are and chat. Pre-negotiated, so either side
 * makes it without asking the other. What comes in is checked; what doesn't fit, or is too much, is dropped and
 * logged.
 */
export class ControlChannel {
  readonly #channel: RTCDataChannel
  readonly #events: ControlChannelEvents
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #budget: MessageBudget
  #flooded = false

  constructor(connection: RTCPeerConnection, events: ControlChannelEvents, clock: Clock, logger: Logger) {
    this.#events = events
    this.#clock = clock
    this.#logger = logger
    this.#budget = new MessageBudget(clock.now())
    const { label, id } = CONTROL_CHANNEL
    this.#channel = connection.createDataChannel(label, { negotiated: true, id, ordered: true })
    this.#channel.addEventListener('open', this.#onOpen)
    this.#channel.addEventListener('message', this.#onMessage)
  }

  /** @returns false when the channel isn't open, or its queue is full */
  send(message: ChannelMessage): boolean {
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

  readonly #onOpen = (): void => this.#events.onOpen()

  readonly #onMessage = ({ data }: MessageEvent<unknown>): void => {
    if (!this.#budget.take(this.#clock.now())) {
      if (!this.#flooded) this.#logger.warn('A peer floods the channel; what is too much is dropped')
      this.#flooded = true
      return
    }
    const message = parseMessage(data)
    if (message === null) this.#logger.warn('A message from a peer does not fit the protocol')
    else this.#events.onMessage(message)
  }
}

function parseMessage(data: unknown): ChannelMessage | null {
  if (typeof data !== 'string' || utf8Length(data) > CHANNEL_LIMITS.messageBytes) return null
  try {
    const parsed = v.safeParse(channelMessageSchema, JSON.parse(data))
    return parsed.success ? parsed.output : null
  } catch {
    return null
  }
}
