import type { Server as HttpServer } from 'node:http'
import type { BlockList } from 'node:net'
import type { Logger } from 'pino'
import { Server, type Socket } from 'socket.io'
import * as v from 'valibot'
import { moderateRequestSchema, type ModerateRequest } from '../../protocol/moderation.ts'
import { fail, succeed, type Result } from '../../protocol/result.ts'
import {
  iceServersRequestSchema,
  joinRequestSchema,
  leaveRequestSchema,
  PROTOCOL_VERSION,
  SIGNALING_LIMITS,
  SIGNALING_PATH,
  signalRequestSchema,
  type ClientToServerEvents,
  type IceServersReply,
  type JoinReply,
  type RosterEntry,
  type ServerToClientEvents,
  type SignalingRefusal,
  type SignalReply
} from '../../protocol/signaling.ts'
import type { Clock } from '../clock.ts'
import type { LogLabels } from '../log-labels.ts'
import type { Arrival, Notification } from '../rooms/notification.ts'
import { Rooms, type Outcome } from '../rooms/rooms.ts'
import type { IceServers } from '../turn/ice-servers.ts'
import { AddressLimiter } from './address-limiter.ts'
import { guardConnection, type GuardedConnection } from './connection-guard.ts'
import { greetAtOnce } from './greet-at-once.ts'
import type { PeerIds } from './peer-ids.ts'
import { isLoopback, originAddress, subscriber } from './remote-address.ts'
import { dispatch, handler, readRequest, type Handler } from './request.ts'
import type { ResumeTokens } from './resume-token.ts'
import { RoomPassword } from './room-password.ts'
import { TokenBucket, type Rate } from './token-bucket.ts'

/** How long a lost peer keeps their place, in milliseconds. */
export const GRACE_TIME = 30_000

/** A dead socket is noticed after at most the sum of the two, in milliseconds. */
export const PING = { interval: 8_000, timeout: 5_000 } as const

/** How long an open connection may take to say that it speaks socket.io, in milliseconds. */
const CONNECT_TIMEOUT = 10_000

/** Requests from one socket. To join 99 others with all their candidates takes about 2,600. */
export const REQUEST_RATE: Rate = { burst: 3_000, perSecond: 100 }

/**
 * Joins from one subscriber; returning with a token is free. It lets a large office join at once, and makes
 * trying all 2.6 * 10^11 room codes a matter of millennia.
 */
export const JOIN_RATE: Rate = { burst: 60, perSecond: 1 }

export interface SignalingDependencies {
  httpServer: HttpServer
  /** Most people in a room. */
  roomLimit: number
  /** Handed to everybody who joins, and to those who ask. */
  iceServers: IceServers
  trustedProxies: BlockList
  tokens: ResumeTokens
  peerIds: PeerIds
  /** Bytes that can't be guessed. */
  createSalt: () => Uint8Array
  clock: Clock
  logger: Logger
  labels: LogLabels
}

/** Other versions of the protocol have this in common with ours. */
const versionedSchema = v.object({ protocol: v.number() })

type ParleySocket = Socket<ClientToServerEvents, ServerToClientEvents>
type Refusable<Value> = Result<Value, SignalingRefusal>

/** The requests and notifications of the wire protocol on socket.io, by the rules of `Rooms`. */
export class Signaling {
  readonly #dependencies: SignalingDependencies
  readonly #io: Server<ClientToServerEvents, ServerToClientEvents>
  readonly #rooms: Rooms
  readonly #joins = new AddressLimiter(JOIN_RATE)
  /** Asking for ICE servers outside a room gives no more than joining does, and so has the same limit, beside it. */
  readonly #iceRequests = new AddressLimiter(JOIN_RATE)
  /** Ends the grace timer of a lost connection. */
  readonly #cancelGrace = new Map<string, () => void>()
  readonly #handlers: ReadonlyMap<unknown, Handler<ParleySocket>>
  #closing = false

