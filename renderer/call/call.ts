import { createNanoEvents } from 'nanoevents'
import type { ChannelMessage, Point, PointerMessage, Presence } from '../../protocol/channel.ts'
import type { Knock, ModerateRequest, RoomState } from '../../protocol/moderation.ts'
import type { Result } from '../../protocol/result.ts'
import type { JoinReply, RosterEntry } from '../../protocol/signaling.ts'
import { isTransferControl } from '../../protocol/transfer.ts'
import { Attendance } from './attendance.ts'
import type { CallDependencies } from './call-dependencies.ts'
import type { CallEvents } from './call-events.ts'
import { CallError, type CallFailureReason } from './call-error.ts'
import { selfOf, type CallEnding, type CallState, type Self } from './call-state.ts'
import { ChatRoom } from './chat/chat-room.ts'
import { FileExchange } from './files/file-exchange.ts'
import { FirstOffers } from './first-offers.ts'
import { IceServers } from './ice-servers.ts'
import { Moderation } from './moderation.ts'
import { OwnPart } from './own-part.ts'
import { OwnViewing } from './own-viewing.ts'
import type { Participant } from './participant.ts'
import { mayModerate } from './roles.ts'
import type { EntryRequest } from './signaling/signaling-port.ts'
import { QualityWatch } from './stats/quality-watch.ts'
import { watchSpeaking } from './stats/speaking-watch.ts'
import { Mesh } from './topology/mesh.ts'
import type { SendRoom } from './topology/send-policy.ts'
import type { PeerMessage, Topology } from './topology/topology.ts'

/**
 * A meeting from join to leave; its states are drawn in `call-state.ts`. It introduces the parts to each
 * other: signaling says who is there, the topology connects to them, the control channel carries presence
 * and chat.
 *
 * `close()` cascades to the signaling and to every connection; local media stay with their owner.
 */
export class Call {
  /** How well everybody can be reached, while the meeting lasts. */
  readonly quality: QualityWatch
  /** What is shown here of the others. */
  readonly viewing: OwnViewing
  /** What everybody writes. */
  readonly chat: ChatRoom
  /** What everybody sends. */
  readonly files: FileExchange
  readonly #dependencies: CallDependencies
  readonly #events = createNanoEvents<CallEvents>()
  readonly #attendance: Attendance
  readonly #moderation: Moderation
  readonly #own: OwnPart
  readonly #ice: IceServers
  /** What the meeting was joined with: who waits at the door is let in with it. */
  #request: EntryRequest = { room: '', name: '' }
  #state: CallState = { status: 'idle' }
  #topology: Topology | null = null
  /** Of the meeting that was entered last. */
  #firstOffers: FirstOffers | null = null
  /** What ends with the meeting: subscriptions and timers. */
  #endings: (() => void)[] = []

