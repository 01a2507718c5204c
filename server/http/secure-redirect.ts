import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TLSSocket } from 'node:tls'
import { isLoopback } from '../signaling/remote-address.ts'

/** Whether a page that is asked for in this way gets no camera: it comes from another machine, and by plain HTTP. */
export function lacksSecurity({ socket }: IncomingMessage): boolean {
  return (socket as TLSSocket).encrypted !== true && !isLoopback(socket.remoteAddress ?? '')
}

/**
 * Sends a browser to the same address by HTTPS. It takes the fragment of the address along, where the fingerprint is.
 * Without a host that can be named, it says what to do.
 */
export function redirectToSecure({ headers, url }: IncomingMessage, response: ServerResponse): void {
  const address = `https://${headers.host ?? ''}`
  const host = headers.host !== undefined && URL.canParse(address) ? new URL(address).host : null
  const path = url?.startsWith('/') === true ? url : '/'
  response.setHeader('Cache-Control', 'no-store')
  if (host === null) {
    response.writeHead(400, { 'Content-Type': 'text/plain; charset=utf-8' })
    response.end('This server is reached by https. Open the link with https:// in front.\n')
  } else {
    // A path may begin with two slashes; behind the host it names no other one.
    response.writeHead(307, { Location: `https://${host}${path}` })
    response.end()
  }
}
