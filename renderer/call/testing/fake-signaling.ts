import { createNanoEvents } from 'nanoevents'
import type { ModerateRequest, RoomState } from '../../../protocol/moderation.ts'
import { fail, succeed, type Result } from '../../../protocol/result.ts'
import type { IceServersReply, JoinReply, RosterEntry, Signal } from '../../../protocol/signaling.ts'
import type { CallFailureReason } from '../call-error.ts'
import { mayActOn, mayModerate } from '../roles.ts'
import type { EntryRequest, SignalingEvents, SignalingPort } from '../signaling/signaling-port.ts'

/** A signaling server in memory, with one room. */
export class FakeSignalingServer {
  /** What the next `join` is refused with; none by default. */
  refusal: CallFailureReason | null = null
  /** Those in the room, by peer id. */
  readonly clients = new Map<string, FakeSignaling>()
  /** Those at the door, by peer id. */
  readonly knockers = new Map<string, FakeSignaling>()
  /** Names of those who were removed without a way back. */
  readonly banned = new Set<string>()
  password: string | null = null
  locked = false
  waitingRoom = false
  /** What it hands out. */
  ice: IceServersReply = { iceServers: [], iceLifetime: null }
  #time = 0
  #ids = 0

  get state(): RoomState {
    return { locked: this.locked, password: this.password !== null, waitingRoom: this.waitingRoom }
  }

  createClient(): FakeSignaling {
    return new FakeSignaling(this)
  }

  roster(but: string): RosterEntry[] {
    return [...this.clients.values()].flatMap((client) =>
      client.entry === null || client.entry.id === but ? [] : [client.entry]
    )
  }

  /** Why somebody may not come in, if so. */
  door({ name, password }: EntryRequest): CallFailureReason | null {
    const { refusal } = this
    this.refusal = null
    if (refusal !== null) return refusal
    if (this.banned.has(name)) return 'removed'
    if (this.clients.size === 0) return null
    if (this.locked) return 'room-locked'
    if (this.password !== null && password !== this.password) {
      return password === undefined ? 'password-required' : 'password-wrong'
    }
    return this.waitingRoom ? 'waiting' : null
  }

  /** The entry of somebody who returns with a token: as they were, or as a participant once they were gone. */
  known({ resume, ...request }: EntryRequest): RosterEntry | null {
    const id = /^token of (.+)$/.exec(resume ?? '')?.[1]
    if (id === undefined) return null
    return this.clients.get(id)?.entry ?? { ...this.createEntry(request), id }
  }

