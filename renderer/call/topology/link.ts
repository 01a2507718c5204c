import { createNanoEvents } from 'nanoevents'
import type { ChannelMessage, PointerMessage } from '../../../protocol/channel.ts'
import type { IceServer, Signal } from '../../../protocol/signaling.ts'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import type { Peer, PeerReport, SlotTracks } from '../peer/peer.ts'
import { nextPeerState, type PeerState } from '../peer/peer-state.ts'
import {
  attemptsThatCount,
  isHopeless,
  recoveryStep,
  type RecoveryStep,
  type Trouble
} from '../peer/recovery-policy.ts'
import type { SendLimits } from '../peer/sender-limits.ts'
import { judgeSignal } from '../peer/signal-verdict.ts'
import type { MediaSlot } from '../peer/transceivers.ts'

export interface LinkDependencies {
  /** Makes a connection to them. The link owns it. */
  createPeer: (offers: boolean) => Peer
  /** Whether this side makes the first offer. */
  offers: boolean
  /** See `PerfectNegotiation`. */
  polite: boolean
  /** Whether signals can be sent now: without the server no attempt has a chance. */
  canSignal: () => boolean
  clock: Clock
  logger: Logger
}

interface LinkEvents {
  /** The state or the remote tracks changed. */
  change: () => void
  /** Messages can be sent from now on. */
  open: () => void
  message: (message: ChannelMessage) => void
  pointer: (message: PointerMessage) => void
  /** The other side opened a channel. It ends with the connection that it is on. */
  channel: (channel: RTCDataChannel) => void
}

/**
 * The way to one other participant, which outlives the connections that it goes over: it restarts ICE and, when that
 * doesn't help, has another connection made, by the rules of `recovery-policy.ts`. Its states are drawn in
 * `peer-state.ts`.
 *
 * `close()` cascades to the connection, and cancels what was planned.
 */
export class Link {
  readonly #dependencies: LinkDependencies
  readonly #events = createNanoEvents<LinkEvents>()
  #peer: Peer
  #state: PeerState = 'connecting'
  /** How often something was tried since the connection last worked; fewer count once the server is back. */
  #attempts = 0
  /** Cancels the next attempt; null when none is planned. */
  #cancel: (() => void) | null = null
  /** Whether the network changed and nothing was done about it yet. */
  #stale = false

  constructor(dependencies: LinkDependencies) {
    this.#dependencies = dependencies
    this.#peer = this.#connect(dependencies.offers)
    this.#plan('slow')
  }

  get state(): PeerState {
    return this.#state
  }

  get remoteTracks(): SlotTracks {
    return this.#peer.remoteTracks
  }

  on<Event extends keyof LinkEvents>(event: Event, listener: LinkEvents[Event]): () => void {
    return this.#events.on(event, listener)
  }

  /** See `Peer`. */
  audioLevel(): number {
    return this.#peer.audioLevel()
  }

  /** See `Peer`. */
  getStats(): Promise<PeerReport> {
    return this.#peer.getStats()
  }

  /** See `Peer`. */
  setTrack(slot: MediaSlot, track: MediaStreamTrack | null): void {
    this.#peer.setTrack(slot, track)
  }

  /** See `Peer`. */
  setLimits(limits: SendLimits): void {
    this.#peer.setLimits(limits)
  }

  /** See `Peer`. */
  setIceServers(iceServers: readonly IceServer[]): void {
    this.#peer.setIceServers(iceServers)
  }

  /** @returns false when the message can't be sent now */
  send(message: ChannelMessage): boolean {
    return this.#peer.send(message)
  }

  /** See `Peer`. */
  openChannel(label: string): RTCDataChannel | null {
    return this.#peer.openChannel(label)
  }

  /** See `Peer`. */
  point(message: PointerMessage): void {
    this.#peer.point(message)
  }

