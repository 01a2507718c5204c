/**
 * A program for the public segment. It answers a datagram with the address that the datagram came from, and sends the
 * answer from the place that the datagram asks for: the idea of RFC 5780. TCP connections it accepts and closes.
 */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { REFLECTORS, TCP_REFLECTOR } from './reflectors.ts'

const sockets = REFLECTORS.map(({ address, port }) => createSocket('udp4').bind(port, address))
for (const socket of sockets) {
  socket.on('message', (place, { address, port }) =>
    sockets[Number(place.toString())]?.send(`${address}:${port}`, port, address)
  )
}
const server = createServer((connection) => connection.end()).listen(
  TCP_REFLECTOR.port,
  TCP_REFLECTOR.address
)
await Promise.all([...sockets, server].map((each) => once(each, 'listening')))
console.log('ready')