  constructor(dependencies: CallDependencies) {
    this.#dependencies = dependencies
    const { signaling, clock, logger } = dependencies
    this.quality = new QualityWatch(() => this.#topology, clock, logger)
    const shared = { ...dependencies, self: () => this.#self, others: () => this.participants }
    const send = (id: string, message: ChannelMessage) => this.#topology?.send(id, message) ?? false
    this.chat = new ChatRoom({ ...shared, send, isBack: () => this.#request.resume !== undefined })
    const figures = (id: string) => this.quality.figures(id)
    this.files = new FileExchange({ ...shared, send, figures, topology: () => this.#topology })
    this.#attendance = new Attendance({
      topology: () => this.#topology,
      onChange: () => this.#onAttendance(),
      onGone: (id) => this.#onGone(id)
    })
    this.#moderation = new Moderation(signaling)
    this.viewing = new OwnViewing(() => this.#topology, clock)
    this.#own = new OwnPart(
      dependencies.media,
      () => this.#topology,
      dependencies.budget,
      dependencies.codecs
    )
    this.quality.on('looked', () => {
      this.#own.fitRoom(this.quality.now, clock.now())
      this.#events.emit('send-room')
    })
    this.#ice = new IceServers({ ...dependencies, use: (servers) => this.#topology?.setIceServers(servers) })
    this.#moderation.on('change', () => this.#events.emit('room'))
    signaling.on('peer-joined', (entry) => this.#attendance.join(entry))
    signaling.on('peer-left', (event) => this.#attendance.leave(event))
    signaling.on('peer-changed', (entry) => this.#onPeerChanged(entry))
    signaling.on('signal', ({ from, ...signal }) => this.#topology?.receive(from, signal))
    signaling.on('interrupted', () => this.#setSignaling('reconnecting'))
    signaling.on('resumed', (reply) => this.#onResumed(reply))
    signaling.on('refused', (reason) => this.#fail(reason, 'The server did not take this participant back'))
    signaling.on('admitted', (reply) => this.#state.status === 'waiting' && this.#enter(reply))
    signaling.on('turned-away', ({ reason }) => this.#endFromOutside(reason))
    signaling.on('closed', ({ reason }) => this.#endFromOutside(reason))
    signaling.on('mute-requested', () => this.#onMuteRequested())
    signaling.on('token', (resume) => this.#events.emit('token', resume))
    signaling.on('share-stop-requested', () => dependencies.media.screen.end('stopped-by-host'))
  }

  get state(): CallState {
    return this.#state
  }

  /** Everybody else, in the order in which they joined. */
  get participants(): readonly Participant[] {
    return this.#attendance.participants
  }

  /** This participant; null outside a meeting. */
  get #self(): Self | null {
    return this.#state.status === 'joined' ? this.#state.self : null
  }

  /** How the room is closed to others. */
  get room(): RoomState {
    return this.#moderation.room
  }

  /** Who waits to be let in, longest first; known to hosts and co-hosts alone. */
  get knocks(): readonly Knock[] {
    return this.#moderation.knocks
  }

  /** What this machine and its line have room for, as far as is known. It is another one at most after each look, and on another network. */
  get sendRoom(): SendRoom {
    return this.#dependencies.budget.room
  }

  on<Event extends keyof CallEvents>(event: Event, listener: CallEvents[Event]): () => void {
    return this.#events.on(event, listener)
  }

  /** Does what can be done before somebody joins, who then needn't wait for it. */
  prepare(): void {
    this.#dependencies.signaling.prepare()
    this.#dependencies.prepareConnections()
  }

  /** Enters a room. Never rejects: a failure is a state, from which it may be tried again. */
  async join(request: EntryRequest): Promise<void> {
    if (this.#state.status !== 'idle' && this.#state.status !== 'failed') return
    const joining: CallState = { status: 'joining', room: request.room }
    this.#request = request
    this.#setState(joining)
    const result = await this.#dependencies.signaling.join(request)
    if (this.state !== joining) return
    if (result.ok) this.#enter(result.value)
    else if (result.error.reason === 'waiting') this.#setState({ status: 'waiting', room: request.room })
    else this.#fail(result.error.reason, result.error.message)
  }

  /**
   * Shows the others where this participant points.
   *
   * @param screen id of whoever shares the picture
   * @param at null to point no more
   */
  point(screen: string, at: Point | null): void {
    this.#topology?.point({ screen, at })
  }

  /** Asks for what a host decides. What comes of it is seen in the events, as by everybody else. */
  async moderate(request: ModerateRequest): Promise<Result<Record<string, never>, CallFailureReason>> {
    return this.#dependencies.signaling.moderate(request)
  }

  /** Asks the others for everything, or for no cameras. Holds until it is asked otherwise, or the call closes. */
  setReceives(receives: Presence['receives']): void {
    this.#own.setReceives(receives)
  }

  /** Raises this participant's hand, or lowers it. */
  setHand(up: boolean): void {
    this.#own.setHand(up ? this.#dependencies.clock.now() : null)
  }

  /**
   * This machine has come to another network, or is back from sleep. The connection to the server is made anew at
   * once, instead of being found dead in its time, and with it new ways to everybody.
   */
  networkChanged(): void {
    const { status } = this.#state
    if (status === 'idle' || status === 'failed') {
      // What was opened beforehand leads over a network that is gone.
      this.#dependencies.signaling.leave()
      this.#dependencies.signaling.prepare()
    }
    this.#events.emit('send-room')
    if (status !== 'waiting' && status !== 'joined') return
    this.#dependencies.logger.info('The network has changed')
    this.#topology?.networkChanged()
    this.#dependencies.signaling.reconnect()
  }

  /** Waits at the door no longer. It may be knocked at again. */
  stopWaiting(): void {
    if (this.#state.status !== 'waiting') return
    this.#dependencies.signaling.leave()
    this.#setState({ status: 'idle' })
  }

  leave(): void {
    if (this.#state.status === 'left' || this.#state.status === 'ended') return
    this.#topology?.broadcast({ type: 'leave' })
    this.#dependencies.signaling.leave()
    this.#end()
    this.#setState({ status: 'left' })
  }

  /** Idempotent. Leaves first, if still in. */
  close(): void {
    this.leave()
    this.#dependencies.signaling.close()
    this.#events.events = {}
  }

  /** Enters the room that let us in, at once or after a knock. */
  #enter(reply: JoinReply): void {
    try {
      this.#begin(reply)
    } catch (error) {
      // A browser refuses to make a connection from what the server says, its ICE servers for one.
      this.#dependencies.signaling.leave()
      this.#fail('server-incompatible', 'The connections could not be made', { cause: error })
    }
  }

  #begin(reply: JoinReply): void {
    const { media, clock, logger } = this.#dependencies
    const { room, name } = this.#request
    const self = selfOf(name, reply)
    this.#moderation.enter(reply)
    this.#setState({ status: 'joined', room, self, signaling: 'connected' })
    logger.info(`Joined a room with ${reply.peers.length} others`)
    this.#connect(self, reply)
    const ids = reply.peers.map(({ id }) => id)
    const offers = new FirstOffers(ids, clock, () => this.#events.emit('offered'))
    this.#firstOffers = offers
    this.#endings.push(() => offers.close())
    const speaking = watchSpeaking({
      media,
      clock,
      self: () => this.#self?.id ?? null,
      others: () => this.#audible(),
      levelOf: (id) => this.#topology?.peers.get(id)?.audioLevel() ?? 0,
      onChange: (ids) => this.#events.emit('speaking', ids)
    })
    const pressure = this.#dependencies.watchPressure((busy) => this.#dependencies.budget.setBusy(busy))
    this.#endings.push(this.#own.give(), this.#ice.keep(reply), this.quality.watch(), speaking, pressure)
  }

  /** Builds the connections to everybody in the roster, as whoever the server says that we are. */
  #connect(self: Self, { peers, iceServers }: JoinReply): void {
    const { signaling, createConnection, createId, clock, logger } = this.#dependencies
    const topology = new Mesh({
      self: () => this.#self ?? self,
      iceServers,
      localTracks: this.#own.tracks,
      situation: this.#own.situation,
      onCameraDemand: (demand) => this.#own.fitCamera(demand),
      createConnection,
      // What isn't delivered is made up for when its receiver is back: see `Link.resynchronize`.
      sendSignal: (to, signal) => {
        void signaling.send(to, signal)
        if ('description' in signal) this.#firstOffers?.sent(to)
      },
      canSignal: () => this.#state.status === 'joined' && this.#state.signaling === 'connected',
      createId,
      clock,
      logger
    })
    topology.on('change', (id) => this.#attendance.look(id))
    topology.on('open', (id) => this.#greet(id))
    topology.on('message', (id, message) => this.#onMessage(id, message))
    topology.on('pointer', (id, message) => this.#onPointer(id, message))
    topology.on('channel', (id, channel) => this.files.receiveChannel(id, channel))
    this.#topology = topology
    this.#attendance.begin(peers)
    this.viewing.repeat()
  }

  /** Somebody's role or name changed; it may be our own. */
  #onPeerChanged(entry: RosterEntry): void {
    if (this.#state.status !== 'joined') return
    const { self } = this.#state
    if (entry.id === self.id) {
      if (!mayModerate(entry.role)) this.#moderation.forgetKnocks()
      this.#setState({ ...this.#state, self: { ...self, name: entry.name, role: entry.role } })
    } else this.#attendance.change(entry)
  }

  #onMuteRequested(): void {
    const { media } = this.#dependencies
    const { status } = media.microphone
    if (this.#state.status !== 'joined' || (status !== 'on' && status !== 'starting')) return
    void media.setOn('microphone', false)
    this.#events.emit('muted')
  }

  #onAttendance(): void {
    this.#own.setAudience(this.participants)
    this.#events.emit('participants')
  }

  #onGone(id: string): void {
    this.viewing.forget(id)
    this.chat.left(id)
    this.files.left(id)
  }

  /** Back at the server: the roster may have changed, or we may have become somebody else. */
  #onResumed(reply: JoinReply): void {
    if (this.#state.status !== 'joined') return
    const previous = this.#state.self
    const self = selfOf(previous.name, reply)
    this.#moderation.enter(reply)
    this.#setState({ ...this.#state, self, signaling: 'connected' })
    if (self.id !== previous.id) {
      this.#dependencies.logger.warn('The server does not know this participant any more; connecting anew')
      this.#topology?.close()
      this.#attendance.clear()
      this.#connect(self, reply)
    } else this.#attendance.resume(reply.peers)
  }

  /** Tells somebody whose channel has just opened what they can't know yet. */
  #greet(id: string): void {
    this.#topology?.send(id, { type: 'presence', presence: this.#own.presence })
    this.chat.open(id)
    this.files.open(id)
  }

  #onMessage(id: string, message: PeerMessage): void {
    const sender = this.#attendance.get(id)
    if (sender === undefined || this.#state.status !== 'joined') return
    if (message.type === 'presence') {
      this.#topology?.setAudioOnly(id, message.presence.receives === 'audio')
      this.#attendance.setPresence(id, message.presence)
    } else if (message.type === 'leave') this.#attendance.remove(id)
    else if (isTransferControl(message)) this.files.receive(sender, message)
    else this.chat.receive(sender, message)
  }

  #onPointer(id: string, message: PointerMessage): void {
    if (this.#attendance.get(id) !== undefined) this.#events.emit('pointer', id, message)
  }

  /** Ids of those who could be heard; a muted microphone never speaks. */
  #audible(): string[] {
    const ids = [...(this.#topology?.peers.keys() ?? [])]
    return ids.filter((id) => this.#attendance.get(id)?.presence?.microphone === true)
  }

  #setSignaling(signaling: 'connected' | 'reconnecting'): void {
    if (this.#state.status === 'joined') this.#setState({ ...this.#state, signaling })
  }

  #fail(reason: CallFailureReason, message: string, options?: ErrorOptions): void {
    const { status } = this.#state
    if (status !== 'joining' && status !== 'waiting' && status !== 'joined') return
    const { room } = this.#state
    this.#end()
    this.#setState({ status: 'failed', room, error: new CallError(reason, message, options) })
  }

  #endFromOutside(ending: CallEnding): void {
    if (this.#state.status !== 'waiting' && this.#state.status !== 'joined') return
    const { room } = this.#state
    this.#end()
    this.#setState({ status: 'ended', room, ending })
  }

  /** Ends everything that a meeting began. */
  #end(): void {
    for (const end of this.#endings.splice(0)) end()
    this.#topology?.close()
    this.#topology = null
    this.viewing.close()
    this.chat.close()
    this.files.close()
    this.#moderation.clear()
    this.#attendance.end()
  }

  #setState(state: CallState): void {
    this.#state = state
    this.#events.emit('state')
  }
}
