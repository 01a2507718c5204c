import { createNanoEvents } from 'nanoevents'
import * as v from 'valibot'
import { fail, type Result } from '../../../protocol/result.ts'
import {
  knockEndedSchema,
  knockSchema,
  muteRequestSchema,
  roomClosedSchema,
  roomRefusedSchema,
  roomStateSchema,
  stopShareRequestSchema,
  type ModerateRequest
} from '../../../protocol/moderation.ts'
import {
  iceServersReplySchema,
  joinReplySchema,
  peerLeftSchema,
  PROTOCOL_VERSION,
  resumeEventSchema,
  rosterEntrySchema,
  signalEventSchema,
  signalReplySchema,
  type IceServersReply,
  type JoinReply,
  type ServerToClientEvents,
  type Signal
} from '../../../protocol/signaling.ts'
import type { CallFailureReason } from '../call-error.ts'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import type { EntryRequest, SignalingEvents, SignalingPort } from './signaling-port.ts'
import {
  createSignalingSocket,
  requestOf,
  type DisconnectReason,
  type SignalingSocket
} from './signaling-socket.ts'

export interface SocketSignalingDependencies {
  /** Origin of the signaling server. */
  server: string
  clock: Clock
  logger: Logger
}

/** How long to wait before asking a server again that is there but doesn't take us back now, in milliseconds. */
const RETRY_DELAY = 2_000

/** Refusals that waiting doesn't mend. */
const FINAL_REFUSALS: ReadonlySet<CallFailureReason> = new Set([
  'protocol-version',
  'malformed',
  'server-incompatible',
  'removed',
  'room-locked',
  'password-required',
  'password-wrong'
])

/**
 * Signaling over socket.io. It keeps the resume token, and with it returns to the room as the same peer
 * whenever the socket was lost.
 */
class SocketSignaling implements SignalingPort {
  readonly #socket: SignalingSocket
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #events = createNanoEvents<SignalingEvents>()
  /** What to ask for again after an interruption: in the room with a token, at its door without; else null. */
  #stay: (EntryRequest & { self?: string }) | null = null
  #cancelRetry: () => void = () => {}
  /** Whether somebody wants in who hasn't left since. */
  #wanted = false
  /** Settles once the socket that is being opened is open, or isn't. */
  #connecting: Promise<boolean> | null = null
  /** Settles a connect that is under way when it is no longer wanted. */
  #abandonConnect: () => void = () => {}

