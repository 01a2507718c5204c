import { onTestFinished } from 'vitest'
import { SIGNALING_PATH } from '../../protocol/signaling.ts'

/** A WebSocket to the server's socket.io that sends whatever it likes. */
export class RawSocket {
  /** Resolves with the close code. */
  readonly closed: Promise<number>
  readonly #socket: WebSocket
  readonly #received: string[] = []
  #onReceived: () => void = () => {}

  private constructor(port: number) {
    this.#socket = new WebSocket(`ws://127.0.0.1:${port}${SIGNALING_PATH}/?EIO=4&transport=websocket`)
    this.#socket.onmessage = ({ data }) => {
      this.#received.push(String(data))
      this.#onReceived()
    }
    this.closed = new Promise((resolve) => {
      this.#socket.onclose = ({ code }) => resolve(code)
    })
  }

  static async connect(port: number): Promise<RawSocket> {
    const raw = new RawSocket(port)
    onTestFinished(() => raw.#socket.close())
    await new Promise((resolve, reject) => {
      raw.#socket.onopen = resolve
      raw.#socket.onerror = reject
    })
    return raw
  }

  send(frame: string | Uint8Array<ArrayBuffer>): void {
    this.#socket.send(frame)
  }

  /** The next message from the server. */
  async next(): Promise<string> {
    while (this.#received.length === 0) {
      await new Promise<void>((resolve) => {
        this.#onReceived = resolve
      })
    }
    return this.#received.shift()!
  }

  /** Goes through the handshakes of engine.io and socket.io. */
  async greet(): Promise<this> {
    await this.next()
    this.send('40')
    await this.next()
    return this
  }
}
