import { createNanoEvents } from 'nanoevents'
import type { ChannelMessage, PointerMessage } from '../../../protocol/channel.ts'
import type { IceServer, RosterEntry, Signal } from '../../../protocol/signaling.ts'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import { Peer, type SlotTracks } from '../peer/peer.ts'
import type { MediaSlot } from '../peer/transceivers.ts'
import type { SendLimits } from '../peer/sender-limits.ts'
import { Link } from './link.ts'
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
  /** Whether signals can be sent now. */
  canSignal: () => boolean
  createId: () => string
  clock: Clock
  logger: Logger
}

/** Everybody is connected to everybody else directly. Owns the links. */
export class Mesh implements Topology {
  readonly #dependencies: MeshDependencies
  readonly #links = new Map<string, Link>()
  readonly #events = createNanoEvents<TopologyEvents>()
  readonly #localTracks: Record<MediaSlot, MediaStreamTrack | null>
  /** Those who want no camera. */
  readonly #audioOnly = new Set<string>()
  #limits: SendLimits
  #iceServers: readonly IceServer[]

  constructor(dependencies: MeshDependencies) {
    this.#dependencies = dependencies
    this.#localTracks = { ...dependencies.localTracks }
    this.#limits = dependencies.limits
    this.#iceServers = dependencies.iceServers
  }

  get peers(): ReadonlyMap<string, Link> {
    return this.#links
  }

  on<Event extends keyof TopologyEvents>(event: Event, listener: TopologyEvents[Event]): () => void {
    return this.#events.on(event, listener)
  }

  add(entry: RosterEntry, arriving = cameLater(this.#dependencies.self(), entry)): void {
    const known = this.#links.get(entry.id)
    if (known === undefined) this.#connect(entry.id, arriving)
    else known.resynchronize()
  }

  networkChanged(): void {
    for (const link of this.#links.values()) link.networkChanged()
  }

  remove(id: string): void {
    this.#links.get(id)?.close()
    this.#links.delete(id)
    this.#audioOnly.delete(id)
  }

  receive(from: string, signal: Signal): void {
    const link = this.#links.get(from)
    if (link === undefined)
      this.#dependencies.logger.warn('A signal came from somebody who is not in the roster')
    else link.receive(signal)
  }

  setTrack(slot: MediaSlot, track: MediaStreamTrack | null): void {
    if (this.#localTracks[slot] === track) return
    this.#localTracks[slot] = track
    for (const [id, link] of this.#links) link.setTrack(slot, this.#tracksFor(id)[slot])
  }

  setAudioOnly(id: string, audioOnly: boolean): void {
    if (audioOnly === this.#audioOnly.has(id)) return
    if (audioOnly) this.#audioOnly.add(id)
    else this.#audioOnly.delete(id)
    this.#links.get(id)?.setTrack('camera', this.#tracksFor(id).camera)
  }

  setLimits(limits: SendLimits): void {
    this.#limits = limits
    for (const link of this.#links.values()) link.setLimits(limits)
  }

  setIceServers(iceServers: readonly IceServer[]): void {
    this.#iceServers = iceServers
    for (const link of this.#links.values()) link.setIceServers(iceServers)
  }

  send(id: string, message: ChannelMessage): boolean {
    return this.#links.get(id)?.send(message) ?? false
  }

  openChannel(id: string, label: string): RTCDataChannel | null {
    return this.#links.get(id)?.openChannel(label) ?? null
  }

  broadcast(message: ChannelMessage): void {
    for (const link of this.#links.values()) link.send(message)
  }

  point(message: PointerMessage): void {
    for (const link of this.#links.values()) link.point(message)
  }

  close(): void {
    for (const link of this.#links.values()) link.close()
    this.#links.clear()
    this.#audioOnly.clear()
    this.#events.events = {}
  }

  #connect(id: string, offers: boolean): void {
    const { self, canSignal, clock, logger } = this.#dependencies
    const polite = self().id < id
    const createPeer = (offers: boolean) => this.#createPeer(id, { offers, polite })
    const link = new Link({ createPeer, offers, polite, canSignal, clock, logger })
    this.#links.set(id, link)
    link.on('change', () => this.#events.emit('change', id))
    link.on('open', () => this.#events.emit('open', id))
    link.on('message', (message) => this.#events.emit('message', id, message))
    link.on('pointer', (message) => this.#events.emit('pointer', id, message))
    link.on('channel', (channel) => this.#events.emit('channel', id, channel))
  }

  /** What is sent to somebody. */
  #tracksFor(id: string): SlotTracks {
    return this.#audioOnly.has(id) ? { ...this.#localTracks, camera: null } : this.#localTracks
  }

  #createPeer(id: string, sides: { offers: boolean; polite: boolean }): Peer {
    const { createConnection, sendSignal, createId, clock, logger } = this.#dependencies
    return new Peer({
      ...sides,
      connection: createConnection({ iceServers: [...this.#iceServers], bundlePolicy: 'max-bundle' }),
      id: createId(),
      localTracks: this.#tracksFor(id),
      limits: this.#limits,
      sendSignal: (signal) => sendSignal(id, signal),
      clock,
      logger
    })
  }
}

/** The newcomer offers to everyone already there, so that two first offers never meet. */
function cameLater(self: { id: string; joinedAt: number }, other: RosterEntry): boolean {
  return self.joinedAt === other.joinedAt ? self.id > other.id : self.joinedAt > other.joinedAt
}
