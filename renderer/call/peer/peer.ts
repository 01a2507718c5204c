import { createNanoEvents } from 'nanoevents'
import type { ChannelMessage, PointerMessage } from '../../../protocol/channel.ts'
import type { IceServer, Signal } from '../../../protocol/signaling.ts'
import { CONTROL, PeerChannel, POINTER } from '../data/peer-channel.ts'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import type { ConnectionEnds } from './signal-verdict.ts'
import { PerfectNegotiation } from './perfect-negotiation.ts'
import { SenderLimits, type SendLimits } from './sender-limits.ts'
import { adoptTransceivers, createTransceivers, MEDIA_SLOTS, type MediaSlot } from './transceivers.ts'

export type SlotTracks = Readonly<Record<MediaSlot, MediaStreamTrack | null>>

/** What a connection tells of itself at one moment. */
export interface PeerReport {
  /** Names the connection; another one counts anew. */
  readonly connection: string
  /** The media section of each slot (RFC 8843 section 15.1); null before there is one. */
  readonly mids: Readonly<Record<MediaSlot, string | null>>
  readonly stats: RTCStatsReport
}

export interface PeerDependencies {
  connection: RTCPeerConnection
  /** Names this connection in signals, so that those for another one are recognised. */
  id: string
  /** See `PerfectNegotiation`. */
  polite: boolean
  /** Whether this side makes the first offer; the other waits for it. */
  offers: boolean
  /** What is sent from the start. */
  localTracks: SlotTracks
  /** How it is sent. */
  limits: SendLimits
  sendSignal: (signal: Signal) => void
  clock: Clock
  logger: Logger
}

interface PeerEvents {
  /** The remote tracks changed. */
  change: () => void
  /** The connection's own state changed. */
  connection: (state: RTCPeerConnectionState) => void
  /** The control channel opened: now messages can be sent. */
  open: () => void
  message: (message: ChannelMessage) => void
  pointer: (message: PointerMessage) => void
  /** The other side opened a channel. */
  channel: (channel: RTCDataChannel) => void
}

/** What is known of the other side from its descriptions. */
interface Heard {
  /** See `ConnectionEnds`; null of one that names no connections. */
  readonly remoteId: string | null
}

const NO_TRACKS: SlotTracks = { microphone: null, camera: null, screen: null, screenAudio: null }

/**
 * One other participant's connection: its four transceivers, its channels and its negotiation. It owns
 * the RTCPeerConnection; `close()` closes it and everything on it, but never a local track.
 */
export class Peer {
  readonly #dependencies: PeerDependencies
  readonly #connection: RTCPeerConnection
  readonly #negotiation: PerfectNegotiation
  readonly #events = createNanoEvents<PeerEvents>()
  readonly #localTracks: Record<MediaSlot, MediaStreamTrack | null>
  #transceivers: readonly RTCRtpTransceiver[] = []
  readonly #limits: SenderLimits
  #control: PeerChannel<ChannelMessage> | null = null
  #pointer: PeerChannel<PointerMessage> | null = null
  #remoteTracks: SlotTracks = NO_TRACKS
  /** What the last description of the other side says that was applied; null before there is one. */
  #heard: Heard | null = null
  /** The same of one that is being applied: what comes meanwhile, candidates above all, is judged by it. */
  #hearing: Heard | null = null
  #closed = false

