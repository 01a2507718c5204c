import { createNanoEvents } from 'nanoevents'
import type { ChannelMessage, PointerMessage } from '../../../protocol/channel.ts'
import type { IceServer, RosterEntry, Signal } from '../../../protocol/signaling.ts'
import type { Viewing } from '../../../protocol/viewing.ts'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import { Peer, type SlotTracks } from '../peer/peer.ts'
import type { SendLimits } from '../peer/sender-limits.ts'
import type { MediaSlot } from '../peer/transceivers.ts'
import { Link } from './link.ts'
import {
  planSending,
  withoutCamera,
  type CameraDemand,
  type SendPlan,
  type SendSituation
} from './send-policy.ts'
import type { Topology, TopologyEvents } from './topology.ts'

export interface MeshDependencies {
  /**
   * This participant as the server knows them now. Its clock says who of two came later, and so makes the first
   * offer; a return to a server that had forgotten us counts as coming.
   */
  self: () => { id: string; joinedAt: number }
  iceServers: readonly IceServer[]
  localTracks: SlotTracks
  situation: SendSituation
  /** Takes what of the camera is sent to anybody, whenever that is something else. */
  onCameraDemand: (demand: CameraDemand) => void
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
  /** How large everybody draws what they are sent; null before they have said so. */
  readonly #viewings = new Map<string, Viewing | null>()
  /** How large what everybody sends is drawn here. */
  readonly #ownViewings = new Map<string, Viewing>()
  #situation: SendSituation
  #plan: SendPlan = { limits: new Map(), camera: { height: 0, framerate: 0 } }
  #iceServers: readonly IceServer[]

  constructor(dependencies: MeshDependencies) {
    this.#dependencies = dependencies
    this.#localTracks = { ...dependencies.localTracks }
    this.#situation = dependencies.situation
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
    this.#ownViewings.delete(id)
    if (this.#viewings.delete(id)) this.#replan()
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
    // What isn't sent to them is free for the others, and an encoder without pictures isn't one that fails.
    this.#replan()
    this.#links.get(id)?.setTrack('camera', this.#tracksFor(id).camera)
  }

  setSituation(situation: SendSituation): void {
    this.#situation = situation
    this.#replan()
  }

  setViewing(id: string, viewing: Viewing): void {
    if (!this.#links.has(id)) return
    this.#ownViewings.set(id, viewing)
    this.#tellViewing(id)
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
    this.#viewings.clear()
    this.#ownViewings.clear()
    this.#events.events = {}
  }

  #connect(id: string, offers: boolean): void {
    const { self, canSignal, clock, logger } = this.#dependencies
    const polite = self().id < id
    this.#viewings.set(id, null)
    this.#replan()
    const createPeer = (offers: boolean) => this.#createPeer(id, { offers, polite })
    const link = new Link({ createPeer, offers, polite, canSignal, clock, logger })
    this.#links.set(id, link)
    link.on('change', () => this.#events.emit('change', id))
    link.on('open', () => {
      this.#tellViewing(id)
      this.#events.emit('open', id)
    })
    link.on('message', (message) => {
      if (message.type === 'viewing') this.#onViewing(id, message)
      else this.#events.emit('message', id, message)
    })
    link.on('pointer', (message) => this.#events.emit('pointer', id, message))
    link.on('channel', (channel) => this.#events.emit('channel', id, channel))
  }

  #onViewing(id: string, { camera, screen }: Viewing): void {
    this.#viewings.set(id, { camera, screen })
    this.#replan()
  }

  #tellViewing(id: string): void {
    const viewing = this.#ownViewings.get(id)
    if (viewing !== undefined) this.#links.get(id)?.send({ type: 'viewing', ...viewing })
  }

  /** Sends everybody what they draw, as far as this machine can. */
  #replan(): void {
    const before = this.#plan
    const viewings = [...this.#viewings].map(([id, viewing]): [string, Viewing | null] => [
      id,
      this.#audioOnly.has(id) ? withoutCamera(viewing) : viewing
    ])
    this.#plan = planSending(this.#situation, new Map(viewings))
    for (const [id, limits] of this.#plan.limits) this.#links.get(id)?.setLimits(limits)
    const { camera } = this.#plan
    if (camera.height !== before.camera.height || camera.framerate !== before.camera.framerate)
      this.#dependencies.onCameraDemand(camera)
  }

  #limitsFor(id: string): SendLimits {
    const limits = this.#plan.limits.get(id)
    if (limits === undefined) throw new Error('Nobody is connected to who is not planned for')
    return limits
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
      limits: this.#limitsFor(id),
      sendSignal: (signal) => sendSignal(id, signal),
      clock,
      logger
    })
  }
}

/** The newcomer offers to everyone already there, so that two first offers seldom meet: see `judgeSignal`. */
function cameLater(self: { id: string; joinedAt: number }, other: RosterEntry): boolean {
  return self.joinedAt === other.joinedAt ? self.id > other.id : self.joinedAt > other.joinedAt
}
