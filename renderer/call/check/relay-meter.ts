import type { RelayFigures } from './findings.ts'
import { median } from './median.ts'

/** Bytes of a message: it goes in one packet of the smallest usual path (1,200 bytes), with all headers. */
export const MESSAGE_SIZE = 1_000

/** Every so many messages one is sent back. */
const ECHO_EACH = 10

/** Counts numbered messages on their way through the relay: how many are due, and what became of them. Pure of time. */
export class RelayMeter {
  readonly #pace: number
  #begin: number
  #sent = 0
  #received = new Set<number>()
  #lastReceived = 0
  readonly #sentAt = new Map<number, number>()
  readonly #roundTrips: number[] = []

  /**
   * @param pace in bits per second
   * @param now in milliseconds
   */
  constructor(pace: number, now: number) {
    this.#pace = pace
    this.#begin = now
  }

  /** The sending begins. */
  begin(now: number): void {
    this.#begin = now
  }

  /**
   * @param duration how long to send, in milliseconds
   * @returns the next message, or null when none is due
   */
  next(now: number, duration: number): ArrayBuffer | null {
    const elapsed = Math.min(now - this.#begin, duration)
    if (now - this.#begin > duration || this.#sent >= (elapsed / 1_000) * (this.#pace / 8 / MESSAGE_SIZE))
      return null
    const number = this.#sent++
    const message = new ArrayBuffer(MESSAGE_SIZE)
    new DataView(message).setUint32(0, number)
    if (number % ECHO_EACH === 0) this.#sentAt.set(number, now)
    return message
  }

  /** @returns what the other end is to send back, or null */
  receive(message: ArrayBuffer, now: number): ArrayBuffer | null {
    if (message.byteLength !== MESSAGE_SIZE) return null
    const number = new DataView(message).getUint32(0)
    if (number >= this.#sent) return null
    this.#received.add(number)
    this.#lastReceived = now
    return number % ECHO_EACH === 0 ? message.slice(0, 4) : null
  }

  /** Takes what was sent back. */
  comeBack(message: ArrayBuffer, now: number): void {
    if (message.byteLength !== 4) return
    const sentAt = this.#sentAt.get(new DataView(message).getUint32(0))
    if (sentAt !== undefined) this.#roundTrips.push(now - sentAt)
  }

  /** Null when nothing arrived at all. */
  figures(): RelayFigures | null {
    const arrived = this.#received.size
    if (arrived === 0) return null
    // Of a single message nobody knows how long it took.
    const time = Math.max(1, this.#lastReceived - this.#begin)
    return {
      rate: Math.min((arrived * MESSAGE_SIZE * 8 * 1_000) / time, this.#pace),
      loss: 1 - arrived / this.#sent,
      roundTrip: this.#roundTrips.length === 0 ? null : median(this.#roundTrips)
    }
  }
}
