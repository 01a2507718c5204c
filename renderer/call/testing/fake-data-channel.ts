/** A reliable, ordered channel to another fake. */
export class FakeDataChannel extends EventTarget {
  readonly label: string
  readonly id: number
  readyState: RTCDataChannelState = 'connecting'
  binaryType: BinaryType = 'blob'
  /** Nothing waits here: what is sent is on its way. */
  readonly bufferedAmount = 0
  #other: FakeDataChannel | null = null

  constructor(label: string, id: number) {
    super()
    this.label = label
    this.id = id
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

  /** Delivers later, in order. */
  send(data: string | ArrayBuffer): void {
    if (this.readyState !== 'open') throw new DOMException('The channel is not open', 'InvalidStateError')
    queueMicrotask(() => this.#other?.receive(data))
  }

  /** Takes what the other side sent, or what a test says it did. */
  receive(data: unknown): void {
    if (this.readyState === 'open') this.dispatchEvent(Object.assign(new Event('message'), { data }))
  }

  close(): void {
    this.readyState = 'closed'
  }
}
