import * as v from 'valibot'
import { transferMessageSchema, TRANSFER_LIMITS, type TransferMessage } from '../../../protocol/transfer.ts'
import type { Logger } from '../logger.ts'

/** How much may wait in the browser, in bytes: 64 KiB slices with a mark of 1 MiB come near the maximum. */
const HIGH_MARK = 2 ** 20

/** When more is given to it, in bytes. */
const LOW_MARK = 2 ** 19

/** Longest message that isn't a slice, in UTF-16 code units of its JSON: a path, however it is escaped. */
const MESSAGE_LENGTH = 8_192

export interface TransferChannelEvents {
  onOpen: () => void
  onMessage: (message: TransferMessage) => void
  onSlice?: (slice: Uint8Array<ArrayBuffer>) => void
  /** There is room again. */
  onRoom?: () => void
  /** It is gone, and wasn't closed from here. */
  onClose: () => void
}

/**
 * The data channel of one transfer. What comes in is checked; what doesn't fit is dropped and logged.
 *
 * `close()` closes the channel.
 */
export class TransferChannel {
  readonly #channel: RTCDataChannel
  readonly #events: TransferChannelEvents
  readonly #logger: Logger
  #opened = false
  /** What was said before it was open here: the other side may be sooner. */
  #early: (() => void)[] = []

  constructor(channel: RTCDataChannel, events: TransferChannelEvents, logger: Logger) {
    this.#channel = channel
    this.#events = events
    this.#logger = logger
    channel.binaryType = 'arraybuffer'
    channel.bufferedAmountLowThreshold = LOW_MARK
    channel.addEventListener('open', this.#onOpen)
    channel.addEventListener('message', this.#onMessage)
    channel.addEventListener('bufferedamountlow', this.#onRoom)
    channel.addEventListener('close', this.#onClose)
    // A channel that the other side opened may be open already, and then tells nothing of it.
    if (channel.readyState === 'open') queueMicrotask(this.#onOpen)
  }

  /** Whether more should wait outside for now. */
  get isFull(): boolean {
    return this.#channel.bufferedAmount >= HIGH_MARK
  }

  /** @returns false when it can't be sent */
  send(message: TransferMessage): boolean {
    return this.#give(() => this.#channel.send(JSON.stringify(message)))
  }

  /** @returns false when it can't be sent */
  sendSlice(slice: Uint8Array<ArrayBuffer>): boolean {
    return this.#give(() => this.#channel.send(slice))
  }

  /** Idempotent. What was given to it is still sent. */
  close(): void {
    this.#channel.removeEventListener('open', this.#onOpen)
    this.#channel.removeEventListener('message', this.#onMessage)
    this.#channel.removeEventListener('bufferedamountlow', this.#onRoom)
    this.#channel.removeEventListener('close', this.#onClose)
    this.#opened = true
    this.#early = []
    this.#channel.close()
  }

  #give(send: () => void): boolean {
    const { readyState } = this.#channel
    if (readyState === 'connecting') {
      this.#early.push(send)
      return true
    }
    if (readyState !== 'open') return false
    try {
      send()
      return true
    } catch (error) {
      this.#logger.warn('A transfer could not send', error)
      return false
    }
  }

  readonly #onOpen = (): void => {
    if (this.#opened) return
    this.#opened = true
    for (const send of this.#early.splice(0)) this.#give(send)
    this.#events.onOpen()
  }

  readonly #onRoom = (): void => this.#events.onRoom?.()

  readonly #onClose = (): void => this.#events.onClose()

  readonly #onMessage = ({ data }: MessageEvent<unknown>): void => {
    if (data instanceof ArrayBuffer && data.byteLength <= TRANSFER_LIMITS.sliceBytes) {
      this.#events.onSlice?.(new Uint8Array(data))
      return
    }
    const message = parse(data)
    if (message === null) this.#logger.warn('A message of a transfer does not fit the protocol')
    else this.#events.onMessage(message)
  }
}

function parse(data: unknown): TransferMessage | null {
  if (typeof data !== 'string' || data.length > MESSAGE_LENGTH) return null
  try {
    const parsed = v.safeParse(transferMessageSchema, JSON.parse(data))
    return parsed.success ? parsed.output : null
  } catch {
    return null
  }
}