  constructor(dependencies: SignalingDependencies) {
    this.#dependencies = dependencies
    this.#rooms = new Rooms(
      dependencies.roomLimit,
      (text) => new RoomPassword(text, dependencies.createSalt())
    )
    const join = handler(joinRequestSchema, (socket: ParleySocket, request) => this.#join(socket, request))
    const giveIceServers = handler(iceServersRequestSchema, (socket: ParleySocket) =>
      this.#giveIceServers(socket)
    )
    this.#handlers = new Map<keyof ClientToServerEvents, Handler<ParleySocket>>([
      ['room:join', (socket, payload) => this.#checkVersion(payload) ?? join(socket, payload)],
      ['room:leave', handler(leaveRequestSchema, (socket: ParleySocket) => this.#leave(socket))],
      [
        'room:moderate',
        handler(moderateRequestSchema, (socket: ParleySocket, request) => this.#moderate(socket, request))
      ],
      [
        'peer:signal',
        handler(signalRequestSchema, (socket: ParleySocket, request) => this.#signal(socket, request))
      ],
      ['ice:servers', (socket, payload) => this.#checkVersion(payload) ?? giveIceServers(socket, payload)]
    ])
    this.#io = new Server(dependencies.httpServer, {
      path: SIGNALING_PATH,
      transports: ['websocket'],
      allowUpgrades: false,
      serveClient: false,
      perMessageDeflate: false,
      httpCompression: false,
      maxHttpBufferSize: SIGNALING_LIMITS.messageBytes,
      pingInterval: PING.interval,
      pingTimeout: PING.timeout,
      connectTimeout: CONNECT_TIMEOUT
    })
    greetAtOnce(this.#io.engine)
    this.#io.engine.on('connection', (connection: GuardedConnection) => {
      guardConnection(connection, dependencies.clock, (why) => {
        dependencies.logger.warn({ why }, 'socket closed')
      })
    })
    this.#io.on('connection', (socket) => this.#serve(socket))
  }

  /** How many rooms there are, and people in them; those in grace count. */
  get counts(): { rooms: number; people: number } {
    return this.#rooms.counts
  }

  /**
   * Idempotent. Closes the sockets of people in rooms or waiting for one, and cancels the grace timers. A socket that is about
   * to join is told `closing`, then closed. The caller ends the HTTP server, and with it what is left.
   *
   * The WebSocket is closed without a word from socket.io, so that its clients take it for a lost connection
   * and come back when the server does.
   */
  close(): void {
    this.#closing = true
    for (const cancel of this.#cancelGrace.values()) cancel()
    this.#cancelGrace.clear()
    for (const socket of this.#io.sockets.sockets.values()) {
      if (this.#sits(socket.id)) socket.conn.close()
    }
  }

  #serve(socket: ParleySocket): void {
    const { clock, logger } = this.#dependencies
    const requests = new TokenBucket(REQUEST_RATE, clock.now())
    // Frames that socket.io can't read; it closes the connection itself.
    socket.on('error', () => logger.warn({ why: 'unreadable' }, 'socket closed'))
    socket.on('disconnect', (reason) => {
      // A client that closes its socket on purpose leaves; every other way of losing it may be mended. Who
      // waits has nothing yet that would be kept.
      const waits = this.#rooms.waitingSeat(socket.id) !== null
      if (waits || reason === 'client namespace disconnect') this.#leave(socket)
      else this.#lose(socket.id)
    })
    // As a middleware that passes nothing on, this sees every event, known or not.
    socket.use((packet) => this.#answer(socket, requests, packet))
  }

  #answer(socket: ParleySocket, requests: TokenBucket, packet: readonly unknown[]): void {
    const { clock, logger } = this.#dependencies
    if (!socket.connected) return
    const request = readRequest(packet)
    if (request.acknowledge === null) {
      logger.warn({ why: 'unacknowledged' }, 'socket closed')
      socket.disconnect(true)
      return
    }
    if (!requests.take(clock.now())) {
      request.acknowledge(fail('rate-limited', 'Too many requests from this socket'))
      return
    }
    try {
      const answer = dispatch(this.#handlers, socket, request)
      if (!answer.ok) logger.debug({ refusal: answer.error.reason }, 'request refused')
      request.acknowledge(answer)
    } catch (error) {
      logger.error({ err: error }, 'request failed')
      request.acknowledge(fail('internal', 'The server failed'))
    }
    if (this.#closing) socket.conn.close()
  }

  /** Comes before the schema: another version of the protocol may have another one. */
  #checkVersion(payload: unknown): Refusable<never> | null {
    const versioned = v.safeParse(versionedSchema, payload)
    if (!versioned.success || versioned.output.protocol === PROTOCOL_VERSION) return null
    return fail('protocol-version', `This server speaks version ${PROTOCOL_VERSION} of the protocol`)
  }

  #join(socket: ParleySocket, request: v.InferOutput<typeof joinRequestSchema>): Refusable<JoinReply> {
    const { clock, tokens, peerIds } = this.#dependencies
    const now = clock.now()
    if (this.#closing) return fail('closing', 'The server is shutting down')
    if (this.#sits(socket.id)) return fail('already-joined', 'This socket is in a room already')
    const claim = request.resume === undefined ? null : tokens.verify(request.resume, request.room, now)
    const address = this.#address(socket)
    const from = subscriber(address)
    if (claim === null && !this.#joins.take(from, now)) {
      return fail('rate-limited', 'Too many joins from this address')
    }
    const { room, name, color, password } = request
    const joined = this.#rooms.join({
      room,
      name,
      color,
      password,
      connection: socket.id,
      peer: claim?.peer ?? peerIds.create(),
      claim,
      address: address === '' || isLoopback(address) ? null : from,
      now
    })
    if (!joined.ok) return joined
    if (joined.value.status === 'in' && joined.value.replaced !== null) this.#retire(joined.value.replaced)
    this.#notify(joined.value.notifications)
    if (joined.value.status === 'waiting') {
      this.#log(room, this.#rooms.waitingSeat(socket.id)?.peer, 'peer waits')
      return fail('waiting', 'The room has a waiting room')
    }
    const { arrival } = joined.value
    this.#log(room, arrival.self.id, claim === null ? 'peer joined' : 'peer resumed')
    return succeed(this.#welcome(room, arrival))
  }

  /** What somebody who comes in is told. */
  #welcome(room: string, { self, peers, state, waiting }: Arrival): JoinReply {
    const { roomLimit } = this.#dependencies
    const { id, joinedAt, role, color } = self
    return {
      self: { id, resume: this.#issue(room, self), joinedAt, role, color },
      peers,
      state,
      waiting,
      ...this.#iceServers(id),
      limits: { room: roomLimit }
    }
  }

  #giveIceServers(socket: ParleySocket): Refusable<IceServersReply> {
    const { clock, peerIds } = this.#dependencies
    const seat = this.#rooms.seat(socket.id)
    if (seat === null && !this.#iceRequests.take(subscriber(this.#address(socket)), clock.now())) {
      return fail('rate-limited', 'Too many requests for ICE servers from this address')
    }
    return succeed(this.#iceServers(seat?.peer ?? peerIds.create()))
  }

  /** Credentials name somebody as the log does, so that one who runs both servers can match the two logs. */
  #iceServers(peer: string): IceServersReply {
    const { iceServers, labels } = this.#dependencies
    return iceServers.issue(labels.peer(peer))
  }

  #issue(room: string, { id, role, joinedAt }: RosterEntry): string {
    const { clock, tokens } = this.#dependencies
    return tokens.issue({ room, peer: id, role, joinedAt }, clock.now())
  }

  #leave(socket: ParleySocket): Refusable<Record<string, never>> {
    const seat = this.#rooms.seat(socket.id) ?? this.#rooms.waitingSeat(socket.id)
    const left = this.#rooms.leave(socket.id)
    if (!left.ok) return left
    this.#conclude(left.value)
    if (seat !== null) this.#log(seat.room, seat.peer, 'peer left')
    return succeed({})
  }