  constructor({ server, clock, logger }: SocketSignalingDependencies) {
    this.#clock = clock
    this.#logger = logger
    this.#socket = createSignalingSocket(server)
    this.#socket.on('disconnect', this.#onDisconnect)
    this.#forward('peer:joined', rosterEntrySchema, (peer) => this.#events.emit('peer-joined', peer))
    this.#forward('peer:left', peerLeftSchema, (event) => this.#events.emit('peer-left', event))
    this.#forward('peer:signal', signalEventSchema, (event) => this.#events.emit('signal', event))
    this.#forward('peer:changed', rosterEntrySchema, (peer) => {
      // A name that was given in the meeting is kept by the next return.
      if (this.#stay?.self === peer.id) this.#stay = { ...this.#stay, name: peer.name }
      this.#events.emit('peer-changed', peer)
    })
    this.#forward('room:resume', resumeEventSchema, ({ resume }) => {
      if (this.#stay?.resume === undefined) return
      this.#stay = { ...this.#stay, resume }
      this.#events.emit('token', resume)
    })
    this.#forward('room:state', roomStateSchema, (state) => this.#events.emit('room-state', state))
    this.#forward('room:knock', knockSchema, (knock) => this.#events.emit('knock', knock))
    this.#forward('room:knock-ended', knockEndedSchema, (event) => this.#events.emit('knock-ended', event))
    this.#forward('room:mute-request', muteRequestSchema, () => this.#events.emit('mute-requested'))
    this.#forward('room:stop-share-request', stopShareRequestSchema, () =>
      this.#events.emit('share-stop-requested')
    )
    this.#forward('room:admitted', joinReplySchema, (reply) => this.#onAccepted(reply))
    this.#forward('room:refused', roomRefusedSchema, (event) => {
      this.leave()
      this.#events.emit('turned-away', event)
    })
    this.#forward('room:closed', roomClosedSchema, (event) => {
      this.leave()
      this.#events.emit('closed', event)
    })
  }

  on<Event extends keyof SignalingEvents>(event: Event, listener: SignalingEvents[Event]): () => void {
    return this.#events.on(event, listener)
  }

  prepare(): void {
    void this.#connect().then((connected) => {
      if (!connected) this.#giveUp()
    })
  }

  async join(request: EntryRequest): Promise<Result<JoinReply, CallFailureReason>> {
    this.#wanted = true
    // A socket that was opened a while ago may have been lost without anybody having noticed.
    const prepared = this.#socket.active
    let result = await this.#connectAndJoin(request)
    if (result === 'lost' && prepared && this.#wanted) result = await this.#connectAndJoin(request)
    if (result === 'lost') {
      this.#giveUp()
      return fail('server-unreachable', 'The signaling server does not answer')
    }
    if (result.ok || result.error.reason === 'waiting') {
      // Who has to wait at the door isn't known there any more.
      this.#stay = result.ok ? memberOf(request, result.value) : { ...request, resume: undefined }
      this.#socket.on('connect', this.#onReconnect)
      if (result.ok) this.#events.emit('token', result.value.self.resume)
    } else {
      this.#giveUp()
    }
    return result
  }

  async moderate(request: ModerateRequest): Promise<Result<Record<string, never>, CallFailureReason>> {
    if (!this.#socket.connected) return fail('server-unreachable', 'The signaling server is away')
    return this.#request(v.object({}), (socket) => socket.emitWithAck('room:moderate', request))
  }

  async iceServers(): Promise<Result<IceServersReply, CallFailureReason>> {
    if (!this.#socket.connected) return fail('server-unreachable', 'The signaling server is away')
    return this.#request(iceServersReplySchema, (socket) => socket.emitWithAck('ice:servers', {}))
  }

  async send(to: string, signal: Signal): Promise<boolean> {
    // Nothing is queued for a lost socket: after its return the peers make up for what was missed.
    if (!this.#socket.connected) return false
    const result = await this.#request(signalReplySchema, (socket) =>
      socket.emitWithAck('peer:signal', { to, ...signal })
    )
    if (!result.ok) this.#logger.warn(`A signal was refused: ${result.error.reason}`, result.error.message)
    return result.ok && result.value.delivered
  }

  reconnect(): void {
    // Only the transport is closed, and socket.io returns by itself: closing the socket would mean leaving.
    if (this.#stay !== null && this.#socket.connected) this.#socket.io.engine.close()
  }

  leave(): void {
    this.#cancelRetry()
    this.#socket.off('connect', this.#onReconnect)
    this.#wanted = false
    this.#stay = null
    this.#abandonConnect()
    // Closing the socket on purpose says to the server that we leave, also when the page goes away just now.
    this.#socket.disconnect()
  }

  close(): void {
    this.leave()
    this.#socket.removeAllListeners()
    this.#events.events = {}
  }

  /** @returns `lost` when the socket, once open, is so no more */
  async #connectAndJoin(request: EntryRequest): Promise<Result<JoinReply, CallFailureReason> | 'lost'> {
    if (!(await this.#connect())) return fail('server-unreachable', 'The signaling server does not answer')
    const result = await this.#requestJoin(request)
    const lost = !result.ok && result.error.reason === 'server-unreachable' && !this.#socket.connected
    return lost ? 'lost' : result
  }

  /** Opens the socket. The first failure is the answer: somebody waits for it. */
  #connect(): Promise<boolean> {
    if (this.#socket.connected) return Promise.resolve(true)
    return (this.#connecting ??= this.#open())
  }

  #open(): Promise<boolean> {
    return new Promise((resolve) => {
      const settle = (connected: boolean) => {
        this.#connecting = null
        this.#socket.off('connect', onConnect)
        this.#socket.off('connect_error', onError)
        resolve(connected)
      }
      const onConnect = () => settle(true)
      const onError = (error: Error) => {
        this.#logger.warn('The signaling server is out of reach', error.message)
        settle(false)
      }
      this.#socket.on('connect', onConnect)
      this.#socket.on('connect_error', onError)
      this.#abandonConnect = () => settle(false)
      this.#socket.connect()
    })
  }

  /** Closes the socket of an attempt that came to nothing. Whoever left it may have begun another, which goes on. */
  #giveUp(): void {
    if (this.#connecting === null) this.#socket.disconnect()
  }

  async #requestJoin({
    room,
    name,
    password,
    color,
    resume
  }: EntryRequest): Promise<Result<JoinReply, CallFailureReason>> {
    return this.#request(joinReplySchema, (socket) =>
      socket.emitWithAck('room:join', { room, name, password, color, resume, protocol: PROTOCOL_VERSION })
    )
  }

  /** Sends a request and checks its acknowledgement. Never rejects. */
  #request<Schema extends v.GenericSchema>(
    schema: Schema,
    emit: (socket: ReturnType<SignalingSocket['timeout']>) => Promise<unknown>
  ): Promise<Result<v.InferOutput<Schema>, CallFailureReason>> {
    return requestOf(this.#socket, schema, emit)
  }

  #forward<Event extends keyof ServerToClientEvents, Schema extends v.GenericSchema>(
    event: Event,
    schema: Schema,
    emit: (value: v.InferOutput<Schema>) => void
  ): void {
    const listener = (payload: unknown) => {
      const parsed = v.safeParse(schema, payload)
      if (parsed.success) emit(parsed.output)
      else this.#logger.warn(`The server sent a ${event} that does not fit the protocol`)
    }
    this.#socket.on(event, listener as never)
  }

  readonly #onDisconnect = (reason: DisconnectReason): void => {
    if (this.#stay === null) {
      // Whoever joins later opens it anew; for somebody who waits for it, socket.io tries again.
      if (this.#connecting === null) this.#socket.disconnect()
      return
    }
    this.#logger.warn(`The signaling connection was lost: ${reason}`)
    if (this.#stay.resume !== undefined) this.#events.emit('interrupted')
    // socket.io returns by itself, but not after the server closed the socket.
    if (reason === 'io server disconnect') this.#later(() => this.#socket.connect())
  }

  readonly #onReconnect = async (): Promise<void> => {
    const stay = this.#stay
    if (stay === null) return
    const result = await this.#requestJoin(stay)
    if (this.#stay !== stay) return
    if (result.ok) {
      this.#onAccepted(result.value)
    } else if (result.error.reason === 'waiting') {
      this.#logger.info('Waiting at the door of the room')
    } else if (FINAL_REFUSALS.has(result.error.reason)) {
      this.leave()
      this.#events.emit('refused', result.error.reason)
    } else {
      this.#logger.warn(`The server does not take us back yet: ${result.error.reason}`)
      this.#later(() => this.reconnect())
    }
  }

  /** In, from the door or after an interruption. */
  #onAccepted(reply: JoinReply): void {
    const stay = this.#stay
    if (stay === null) return
    // What was to bring us back would now put us out.
    this.#cancelRetry()
    this.#stay = memberOf(stay, reply)
    this.#events.emit('token', reply.self.resume)
    if (stay.resume === undefined) {
      this.#events.emit('admitted', reply)
    } else {
      this.#logger.info('The signaling connection is back')
      this.#events.emit('resumed', reply)
    }
  }

  #later(retry: () => void): void {
    this.#cancelRetry()
    this.#cancelRetry = this.#clock.after(RETRY_DELAY, retry)
  }
}

export function createSocketSignaling(dependencies: SocketSignalingDependencies): SignalingPort {
  return new SocketSignaling(dependencies)
}

function memberOf(request: EntryRequest, { self }: JoinReply) {
  return { ...request, self: self.id, resume: self.resume }
}
