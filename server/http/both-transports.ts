import { createServer, type Server } from 'node:http'
import type { Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'

/** The first byte of a TLS handshake (RFC 8446, section 5.1). No request of HTTP begins with it. */
const HANDSHAKE = 0x16

/** How long a connection may say nothing, in milliseconds, before it is known what it speaks. */
const SILENCE = 10_000

/**
 * An HTTP server that takes HTTPS and plain HTTP on one port, told apart by the first byte: so there is one address to
 * pass on, and one port to open in a firewall. Requests by HTTPS have a socket that is `encrypted`.
 *
 * @throws when the key or the certificate can't be used
 */
export function createBothTransports(tls: { key: string; cert: string }): Server {
  const server = createServer()
  // What makes requests out of a connection. Node lets others hand connections to it.
  const serve = server.listeners('connection')[0] as (socket: Socket) => void
  server.removeAllListeners('connection')
  const secure = createTlsServer({ ...tls, ALPNProtocols: ['http/1.1'], handshakeTimeout: SILENCE })
  secure.on('secureConnection', (socket) => serve.call(server, socket))
  secure.on('tlsClientError', (_error, socket) => socket.destroy())
  server.on('connection', (socket: Socket) => {
    const giveUp = () => socket.destroy()
    socket.on('error', giveUp)
    socket.setTimeout(SILENCE, giveUp)
    const look = () => {
      const first = socket.read(1) as Buffer | null
      if (first === null) return
      socket.off('readable', look).off('timeout', giveUp).off('end', giveUp)
      socket.setTimeout(0)
      socket.unshift(first)
      if (first[0] === HANDSHAKE) {
        // As Node's own HTTPS server has it: who ends a handshake is gone.
        socket.allowHalfOpen = false
        secure.emit('connection', socket)
      } else {
        socket.off('error', giveUp)
        serve.call(server, socket)
      }
    }
    // Whoever goes before the first byte leaves a half-open connection otherwise.
    socket.on('readable', look).once('end', giveUp)
  })
  return server
}
