import type { MediaSlot } from '../peer/transceivers.ts'

/** What holds an encoder back (W3C webrtc-stats section 8.6.1, RTCQualityLimitationReason). */
export type Limitation = 'none' | 'cpu' | 'bandwidth' | 'other'

/** How a candidate was found (RFC 8445 section 5.1.1). */
export type CandidateType = 'host' | 'srflx' | 'prflx' | 'relay'

/** The way that packets take, without addresses. */
export interface NetworkPath {
  readonly local: CandidateType
  readonly remote: CandidateType
  /** Between this machine and the other end of the pair, or its relay. */
  readonly protocol: 'udp' | 'tcp'
  /** Between this machine and its own relay; null without one. */
  readonly relayProtocol: 'udp' | 'tcp' | 'tls' | null
}

/**
 * One stream of sound or pictures, over the time since the report before. What isn't known is null: everything that is
 * counted at the first report and after counters began anew, and what a browser doesn't tell.
 */
export interface StreamFigures {
  /** Payload, without headers, in bytes. */
  readonly bytes: number | null
  /** Payload, without headers, in bits per second. */
  readonly bitrate: number | null
  /** Packets that were sent to this side and should have come, or that this side sent. */
  readonly packets: number | null
  /** Share of the packets that was lost, 0 to 1. What the other side receives is told by its receiver reports. */
  readonly loss: number | null
  /** RFC 3550 section 6.4.1, in milliseconds, as the receiving side measures it. */
  readonly jitter: number | null
  /** As its MIME type names it, without the kind. */
  readonly codec: string | null
  /** Size of the picture in pixels. */
  readonly size: { readonly width: number; readonly height: number } | null
  readonly framesPerSecond: number | null
  /** Share of the sound that was made up for packets that didn't come in time, 0 to 1. Silence isn't counted. */
  readonly concealment: number | null
  /** What holds the encoder back; null for what comes in. */
  readonly limitation: Limitation | null
  /** Whether the encoder has something to do; null for what comes in, and where a browser doesn't tell. */
  readonly active: boolean | null
  /** Time that the encoder took for its pictures, in seconds for each second; null for what comes in, and for sound. */
  readonly encoding: number | null
  /** Share of the time for which the processor held the encoder back, 0 to 1; null as for `encoding`. */
  readonly heldBack: number | null
}

/** How things are with one peer. */
export interface PeerFigures {
  /** From here to them and back, in milliseconds. */
  readonly roundTrip: number | null
  /** What the line to them is thought to have room for, in bits per second. */
  readonly availableOutgoing: number | null
  readonly path: NetworkPath | null
  /** What comes from them; null for a slot without a stream. */
  readonly incoming: Readonly<Record<MediaSlot, StreamFigures | null>>
  /** What goes to them. */
  readonly outgoing: Readonly<Record<MediaSlot, StreamFigures | null>>
}
