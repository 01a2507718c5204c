import { createServer } from 'node:http'
import { Duplex } from 'node:stream'
import { Server } from 'socket.io'
import { expect, onTestFinished, test } from 'vitest'
import { greetAtOnce } from './greet-at-once.ts'

/** One end of a connection, and what the server has written to it, each time all that it gave to the system at once. */
function connection() {
  const writes: string[] = []
  const socket = new Duplex({
    read: () => {},
    write: (chunk: Buffer, _encoding, done) => {
      writes.push(chunk.toString('latin1'))
      done()
    },
    writev: (chunks, done) => {
      writes.push(chunks.map(({ chunk }) => (chunk as Buffer).toString('latin1')).join(''))
      done()
    }
  })
  return { socket, writes }
}

/** Asks a server for a WebSocket that speaks a version of engine.io's protocol. */
function ask(version: number) {
  const httpServer = createServer()
  const io = new Server(httpServer, { transports: ['websocket'] })
  onTestFinished(() => io.close())
  greetAtOnce(io.engine)
  const { socket, writes } = connection()
  onTestFinished(() => void socket.destroy())
  httpServer.emit('connection', socket)
  const head = [
    `GET /socket.io/?EIO=${version}&transport=websocket HTTP/1.1`,
    'Host: localhost',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='
  ]
  socket.push(`${head.join('\r\n')}\r\n\r\n`)
  return { io, socket, writes }
}

test('the answer and the first message go out as one, what comes later by itself', async () => {
  const { io, writes } = ask(4)
  const socket = await new Promise<{ send: (text: string) => void }>((resolve) => {
    io.engine.on('connection', resolve)
  })
  expect(writes).toHaveLength(1)
  expect(writes[0]).toMatch(/^HTTP\/1\.1 101 [^]*\r\n\r\n[^]{2}0\{"sid":/)
  socket.send('later')
  await expect.poll(() => writes.length).toBe(2)
})

test('a connection whose greeting fails is closed', async () => {
  const { socket } = ask(3)
  await expect.poll(() => socket.destroyed).toBe(true)
})
