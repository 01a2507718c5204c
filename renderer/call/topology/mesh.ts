import { createNanoEvents } from 'nanoevents'
import type { ChannelMessage, PointerMessage } from '../../../protocol/channel.ts'
import type { IceServer, RosterEntry, Signal } from '../../../protocol/signaling.ts'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import { Peer, type SlotTracks } from '../peer/peer.ts'
import type { MediaSlot } from '../peer/transceivers.ts'
import { judgeSignal } from '../peer/signal-verdict.ts'
import type { SendLimits } from '../peer/sender-limits.ts'
import type { Topology, TopologyEvents } from './topology.ts'

export interface MeshDependencies {
  /**
   * This participant as the server knows them now. Its clock says who of two came later, and so makes the first
   * offer; a return to a server that had forgotten us counts as coming.
   */
  self: () => { id: string; joinedAt: number }
  iceServers: readonly IceServer[]
  localTracks: SlotTracks
  limits: SendLimits
  createConnection: (configuration: RTCConfiguration) => RTCPeerConnection
  sendSignal: (to: string, signal: Signal) => void
  createId: () => string
  clock: Clock
  logger: Logger
}

/** Everybody is connected to everybody else directly. Owns the peers. */
export class Mesh implements Topology {
  readonly #dependencies: MeshDependencies
  readonly #peers = new Map<string, Peer>()
  readonly #events = createNanoEvents<TopologyEvents>()
  readonly #localTracks: Record<MediaSlot, MediaStreamTrack | null>
  #limits: SendLimits

  constructor(dependencies: MeshDependencies) {
    this.#dependencies = dependencies
    this.#localTracks = { ...dependencies.localTracks }
    this.#limits = dependencies.limits
  }

  get peers(): ReadonlyMap<string, Peer> {
    return this.#peers
  }

  on<Event extends keyof TopologyEvents>(event: Event, listener: TopologyEvents[Event]): () => void {
    return this.#events.on(event, listener)
  }

  add(entry: RosterEntry): void {
    const known = this.#peers.get(entry.id)
    if (known === undefined) this.#connect(entry.id, cameLater(this.#dependencies.self(), entry))
    else known.resynchronize()
  }

  remove(id: string): void {
    this.#peers.get(id)?.close()
    this.#peers.delete(id)
  }

  receive(from: string, signal: Signal): void {
    const peer = this.#peers.get(from)
    if (peer === undefined) {
      this.#dependencies.logger.warn('A signal came from somebody who is not in the roster')
      return
    }
    switch (judgeSignal(signal, peer.ends)) {
      case 'apply':
        void peer.receive(signal)
        break
      case 'answer-anew':
        void this.#reconnect(from, false).receive(signal)
        break
      case 'offer-anew':
        this.#reconnect(from, true)
        break
      case 'drop':
        this.#dependencies.logger.debug('A signal came for a connection that is gone')
        break
    }
  }

  setTrack(slot: MediaSlot, track: MediaStreamTrack | null): void {
    if (this.#localTracks[slot] === track) return
    this.#localTracks[slot] = track
    for (const peer of this.#peers.values()) peer.setTrack(slot, track)
  }

  setLimits(limits: SendLimits): void {
    this.#limits = limits
    for (const peer of this.#peers.values()) peer.setLimits(limits)
  }

  send(id: string, message: ChannelMessage): boolean {
    return this.#peers.get(id)?.send(message) ?? false
  }

  broadcast(message: ChannelMessage): void {
    for (const peer of this.#peers.values()) peer.send(message)
  }

  point(message: PointerMessage): void {
    for (const peer of this.#peers.values()) peer.point(message)
  }

  close(): void {
    for (const peer of this.#peers.values()) peer.close()
    this.#peers.clear()
    this.#events.events = {}
  }

  #reconnect(id: string, offers: boolean): Peer {
    this.#dependencies.logger.info('A peer has begun anew, and so does the connection to them')
    this.remove(id)
    const peer = this.#connect(id, offers)
    this.#events.emit('change', id)
    return peer
  }

  #connect(id: string, offers: boolean): Peer {
    const { self, iceServers, createConnection, sendSignal, createId, clock, logger } = this.#dependencies
    const peer = new Peer({
      connection: createConnection({ iceServers: [...iceServers], bundlePolicy: 'max-bundle' }),
      id: createId(),
      polite: self().id < id,
      offers,
      localTracks: this.#localTracks,
      limits: this.#limits,
      sendSignal: (signal) => sendSignal(id, signal),
      clock,
      logger
    })
    this.#peers.set(id, peer)
    peer.on('change', () => this.#events.emit('change', id))
    peer.on('open', () => this.#events.emit('open', id))
    peer.on('message', (message) => this.#events.emit('message', id, message))
    peer.on('pointer', (message) => this.#events.emit('pointer', id, message))
    return peer
  }
}

/** The newcomer offers to everyone already there, so that two first offers never meet. */
function cameLater(self: { id: string; joinedAt: number }, other: RosterEntry): boolean {
  return self.joinedAt === other.joinedAt ? self.id > other.id : self.joinedAt > other.joinedAt
}
