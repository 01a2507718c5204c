import type { IncomingMessage } from 'node:http'

/** What is used of engine.io's server. */
interface GreetingEngine {
  on(event: 'initial_headers', listener: (headers: unknown, request: IncomingMessage) => void): unknown
  on(event: 'connection', listener: (connection: { request: IncomingMessage }) => void): unknown
}

/**
 * Sends the answer to the request for a WebSocket and engine.io's first message, which follows it in the same turn of
 * the event loop, with one call of the system and in one packet. The call costs more than all else of the greeting.
 *
 * Where the greeting fails between the two, engine.io destroys the socket.
 */
export function greetAtOnce(engine: GreetingEngine): void {
  engine.on('initial_headers', (_headers, { socket }) => socket.cork())
  engine.on('connection', ({ request }) => request.socket.uncork())
}