  #moderate(socket: ParleySocket, request: ModerateRequest): Refusable<Record<string, never>> {
    const seat = this.#rooms.seat(socket.id)
    const moderated = this.#rooms.moderate(socket.id, request, this.#dependencies.clock.now())
    if (!moderated.ok) return moderated
    this.#conclude(moderated.value)
    if (seat !== null) this.#log(seat.room, seat.peer, `peer moderates: ${request.type}`)
    return succeed({})
  }

  #signal(socket: ParleySocket, request: v.InferOutput<typeof signalRequestSchema>): Refusable<SignalReply> {
    const { to, ...signal } = request
    const route = this.#rooms.route(socket.id, to)
    if (!route.ok) return route
    const { from, connection } = route.value
    const receiver = connection === null ? undefined : this.#io.sockets.sockets.get(connection)
    receiver?.emit('peer:signal', { from, ...signal })
    return succeed({ delivered: receiver !== undefined })
  }

  #lose(connection: string): void {
    const seat = this.#rooms.seat(connection)
    if (seat === null || !this.#rooms.lose(connection) || this.#closing) return
    this.#log(seat.room, seat.peer, 'peer lost, grace time begins')
    const cancel = this.#dependencies.clock.after(GRACE_TIME, () => {
      this.#cancelGrace.delete(connection)
      this.#conclude(this.#rooms.expire(connection))
      this.#log(seat.room, seat.peer, 'grace time over')
    })
    this.#cancelGrace.set(connection, cancel)
  }

  /** Ends what is left of a connection whose peer is on another one now. */
  #retire(connection: string): void {
    this.#endGrace(connection)
    const socket = this.#io.sockets.sockets.get(connection)
    // Two pages with one token, such as a tab that was duplicated, would otherwise put each other out for ever.
    socket?.emit('room:closed', { reason: 'elsewhere' })
    socket?.disconnect(true)
  }

  #endGrace(connection: string): void {
    this.#cancelGrace.get(connection)?.()
    this.#cancelGrace.delete(connection)
  }

  /** Tells everybody of a transition. Who lost their seat by it keeps the socket, and may join again. */
  #conclude({ notifications, freed }: Outcome): void {
    for (const connection of freed) this.#endGrace(connection)
    this.#notify(notifications)
  }

  #notify(notifications: readonly Notification[]): void {
    for (const { to, event, payload } of notifications) {
      if (event === 'room:admitted') this.#admit(to, payload)
      else this.#tell(to, event, payload)
      if (event === 'peer:changed') this.#renew(to, payload)
    }
  }

  /** Every socket has a room of socket.io's to itself, named like it; to several at once, a message is encoded once. */
  #tell(
    to: readonly string[],
    event: Exclude<Notification['event'], 'room:admitted'>,
    payload: unknown
  ): void {
    // To no room in particular, socket.io would tell everybody.
    if (to.length === 0) return
    // The types of event and payload belong together, which TypeScript doesn't follow through the union.
    this.#io.to([...to]).emit(event as 'room:state', payload as never)
  }

  #admit(to: readonly string[], arrival: Arrival): void {
    for (const connection of to) {
      const room = this.#rooms.seat(connection)?.room
      if (room === undefined) continue
      this.#io.sockets.sockets.get(connection)?.emit('room:admitted', this.#welcome(room, arrival))
    }
  }

  /** Gives somebody who was changed another token: the role is part of it. */
  #renew(to: readonly string[], entry: RosterEntry): void {
    for (const connection of to) {
      const seat = this.#rooms.seat(connection)
      if (seat?.peer !== entry.id) continue
      const resume = this.#issue(seat.room, entry)
      this.#io.sockets.sockets.get(connection)?.emit('room:resume', { resume })
    }
  }

  #sits(connection: string): boolean {
    return this.#rooms.seat(connection) !== null || this.#rooms.waitingSeat(connection) !== null
  }

  #address(socket: ParleySocket): string {
    const forwarded = socket.handshake.headers['x-forwarded-for']
    const chain = Array.isArray(forwarded) ? forwarded.join(',') : forwarded
    return originAddress(socket.handshake.address, chain, this.#dependencies.trustedProxies)
  }

  #log(room: string, peer: string | undefined, step: string): void {
    const { labels, logger } = this.#dependencies
    // To name the room costs more than to throw the line away.
    if (!logger.isLevelEnabled('info')) return
    logger.info({ room: labels.room(room), peer: peer && labels.peer(peer) }, step)
  }
}
