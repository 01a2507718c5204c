import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import { CLOSE_TIME, createServer, type ServerDependencies, type SignalingServer } from '../app.ts'
import { parseAddressList } from '../signaling/remote-address.ts'
import { FakeClock } from './fake-clock.ts'
import { RawSocket } from './raw-socket.ts'
import { TestClient, type JoinOptions } from './test-client.ts'

export const TEST_SECRET = 'a secret of the tests, long enough to be one'

/** A real server on a free port of the loopback interface, with a fake clock. The test closes it when it ends. */
export interface TestServer {
  server: SignalingServer
  clock: FakeClock
  origin: string
  port: number
  /** All that was logged so far, debug lines included. */
  logs: () => string
  /** Opens a socket; the test closes it when it ends. */
  connect: (headers?: Record<string, string>) => Promise<TestClient>
  /** Opens a socket and joins a room with it. */
  join: (options?: JoinOptions) => Promise<TestClient>
  /** Opens a WebSocket that doesn't keep to any protocol. */
  connectRaw: () => Promise<RawSocket>
}

/** A server that isn't listening yet, and what it was given. The test closes it when it ends. */
export function createTestServer(options: Partial<ServerDependencies> = {}) {
  const lines: string[] = []
  const clock = new FakeClock()
  const server = createServer({
    roomLimit: 25,
    iceServers: [],
    turn: null,
    trustedProxies: parseAddressList([])!,
    secret: TEST_SECRET,
    tls: null,
    pages: null,
    version: '1.2.3',
    clock,
    logger: pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }),
    randomBytes,
    ...options
  })
  onTestFinished(async () => {
    const closed = server.close()
    clock.advance(CLOSE_TIME)
    await closed
  })
  return { server, clock, logs: () => lines.join('') }
}

export async function startServer(options: Partial<ServerDependencies> = {}): Promise<TestServer> {
  const { server, clock, logs } = createTestServer(options)
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 })
  const origin = `http${options.tls ? 's' : ''}://127.0.0.1:${port}`
  const connect = (headers?: Record<string, string>) => TestClient.connect(origin, headers)
  return {
    server,
    clock,
    origin,
    port,
    logs,
    connect,
    join: async (options) => (await connect()).enter(options),
    connectRaw: () => RawSocket.connect(port)
  }
}