  /** A newcomer's entry; the first in is host. */
  createEntry({ name, color }: EntryRequest): RosterEntry {
    // A peer id in the form that the protocol wants.
    const id = `peer-${++this.#ids}`.padEnd(22, '-')
    const role = this.clients.size === 0 ? 'host' : 'participant'
    return { id, name, joinedAt: this.nextTime(), role, color: color ?? (this.#ids * 77) % 360 }
  }

  nextTime(): number {
    return ++this.#time
  }

  /** Tells everybody in the room who is connected, or those of them who moderate. */
  tell<Event extends keyof SignalingEvents>(
    event: Event,
    payload: Parameters<SignalingEvents[Event]>,
    to: (client: FakeSignaling) => boolean = () => true
  ): void {
    for (const client of [...this.clients.values()]) {
      if (client.connected && to(client)) client.receive(event, ...payload)
    }
  }

  tellHosts<Event extends keyof SignalingEvents>(
    event: Event,
    ...payload: Parameters<SignalingEvents[Event]>
  ): void {
    this.tell(event, payload, ({ entry }) => entry !== null && mayModerate(entry.role))
  }

  change(id: string, change: Partial<RosterEntry>): void {
    const client = this.clients.get(id)
    if (client?.entry === undefined || client.entry === null) return
    client.entry = { ...client.entry, ...change }
    this.tell('peer-changed', [client.entry])
  }

  /** Hands the host's role on, if nobody has it. */
  appointHost(): void {
    const entries = this.roster('')
    if (entries.some(({ role }) => role === 'host')) return
    const next = entries.find(({ role }) => role === 'co-host') ?? entries[0]
    if (next !== undefined) this.change(next.id, { role: 'host' })
  }
}

/** One participant's way to a `FakeSignalingServer`. Signals arrive later, in order. */
export class FakeSignaling implements SignalingPort {
  readonly #server: FakeSignalingServer
  readonly #events = createNanoEvents<SignalingEvents>()
  entry: RosterEntry | null = null
  connected = false
  /** While set, signals from here are lost. */
  losing = false

  constructor(server: FakeSignalingServer) {
    this.#server = server
  }

  on<Event extends keyof SignalingEvents>(event: Event, listener: SignalingEvents[Event]): () => void {
    return this.#events.on(event, listener)
  }

  receive<Event extends keyof SignalingEvents>(
    event: Event,
    ...payload: Parameters<SignalingEvents[Event]>
  ): void {
    this.#events.emit(event, ...payload)
  }

  prepare(): void {}

  async join(request: EntryRequest): Promise<Result<JoinReply, CallFailureReason>> {
    await Promise.resolve()
    const known = this.#server.known(request)
    const refusal = known === null ? this.#server.door(request) : null
    if (refusal !== null && refusal !== 'waiting') return fail(refusal, 'Refused by the test')
    this.entry = known ?? this.#server.createEntry(request)
    if (refusal === null) return succeed(this.#enter(this.entry))
    const { id, name } = this.entry
    this.#server.knockers.set(id, this)
    this.#server.tellHosts('knock', { id, name })
    return fail(refusal, 'A host has to let them in')
  }

  async moderate(request: ModerateRequest): Promise<Result<Record<string, never>, CallFailureReason>> {
    await Promise.resolve()
    if (this.entry === null || !this.connected) return fail('not-joined', 'Not in the room')
    const { role, id: own } = this.entry
    const target = 'id' in request ? request.id : null
    const isKnock = request.type === 'admit' || request.type === 'refuse'
    const other =
      target === null ? undefined : (isKnock ? this.#server.knockers : this.#server.clients).get(target)
    if (target !== null && !other?.entry) return fail('no-such-peer', 'They are gone')
    const renamesSelf = request.type === 'rename' && target === own
    const needsHost = request.type === 'role' || request.type === 'end'
    const outranks = isKnock || !other?.entry || mayActOn(role, other.entry.role)
    if (!renamesSelf && !(needsHost ? role === 'host' : mayModerate(role) && outranks)) {
      return fail('not-permitted', 'Only a host may do that')
    }
    this.#apply(request, own)
    return succeed({})
  }

  async iceServers(): Promise<Result<IceServersReply, CallFailureReason>> {
    await Promise.resolve()
    return this.connected ? succeed(this.#server.ice) : fail('server-unreachable', 'The server is away')
  }

  async send(to: string, signal: Signal): Promise<boolean> {
    await Promise.resolve()
    const receiver = this.#server.clients.get(to)
    if (this.losing || !this.connected || receiver?.connected !== true || this.entry === null) return false
    receiver.receive('signal', { from: this.entry.id, ...signal })
    return true
  }

  reconnect(): void {
    if (!this.connected) return
    this.interrupt()
    this.resume()
  }

  leave(): void {
    this.#go('left')
  }

  close(): void {
    this.leave()
    this.#events.events = {}
  }

  /** Loses the socket; the server's grace time runs. */
  interrupt(): void {
    this.connected = false
    this.#events.emit('interrupted')
  }

  /** Is away for longer than the grace time: the others hear that they are lost. */
  expire(): void {
    const { id } = this.#joined
    this.connected = false
    this.#server.clients.delete(id)
    this.#server.tell('peer-left', [{ id, reason: 'lost' }], (client) => client !== this)
    this.#events.emit('interrupted')
  }

  /**
   * Returns, as the same peer or as a new one.
   *
   * @param forgotten whether the server had forgotten them, so that they count as coming now
   */
  resume({ as = this.#joined.id, forgotten = false } = {}): void {
    const entry = this.#joined
    this.#server.clients.delete(entry.id)
    this.entry = { ...entry, id: as, joinedAt: forgotten ? this.#server.nextTime() : entry.joinedAt }
    this.#events.emit('resumed', this.#enter(this.entry))
  }

  /** Is refused on return. */
  refuse(reason: CallFailureReason): void {
    this.#events.emit('refused', reason)
  }

  get #joined(): RosterEntry {
    if (this.entry === null) throw new Error('Only somebody who has joined can be lost or return')
    return this.entry
  }

  /** The answer to somebody who knocks. */
  answerKnock(admitted: boolean): void {
    const { entry } = this
    if (entry === null) return
    this.#server.knockers.delete(entry.id)
    this.#server.tellHosts('knock-ended', { id: entry.id })
    if (admitted) {
      this.#events.emit('admitted', this.#enter(entry))
    } else {
      this.entry = null
      this.#events.emit('turned-away', { reason: 'refused' })
    }
  }

  /** Is put out of the room, or from its door. */
  putOut(reason: 'removed' | 'ended'): void {
    const atDoor = this.entry !== null && this.#server.knockers.has(this.entry.id)
    this.#go('removed')
    if (!atDoor) this.#events.emit('closed', { reason })
    else if (reason === 'ended') this.#events.emit('turned-away', { reason })
  }

  #enter(entry: RosterEntry): JoinReply {
    const server = this.#server
    this.connected = true
    server.tell('peer-joined', [entry], (client) => client !== this)
    server.clients.set(entry.id, this)
    const { id, joinedAt, role, color } = entry
    const resume = `token of ${id}`
    this.#events.emit('token', resume)
    const waiting = mayModerate(role)
      ? [...server.knockers.values()].flatMap((each) =>
          each.entry === null ? [] : [{ id: each.entry.id, name: each.entry.name }]
        )
      : []
    return {
      self: { id, joinedAt, role, color, resume },
      peers: server.roster(id),
      state: server.state,
      waiting,
      ...server.ice,
      limits: { room: 25 }
    }
  }

  #go(reason: 'left' | 'removed'): void {
    const { entry } = this
    if (entry === null) return
    const server = this.#server
    this.entry = null
    if (server.knockers.delete(entry.id)) server.tellHosts('knock-ended', { id: entry.id })
    if (!server.clients.delete(entry.id) || !this.connected) return
    this.connected = false
    server.tell('peer-left', [{ id: entry.id, reason }])
    server.appointHost()
  }

  #apply(request: ModerateRequest, own: string): void {
    const server = this.#server
    switch (request.type) {
      case 'lock':
        server.locked = request.locked
        return server.tell('room-state', [server.state])
      case 'password':
        server.password = request.password
        return server.tell('room-state', [server.state])
      case 'waiting-room':
        server.waitingRoom = request.on
        return server.tell('room-state', [server.state])
      case 'admit':
        return server.knockers.get(request.id)?.answerKnock(true)
      case 'refuse':
        return server.knockers.get(request.id)?.answerKnock(false)
      case 'mute':
        return server.clients.get(request.id)?.receive('mute-requested')
      case 'stop-share':
        return server.clients.get(request.id)?.receive('share-stop-requested')
      case 'mute-all':
        return server.tell('mute-requested', [], ({ entry }) => entry?.role === 'participant')
      case 'rename':
        return server.change(request.id, { name: request.name })
      case 'remove': {
        const removed = server.clients.get(request.id)
        if (request.ban && removed?.entry) server.banned.add(removed.entry.name)
        return removed?.putOut('removed')
      }
      case 'role':
        if (request.role === 'host') server.change(own, { role: 'co-host' })
        return server.change(request.id, { role: request.role })
      case 'end':
        for (const client of [...server.knockers.values(), ...server.clients.values()]) client.putOut('ended')
    }
  }
}