  constructor(dependencies: PeerDependencies) {
    this.#dependencies = dependencies
    this.#connection = dependencies.connection
    this.#localTracks = { ...dependencies.localTracks }
    this.#limits = new SenderLimits(dependencies.limits, dependencies.logger)
    this.#negotiation = new PerfectNegotiation({
      connection: dependencies.connection,
      polite: dependencies.polite,
      send: (signal) =>
        dependencies.sendSignal({
          ...signal,
          connections: { from: dependencies.id, to: this.ends.remoteId }
        }),
      onOfferApplied: () => this.#adopt(),
      onDescribed: () => this.#limit(),
      logger: dependencies.logger
    })
    this.#connection.addEventListener('connectionstatechange', this.#onConnectionState)
    this.#connection.addEventListener('datachannel', this.#onChannel)
    if (dependencies.offers) {
      this.#use(createTransceivers(this.#connection))
      this.#openChannels()
    }
  }

  /** What this side knows of the two ends: see `judgeSignal`. */
  get ends(): ConnectionEnds {
    const { id, offers, polite } = this.#dependencies
    const heard = this.#hearing ?? this.#heard
    return { id, remoteId: heard?.remoteId ?? null, offering: offers && heard === null, polite }
  }

  get remoteTracks(): SlotTracks {
    return this.#remoteTracks
  }

  on<Event extends keyof PeerEvents>(event: Event, listener: PeerEvents[Event]): () => void {
    return this.#events.on(event, listener)
  }

  /** Sends another track, or none, in a slot. Nothing is negotiated. */
  setTrack(slot: MediaSlot, track: MediaStreamTrack | null): void {
    this.#localTracks[slot] = track
    const transceiver = this.#transceiver(slot)
    if (transceiver !== undefined) this.#replace(transceiver, track)
  }

  /** Sends the pictures otherwise from now on. Nothing is negotiated. */
  setLimits(limits: SendLimits): void {
    this.#limits.set(limits)
  }

  /** Takes other ICE servers. They are used when candidates are gathered next (W3C WebRTC section 4.4.1.6). */
  setIceServers(iceServers: readonly IceServer[]): void {
    if (this.#closed) return
    try {
      // Everything but the servers has to stay as it is.
      const configuration = this.#connection.getConfiguration()
      this.#connection.setConfiguration({ ...configuration, iceServers: [...iceServers] })
    } catch (error) {
      this.#dependencies.logger.warn('The ICE servers could not be changed', error)
    }
  }

  /** @returns false when the message can't be sent now */
  send(message: ChannelMessage): boolean {
    return this.#control?.send(message) ?? false
  }

  /** Opens a channel, in band (RFC 8832). It ends with the connection. @returns null while there is none */
  openChannel(label: string): RTCDataChannel | null {
    if (this.#closed || this.#connection.connectionState !== 'connected') return null
    return this.#connection.createDataChannel(label)
  }

  /** Says where this participant points. Whether it arrives, nobody asks. */
  point(message: PointerMessage): void {
    this.#pointer?.send(message)
  }

  /** Applies a signal that belongs to this connection. Never rejects. */
  async receive(signal: Signal): Promise<void> {
    if (!('description' in signal)) return void (await this.#negotiation.receive(signal))
    const heard = { remoteId: signal.connections?.from ?? this.ends.remoteId }
    this.#hearing = heard
    if (await this.#negotiation.receive(signal)) this.#heard = heard
    if (this.#hearing === heard) this.#hearing = null
  }

  /** Sends an offer again that waits for its answer. @returns whether there is one */
  resend(): boolean {
    return !this.#closed && this.#negotiation.resend()
  }

  /** Looks for another way between the two sides; until there is one, the old one goes on. */
  restart(): void {
    if (this.#closed || this.resend()) return
    // A side that waits for the first offer has nothing to begin anew.
    if (this.#connection.remoteDescription !== null) this.#connection.restartIce()
  }

  /** How loud this participant is: 0 to 1, linear (W3C WebRTC section 5.5, RTCRtpContributingSource.audioLevel). */
  audioLevel(): number {
    const sources = this.#transceivers[0]?.receiver.getSynchronizationSources() ?? []
    return sources.reduce((loudest, source) => Math.max(loudest, source.audioLevel ?? 0), 0)
  }

  /** What the connection tells of itself now (W3C webrtc-stats). */
  async getStats(): Promise<PeerReport> {
    const mids = MEDIA_SLOTS.map((slot, index) => [slot, this.#transceivers[index]?.mid ?? null] as const)
    const stats = await this.#connection.getStats()
    return {
      connection: this.#dependencies.id,
      mids: Object.fromEntries(mids) as Record<MediaSlot, string | null>,
      stats
    }
  }

  /** Idempotent. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#connection.removeEventListener('connectionstatechange', this.#onConnectionState)
    this.#connection.removeEventListener('datachannel', this.#onChannel)
    this.#negotiation.close()
    this.#control?.close()
    this.#pointer?.close()
    this.#limits.close()
    this.#connection.close()
    this.#events.events = {}
  }

  /** The first remote offer brings the transceivers; later ones (ICE restarts) find them there. */
  #adopt(): void {
    if (this.#transceivers.length > 0) return
    this.#use(adoptTransceivers(this.#connection))
    if (this.#control === null) this.#openChannels()
  }

  #use(transceivers: readonly RTCRtpTransceiver[]): void {
    this.#transceivers = transceivers
    const remote: Record<MediaSlot, MediaStreamTrack | null> = { ...NO_TRACKS }
    MEDIA_SLOTS.forEach((slot, index) => {
      const transceiver = transceivers[index]
      if (transceiver === undefined) return
      remote[slot] = transceiver.receiver.track
      if (this.#localTracks[slot] !== null) this.#replace(transceiver, this.#localTracks[slot])
    })
    this.#remoteTracks = remote
    this.#events.emit('change')
  }

  /** Holds the senders to their limits. No picture goes before the connection is made, which takes longer than this. */
  #limit(): void {
    this.#limits.attach({
      camera: this.#transceiver('camera')?.sender,
      screen: this.#transceiver('screen')?.sender
    })
  }

  /** What carries a slot; undefined before there is one, and where the other side has fewer. */
  #transceiver(slot: MediaSlot): RTCRtpTransceiver | undefined {
    return this.#transceivers[MEDIA_SLOTS.indexOf(slot)]
  }

  #openChannels(): void {
    const { clock, logger } = this.#dependencies
    const control = {
      onOpen: () => this.#events.emit('open'),
      onMessage: (message: ChannelMessage) => this.#events.emit('message', message)
    }
    const pointer = { onMessage: (message: PointerMessage) => this.#events.emit('pointer', message) }
    this.#control = new PeerChannel(CONTROL, this.#connection, control, clock, logger)
    this.#pointer = new PeerChannel(POINTER, this.#connection, pointer, clock, logger)
  }

  #replace(transceiver: RTCRtpTransceiver, track: MediaStreamTrack | null): void {
    transceiver.sender.replaceTrack(track).catch((error: unknown) => {
      if (!this.#closed) this.#dependencies.logger.error('A track could not be sent', error)
    })
  }

  readonly #onChannel = ({ channel }: RTCDataChannelEvent): void => this.#events.emit('channel', channel)

  readonly #onConnectionState = (): void => {
    this.#events.emit('connection', this.#connection.connectionState)
  }
}
