import { createServer, type Server, type Socket } from 'node:net'

/** A session bus that knows of a tray at most. Closed by `close()`. */
export class FakeSessionBus {
  /** Whether the watcher has somebody who shows icons; null without a watcher. */
  hostRegistered: boolean | null = null
  /** Whether it lets nobody in. */
  refuses = false
  /** Whether it ends the connection instead of answering. */
  hangsUp = false
  /** What was asked for, newest last. */
  readonly asked: string[] = []
  readonly #server: Server

  private constructor() {
    this.#server = createServer((socket) => this.#serve(socket))
  }

  static async listen(path: string): Promise<FakeSessionBus> {
    const bus = new FakeSessionBus()
    await new Promise<void>((resolve) => bus.#server.listen(path, resolve))
    return bus
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }

  #serve(socket: Socket): void {
    let begun = false
    socket.on('error', () => socket.destroy())
    socket.on('data', (data) => {
      const text = data.toString('latin1')
      if (!begun && text.startsWith('\0AUTH EXTERNAL ')) {
        socket.write(this.refuses ? 'REJECTED EXTERNAL\r\n' : 'OK 00112233445566778899aabbccddeeff\r\n')
      } else if (text.startsWith('BEGIN\r\n')) {
        begun = true
        this.#answer(socket, text)
      }
    })
  }

  /** Both messages come in one piece from whoever is on the same machine. */
  #answer(socket: Socket, text: string): void {
    if (this.hangsUp) return void socket.end()
    const [, owner = '', name = ''] = /\0(org\.kde[.\w]+)\0+[^\w]*\0*(\w+)\0$/.exec(text) ?? []
    this.asked.push(`${owner}.${name}`)
    const flag = Buffer.from([1, 0x62, 0, 0, this.hostRegistered === true ? 1 : 0, 0, 0, 0])
    const answers = [
      message(2, 1, textBody(':1.7')),
      this.hostRegistered === null ? message(3, 2, textBody('No such name')) : message(2, 2, flag)
    ]
    // In two pieces that end nowhere in particular.
    const all = Buffer.concat(answers)
    socket.write(all.subarray(0, 21))
    setImmediate(() => socket.write(all.subarray(21)))
  }
}

/** A message in answer to another, after a field that says who sends it. */
function message(type: number, replyTo: number, body: Buffer): Buffer {
  const sender = Buffer.concat([Buffer.from([7, 1, 0x73, 0]), textBody('org.freedesktop.DBus')])
  const gap = Buffer.alloc((8 - (sender.length % 8)) % 8)
  const reply = Buffer.from([5, 1, 0x75, 0, replyTo, 0, 0, 0])
  const fields = Buffer.concat([sender, gap, reply])
  const start = Buffer.alloc(16)
  start.write('l')
  start.writeUInt8(type, 1)
  start.writeUInt8(1, 3)
  start.writeUInt32LE(body.length, 4)
  start.writeUInt32LE(9, 8)
  start.writeUInt32LE(fields.length, 12)
  return Buffer.concat([start, fields, Buffer.alloc((8 - (fields.length % 8)) % 8), body])
}

function textBody(text: string): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(text.length)
  return Buffer.concat([length, Buffer.from(`${text}\0`)])
}
