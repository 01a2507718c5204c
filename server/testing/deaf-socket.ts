import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { PROTOCOL_VERSION, SIGNALING_PATH } from '../../protocol/signaling.ts'

/**
 * Joins a room by a WebSocket on bare TCP, and reads nothing from then on, so that what the server sends piles
 * up: first in the kernel, then in the server.
 */
export async function joinDeaf(port: number, room: string): Promise<void> {
  const upgrade = request({
    port,
    host: '127.0.0.1',
    path: `${SIGNALING_PATH}/?EIO=4&transport=websocket`,
    headers: {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': Buffer.alloc(16).toString('base64')
    }
  }).end()
  const [, socket] = (await once(upgrade, 'upgrade')) as [IncomingMessage, Socket]
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => {})
  socket.write(frame('40'))
  let received = ''
  while (!received.includes('40{')) received += String((await once(socket, 'data'))[0])
  socket.pause()
  socket.write(
    frame(`420${JSON.stringify(['room:join', { room, name: 'Deaf', protocol: PROTOCOL_VERSION }])}`)
  )
}

/** A text frame of up to 125 bytes. Clients mask their frames (RFC 6455 section 5.3); zeros change nothing. */
function frame(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)])
}