  /** Applies a signal from the other side, to another connection if it is about one. */
  receive(signal: Signal): void {
    switch (judgeSignal(signal, this.#peer.ends)) {
      case 'apply':
        void this.#peer.receive(signal)
        break
      case 'answer-anew':
        this.#rebuild(false)
        void this.#peer.receive(signal)
        break
      case 'offer-anew':
        this.#rebuild(true)
        break
      case 'drop':
        this.#dependencies.logger.debug('A signal came that is of no use to the connection')
        break
    }
  }

  /** Makes up for signals that were lost on the way, once there is a way again. */
  resynchronize(): void {
    const stale = this.#stale
    this.#stale = false
    if (this.#state !== 'connected') {
      this.#attempts = attemptsThatCount(this.#attempts)
      if (this.#cancel === null || this.#attempts === 0) return this.#act(this.#nextStep('failed').action)
      // A further attempt stays planned: a server that comes and goes must not put off for ever what helps in the end.
      this.#peer.restart()
      if (this.#state === 'lost') this.#setState('reconnecting')
    } else if (stale) {
      // It may work still, over the old way; should it not, ICE tells so in its time.
      this.#peer.restart()
    } else {
      this.#peer.resend()
    }
  }

  /** Notes that the way to the network is another one. What comes of it waits until the server can be reached. */
  networkChanged(): void {
    this.#stale = true
  }

  /** Idempotent. */
  close(): void {
    this.#cancel?.()
    this.#cancel = null
    this.#peer.close()
    this.#events.events = {}
  }

  #connect(offers: boolean): Peer {
    const peer = this.#dependencies.createPeer(offers)
    peer.on('change', () => this.#events.emit('change'))
    peer.on('connection', (state) => this.#onConnection(state))
    peer.on('open', () => this.#events.emit('open'))
    peer.on('message', (message) => this.#events.emit('message', message))
    peer.on('pointer', (message) => this.#events.emit('pointer', message))
    peer.on('channel', (channel) => this.#events.emit('channel', channel))
    return peer
  }

  /** Puts another connection in the place of the one that there is. */
  #rebuild(offers: boolean): void {
    this.#dependencies.logger.info('The connection to a peer is made anew')
    this.#peer.close()
    this.#peer = this.#connect(offers)
    // It has all its time, whatever was planned for the one before.
    this.#plan(this.#attempts === 0 ? 'slow' : 'failed')
    this.#setState(nextPeerState(this.#state, 'new'), { changed: true })
  }

  #onConnection(connection: RTCPeerConnectionState): void {
    if (connection === 'connected') {
      this.#attempts = 0
      this.#cancel?.()
      this.#cancel = null
    }
    // An attempt that is under way has its own time; only the first one is brought forward.
    else if (connection === 'disconnected' && this.#cancel === null) this.#plan('interrupted')
    else if (connection === 'failed' && (this.#attempts === 0 || this.#cancel === null)) this.#plan('failed')
    this.#setState(nextPeerState(this.#state, connection))
  }

  #plan(trouble: Trouble): void {
    this.#cancel?.()
    const { delay, action } = this.#nextStep(trouble)
    this.#cancel = null
    if (delay === 0) this.#act(action)
    else this.#cancel = this.#dependencies.clock.after(delay, () => this.#act(action))
  }

  #nextStep(trouble: Trouble): RecoveryStep {
    return recoveryStep(this.#attempts, trouble, this.#dependencies.polite)
  }

  #act(action: RecoveryStep['action']): void {
    this.#cancel?.()
    this.#cancel = null
    // Without the server nothing would come of it. `resynchronize` is called when it is back.
    if (!this.#dependencies.canSignal()) return this.#setState(nextPeerState(this.#state, 'connecting'))
    this.#attempts += 1
    if (action === 'rebuild') {
      this.#rebuild(true)
    } else {
      this.#plan('failed')
      this.#peer.restart()
    }
    if (isHopeless(this.#attempts)) this.#setState('lost')
    else if (this.#state !== 'connecting') this.#setState('reconnecting')
  }

  #setState(state: PeerState, { changed = false } = {}): void {
    if (state !== this.#state) this.#dependencies.logger.info(`The connection to a peer is ${state}`)
    else if (!changed) return
    this.#state = state
    this.#events.emit('change')
  }
}
