/** A reliable, ordered channel to another fake. */
export class FakeDataChannel extends EventTarget {
  readonly label: string
  readonly id: number
  /** Whether both sides make it, or one opens it in band. */
  readonly negotiated: boolean
  readyState: RTCDataChannelState = 'connecting'
  binaryType: BinaryType = 'blob'
  bufferedAmountLowThreshold = 0
  /** Bytes that wait to be sent. */
  bufferedAmount = 0
  /** Whether nothing gets through, as on a line that is broken but not given up. */
  #held = false
  readonly #waiting: (string | ArrayBuffer)[] = []
  #other: FakeDataChannel | null = null

  constructor(label: string, id: number, negotiated = true) {
    super()
    this.label = label
    this.id = id
    this.negotiated = negotiated
  }

  /** Opens this and the other side, once. */
  connect(other: FakeDataChannel): void {
    if (this.readyState !== 'connecting' || other.readyState !== 'connecting') return
    this.#other = other
    other.#other = this
    for (const channel of [this, other]) {
      channel.readyState = 'open'
      queueMicrotask(() => channel.dispatchEvent(new Event('open')))
    }
  }

  /** Delivers later, in order. What was sent is what the data is now, whatever becomes of the buffer. */
  send(data: string | ArrayBuffer | Uint8Array<ArrayBuffer>): void {
    if (this.readyState !== 'open') throw new DOMException('The channel is not open', 'InvalidStateError')
    this.#waiting.push(data instanceof Uint8Array ? data.slice().buffer : data)
    this.bufferedAmount += sizeOf(data)
    queueMicrotask(() => this.#deliver())
  }

  /** Lets nothing through until it is let go. */
  hold(held: boolean): void {
    this.#held = held
    if (!held) for (let count = this.#waiting.length; count > 0; count -= 1) this.#deliver()
  }

  /** Takes what the other side sent, or what a test says it did. */
  receive(data: unknown): void {
    if (this.readyState === 'open') this.dispatchEvent(Object.assign(new Event('message'), { data }))
  }

  /** Closes both sides. Only the other one hears of it at once, as where the whole connection is closed. */
  close(): void {
    if (this.readyState === 'closed') return
    this.readyState = 'closed'
    const other = this.#other
    // What was sent before comes before.
    queueMicrotask(() => other !== null && other.#closeFromOutside())
  }

  #closeFromOutside(): void {
    if (this.readyState === 'closed') return
    this.readyState = 'closed'
    this.dispatchEvent(new Event('close'))
  }

  #deliver(): void {
    if (this.#held) return
    const data = this.#waiting.shift()
    if (data === undefined) return
    const before = this.bufferedAmount
    this.bufferedAmount -= sizeOf(data)
    this.#other?.receive(data)
    const { bufferedAmountLowThreshold: threshold } = this
    if (before > threshold && this.bufferedAmount <= threshold) {
      this.dispatchEvent(new Event('bufferedamountlow'))
    }
  }
}

function sizeOf(data: string | ArrayBuffer | Uint8Array): number {
  return typeof data === 'string' ? data.length : data.byteLength
}
