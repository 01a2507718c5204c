import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo, BlockList, Socket } from 'node:net'
import type { Logger } from 'pino'
import { PROTOCOL_VERSION, type IceServer } from '../protocol/signaling.ts'
import type { Clock } from './clock.ts'
import { createBothTransports } from './http/both-transports.ts'
import { onFirstVisitor } from './http/first-visitor.ts'
import { createRequestHandler } from './http/request-handler.ts'
import { LogLabels } from './log-labels.ts'
import { PeerIds } from './signaling/peer-ids.ts'
import { ResumeTokens } from './signaling/resume-token.ts'
import { Signaling } from './signaling/signaling.ts'
import { IceServers, type TurnAccess } from './turn/ice-servers.ts'

/** How long sockets have for a clean end when the server closes, in milliseconds. */
export const CLOSE_TIME = 1_000

export interface ServerDependencies {
  /** Most people in a room. */
  roomLimit: number
  /** Handed to everybody who joins. */
  iceServers: readonly IceServer[]
  /** TURN servers for which everybody who joins gets a credential of their own; null for none. */
  turn: TurnAccess | null
  /** Reverse proxies whose `X-Forwarded-For` is believed. */
  trustedProxies: BlockList
  /** Signs resume tokens: at least 32 characters that can't be guessed. */
  secret: string
  /** Key and certificate (chain) in PEM; null serves plain HTTP. */
  tls: { key: string; cert: string } | null
  /**
   * Whether the port takes plain HTTP beside TLS: pages for this machine alone, signaling for everybody. Browsers of
   * others are sent to HTTPS.
   */
  plainToo?: boolean
  /** Called once, when the first connection comes from another machine. */
  onFirstVisitor?: () => void
  /** Folder of the built renderer, served to guests; null serves none. */
  pages: string | null
  /** Of the product; told by the health check. */
  version: string
  clock: Clock
  logger: Logger
  /** Bytes that can't be guessed. */
  randomBytes: (size: number) => Uint8Array
}

export interface SignalingServer {
  /**
   * Starts to listen. After a failure it may be called again with another address.
   *
   * @param address port 0 takes a free one
   * @returns where it listens
   * @throws the system's error, such as EADDRINUSE or EACCES
   */
  listen(address: { host: string; port: number }): Promise<AddressInfo>
  /**
   * Idempotent. Refuses new joins, closes the sockets, the grace timers and the HTTP server; what hasn't ended
   * by itself after `CLOSE_TIME` is cut off. Resolves when all is closed.
   */
  close(): Promise<void>
}

/**
 * A signaling server that isn't listening yet. It reads nothing from the environment.
 *
 * @throws when the TLS key or certificate can't be used
 */
export function createServer(dependencies: ServerDependencies): SignalingServer {
  const { clock, logger, randomBytes, tls, plainToo = false } = dependencies
  const httpServer = openTransports(tls, plainToo)
  const sockets = new Set<Socket>()
  let closed: Promise<void> | null = null

  httpServer.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  if (dependencies.onFirstVisitor !== undefined) onFirstVisitor(httpServer, dependencies.onFirstVisitor)
  // Besides those of `listen`, there are errors of accepting one connection (too many open files).
  httpServer.on('error', (error) => {
    if (httpServer.listening) logger.error({ err: error }, 'accepting a connection failed')
  })
  httpServer.on(
    'request',
    createRequestHandler({
      pages: dependencies.pages,
      secureOnly: tls !== null && plainToo,
      health: () => ({
        status: closed === null ? 'ok' : 'closing',
        version: dependencies.version,
        protocol: PROTOCOL_VERSION,
        ...signaling.counts
      })
    })
  )
  const signaling = new Signaling({
    httpServer,
    roomLimit: dependencies.roomLimit,
    iceServers: new IceServers({ fixed: dependencies.iceServers, turn: dependencies.turn, clock }),
    trustedProxies: dependencies.trustedProxies,
    tokens: new ResumeTokens(dependencies.secret),
    peerIds: new PeerIds(randomBytes),
    createSalt: () => randomBytes(16),
    labels: new LogLabels(randomBytes(16)),
    clock,
    logger
  })

  function end(): Promise<void> {
    logger.info('closing')
    return new Promise((resolve) => {
      const cutOff = clock.after(CLOSE_TIME, () => {
        for (const socket of sockets) socket.destroy()
      })
      httpServer.close(() => {
        cutOff()
        logger.info('closed')
        resolve()
      })
      signaling.close()
    })
  }

  return {
    listen: async (address) => {
      httpServer.listen(address)
      await once(httpServer, 'listening')
      const listening = httpServer.address() as AddressInfo
      logger.info({ port: listening.port, tls: tls !== null }, 'listening')
      return listening
    },
    close: () => (closed ??= end())
  }
}

function openTransports(tls: ServerDependencies['tls'], plainToo: boolean) {
  if (tls === null) return createHttpServer()
  return plainToo ? createBothTransports(tls) : createHttpsServer(tls)
}
