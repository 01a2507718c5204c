import type { PeerReport } from '../peer/peer.ts'
import { MEDIA_SLOTS, type MediaSlot } from '../peer/transceivers.ts'
import { growth, numberIn, rate, share, textIn, type Growing, type Stats } from './growth.ts'
import { networkPath, roundTripOf, selectedPair } from './network-path.ts'
import type { Limitation, PeerFigures, StreamFigures } from './quality-figures.ts'

/** Packets below which a share that was lost is chance. */
const LEAST_PACKETS = 20

/** Receiver reports come every few seconds (RFC 3550 section 6.2). One that is older, in milliseconds, is no news. */
const REPORT_LIFETIME = 10_000

type Direction = 'inbound-rtp' | 'outbound-rtp'

/**
 * Makes plain figures of what a connection tells of itself (W3C webrtc-stats). Pure. Which stream is which slot is told
 * by the media section of its transceiver, never by a label. Counters are compared with those of the report before, and
 * only where both are of the same connection and the same source: nothing comes out negative, whatever began anew.
 *
 * @param before the report before, about 200 milliseconds or more ago; null for none
 */
export function readFigures(now: PeerReport, before: PeerReport | null): PeerFigures {
  const previous = before !== null && before.connection === now.connection ? before.stats : null
  const pair = selectedPair(now.stats)
  const streams = (direction: Direction) =>
    bySlot((slot) => {
      const mid = now.mids[slot]
      const stream = mid === null ? null : findStream(now.stats, previous, direction, mid)
      if (stream === null) return null
      return direction === 'inbound-rtp' ? incoming(now.stats, stream) : outgoing(now.stats, stream)
    })
  const available = numberIn(pair, 'availableOutgoingBitrate')
  return {
    roundTrip: roundTripOf(pair),
    availableOutgoing: available === null || available < 0 ? null : available,
    path: networkPath(now.stats, pair),
    incoming: streams('inbound-rtp'),
    outgoing: streams('outbound-rtp')
  }
}

function bySlot<Value>(valueOf: (slot: MediaSlot) => Value): Record<MediaSlot, Value> {
  return Object.fromEntries(MEDIA_SLOTS.map((slot) => [slot, valueOf(slot)])) as Record<MediaSlot, Value>
}

/** A slot has one stream. After a change of its source the old one may be told for a while: the livelier counts. */
function findStream(
  report: RTCStatsReport,
  previous: RTCStatsReport | null,
  direction: Direction,
  mid: string
): Growing | null {
  const counter = direction === 'inbound-rtp' ? 'bytesReceived' : 'bytesSent'
  const streams = [...(report.values() as IterableIterator<Stats>)]
    .filter((stats) => stats['type'] === direction && stats['mid'] === mid)
    .map((now): Growing => {
      const before = previous?.get(String(now['id'])) as Stats | undefined
      return { now, before: before !== undefined && before['ssrc'] === now['ssrc'] ? before : null }
    })
  const [first, ...others] = streams
  if (first === undefined) return null
  const liveliness = (stream: Growing) => growth(stream, counter) ?? 0
  return others.reduce((best, stream) => (liveliness(stream) > liveliness(best) ? stream : best), first)
}

function incoming(report: RTCStatsReport, stream: Growing): StreamFigures {
  const received = growth(stream, 'packetsReceived')
  // Packets that come late or twice take back what was counted as lost (RFC 3550 section 6.4.1).
  const lost = growth(stream, 'packetsLost') ?? (received === null ? null : 0)
  const packets = received === null || lost === null ? null : received + lost
  const concealed = growth(stream, 'concealedSamples')
  const silent = growth(stream, 'silentConcealedSamples') ?? 0
  return {
    bytes: growth(stream, 'bytesReceived'),
    bitrate: bitrate(stream, 'bytesReceived'),
    packets,
    loss: packets === null || packets < LEAST_PACKETS ? null : share(lost, packets),
    jitter: milliseconds(numberIn(stream.now, 'jitter')),
    codec: codecOf(report, stream.now),
    size: sizeOf(stream.now),
    framesPerSecond: framesOf(stream, 'framesDecoded'),
    concealment:
      concealed === null ? null : share(concealed - silent, growth(stream, 'totalSamplesReceived')),
    limitation: null,
    active: null,
    encoding: null,
    heldBack: null
  }
}

function outgoing(report: RTCStatsReport, stream: Growing): StreamFigures {
  const packets = growth(stream, 'packetsSent')
  const remote = receiverReport(report, stream.now)
  const lost = numberIn(remote, 'fractionLost')
  return {
    bytes: growth(stream, 'bytesSent'),
    bitrate: bitrate(stream, 'bytesSent'),
    packets,
    // Whoever sends nothing loses nothing, whatever the last receiver report said.
    loss: packets === null || packets < LEAST_PACKETS ? null : share(lost, 1),
    jitter: milliseconds(numberIn(remote, 'jitter')),
    codec: codecOf(report, stream.now),
    size: sizeOf(stream.now),
    framesPerSecond: framesOf(stream, 'framesEncoded'),
    concealment: null,
    limitation: limitationOf(stream.now),
    active: typeof stream.now['active'] === 'boolean' ? stream.now['active'] : null,
    encoding: rate(stream, 'totalEncodeTime'),
    heldBack: heldBackOf(stream)
  }
}

/** What the other side has told last of a stream that is sent to it; null when that was long ago. */
function receiverReport(report: RTCStatsReport, stream: Stats): Stats | null {
  const remote = (report.get(textIn(stream, 'remoteId') ?? '') as Stats | undefined) ?? null
  const [now, told] = [numberIn(stream, 'timestamp'), numberIn(remote, 'timestamp')]
  return now === null || told === null || now - told > REPORT_LIFETIME ? null : remote
}

function bitrate(stream: Growing, counter: string): number | null {
  const bytes = rate(stream, counter)
  return bytes === null ? null : bytes * 8
}

function milliseconds(seconds: number | null): number | null {
  return seconds === null || seconds < 0 ? null : seconds * 1_000
}

function codecOf(report: RTCStatsReport, stream: Stats): string | null {
  const codec = (report.get(textIn(stream, 'codecId') ?? '') as Stats | undefined) ?? null
  return textIn(codec, 'mimeType')?.split('/').at(-1) ?? null
}

function sizeOf(stream: Stats): StreamFigures['size'] {
  const [width, height] = [numberIn(stream, 'frameWidth'), numberIn(stream, 'frameHeight')]
  return width === null || height === null || width <= 0 || height <= 0 ? null : { width, height }
}

/** Pictures a second, over the whole interval; sound has none. */
function framesOf(stream: Growing, counter: string): number | null {
  return stream.now['kind'] === 'video' ? rate(stream, counter) : null
}

function limitationOf(stream: Stats): Limitation | null {
  const reason = textIn(stream, 'qualityLimitationReason')
  return reason === 'none' || reason === 'cpu' || reason === 'bandwidth' || reason === 'other' ? reason : null
}

/** Durations are counters, one for each reason. */
function heldBackOf({ now, before }: Growing): number | null {
  const durations = (stats: Stats): Stats => ({
    ...(stats['qualityLimitationDurations'] as Stats | undefined),
    timestamp: stats['timestamp']
  })
  const held = rate({ now: durations(now), before: before === null ? null : durations(before) }, 'cpu')
  return share(held, 1)
}
