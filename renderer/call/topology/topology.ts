import type { ChannelMessage, PointerMessage } from '../../../protocol/channel.ts'
import type { IceServer, RosterEntry, Signal } from '../../../protocol/signaling.ts'
import type { MediaSlot } from '../peer/transceivers.ts'
import type { Viewing } from '../../../protocol/viewing.ts'
import type { Link } from './link.ts'
import type { SendSituation } from './send-policy.ts'

/** What is said to the participant, and not to the topology itself. */
export type PeerMessage = Exclude<ChannelMessage, { type: 'viewing' }>

export interface TopologyEvents {
  /** The state or the tracks of somebody changed. */
  change: (id: string) => void
  /** Messages can be sent to them from now on. */
  open: (id: string) => void
  message: (id: string, message: PeerMessage) => void
  pointer: (id: string, message: PointerMessage) => void
  /** Somebody opened a channel. */
  channel: (id: string, channel: RTCDataChannel) => void
}

/** How the people of a room are connected to each other. */
export interface Topology {
  readonly peers: ReadonlyMap<string, Pick<Link, 'state' | 'remoteTracks' | 'audioLevel' | 'getStats'>>
  /**
   * Connects to somebody. For somebody already known: makes up for signals that were lost.
   *
   * @param arriving whether this side comes to them, and so makes the first offer; else their time of joining tells
   */
  add(entry: RosterEntry, arriving?: boolean): void
  /** Notes that this machine's way to the network is another one. `add` then finds new ways to those it is called for. */
  networkChanged(): void
  /** Disconnects from somebody. */
  remove(id: string): void
  receive(from: string, signal: Signal): void
  /** Sends another track, or none, to everybody, and to those who come later. */
  setTrack(slot: MediaSlot, track: MediaStreamTrack | null): void
  /** Sends somebody no camera, or sends it again. */
  setAudioOnly(id: string, audioOnly: boolean): void
  /** Sends the pictures as the situation allows from now on: see `planSending`. */
  setSituation(situation: SendSituation): void
  /** Tells somebody how large their pictures are drawn here, now and whenever they are connected anew. */
  setViewing(id: string, viewing: Viewing): void
  /** Finds ways to everybody with these servers from now on. Connections that work go on as they are. */
  setIceServers(iceServers: readonly IceServer[]): void
  /** @returns false when it can't be sent to them now */
  send(id: string, message: ChannelMessage): boolean
  /** Opens a channel to somebody. @returns null while there is no connection */
  openChannel(id: string, label: string): RTCDataChannel | null
  broadcast(message: ChannelMessage): void
  /** Says to everybody where this participant points. */
  point(message: PointerMessage): void
  on<Event extends keyof TopologyEvents>(event: Event, listener: TopologyEvents[Event]): () => void
  /** Idempotent. Closes every connection; local tracks go on. */
  close(): void
}
