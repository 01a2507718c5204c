import { MEDIA_SLOTS, type MediaSlot } from '../peer/transceivers.ts'

/** How one stream runs. */
export interface FakeFlow {
  /** Bits per second. */
  bitrate?: number
  packetsPerSecond?: number
  /** Share of the packets, 0 to 1. */
  loss?: number
  /** Milliseconds. */
  jitter?: number
  framesPerSecond?: number
  width?: number
  height?: number
  /** Share of the sound that is made up, 0 to 1. */
  concealment?: number
  limitation?: RTCQualityLimitationReason
  /** Milliseconds that a picture takes to encode. */
  encodeTime?: number
  /** Share of the time for which the processor holds the encoder back, 0 to 1. */
  heldBack?: number
}

/** How a connection is for a while. */
export interface FakeConditions {
  /** Milliseconds. */
  roundTrip?: number
  /** Bits per second. */
  available?: number
  local?: { candidateType: RTCIceCandidateType; protocol?: string; relayProtocol?: string }
  remote?: { candidateType: RTCIceCandidateType }
  incoming?: Partial<Record<MediaSlot, FakeFlow>>
  outgoing?: Partial<Record<MediaSlot, FakeFlow>>
}

const SAMPLE_RATE = 48_000

/** The reports of a connection whose conditions are made up: counters go on as they would in a browser. */
export class FakeStats {
  readonly #mids: readonly (string | null)[]
  readonly #counters = new Map<string, Record<string, number>>()
  #time = 5_000_000

  /** @param mids of the four slots, in their order */
  constructor(mids: readonly (string | null)[]) {
    this.#mids = mids
  }

  /** Lets time pass under some conditions. @returns the report at its end */
  pass(milliseconds: number, conditions: FakeConditions): ReadonlyMap<string, object> {
    this.#time += milliseconds
    const { roundTrip = 20, available = 3_000_000, incoming = {}, outgoing = {} } = conditions
    const { local = { candidateType: 'host' }, remote = { candidateType: 'host' } } = conditions
    const streams = MEDIA_SLOTS.flatMap((slot) => [
      ...this.#incoming(slot, incoming[slot], milliseconds / 1_000),
      ...this.#outgoing(slot, outgoing[slot], milliseconds / 1_000)
    ])
    const all = [
      this.#stats('T', 'transport', { selectedCandidatePairId: 'P' }),
      this.#stats('P', 'candidate-pair', {
        localCandidateId: 'L',
        remoteCandidateId: 'R',
        currentRoundTripTime: roundTrip / 1_000,
        availableOutgoingBitrate: available
      }),
      this.#stats('L', 'local-candidate', { protocol: 'udp', address: '192.0.2.1', port: 9, ...local }),
      this.#stats('R', 'remote-candidate', { protocol: 'udp', address: '192.0.2.2', port: 9, ...remote }),
      this.#stats('C-audio', 'codec', { mimeType: 'audio/opus' }),
      this.#stats('C-video', 'codec', { mimeType: 'video/VP8' }),
      ...streams
    ]
    return new Map(all.map((stats) => [stats.id, stats]))
  }

  #incoming(slot: MediaSlot, flow: FakeFlow | undefined, seconds: number) {
    const place = this.#place(slot)
    if (place === null || flow === undefined) return []
    const { packets, frames, bitrate, loss, jitter, picture } = runOf(flow, place.kind)
    const counters = this.#count(`I-${slot}`, {
      bytesReceived: (bitrate * seconds) / 8,
      packetsReceived: packets * seconds * (1 - loss),
      packetsLost: packets * seconds * loss,
      framesDecoded: frames * seconds,
      totalSamplesReceived: SAMPLE_RATE * seconds,
      concealedSamples: SAMPLE_RATE * seconds * (flow.concealment ?? 0),
      silentConcealedSamples: 0
    })
    return [
      this.#stats(`I-${slot}`, 'inbound-rtp', {
        ...place,
        ...picture,
        ...counters,
        jitter: jitter / 1_000,
        codecId: `C-${place.kind}`
      })
    ]
  }

  #outgoing(slot: MediaSlot, flow: FakeFlow | undefined, seconds: number) {
    const place = this.#place(slot)
    if (place === null || flow === undefined) return []
    const { packets, frames, bitrate, loss, jitter, picture } = runOf(flow, place.kind)
    const counters = this.#count(`O-${slot}`, {
      bytesSent: (bitrate * seconds) / 8,
      packetsSent: packets * seconds,
      framesEncoded: frames * seconds
    })
    const limitation = place.kind === 'video' ? this.#work(slot, flow, frames * seconds, seconds) : {}
    return [
      this.#stats(`O-${slot}`, 'outbound-rtp', {
        ...place,
        ...picture,
        ...counters,
        ...limitation,
        remoteId: `RI-${slot}`,
        codecId: `C-${place.kind}`
      }),
      this.#stats(`RI-${slot}`, 'remote-inbound-rtp', { fractionLost: loss, jitter: jitter / 1_000 })
    ]
  }

  /** What an encoder tells of its work. Times are counted in microseconds. */
  #work(
    slot: MediaSlot,
    { limitation = 'none', encodeTime = 5, heldBack = 0 }: FakeFlow,
    frames: number,
    seconds: number
  ) {
    const { encoding = 0, cpu = 0 } = this.#count(`W-${slot}`, {
      encoding: frames * encodeTime * 1_000,
      cpu: seconds * heldBack * 1_000_000
    })
    return {
      active: true,
      qualityLimitationReason: limitation,
      qualityLimitationDurations: { none: 0, cpu: cpu / 1_000_000, bandwidth: 0, other: 0 },
      totalEncodeTime: encoding / 1_000_000
    }
  }

  #place(slot: MediaSlot): { mid: string; kind: 'audio' | 'video'; ssrc: number } | null {
    const index = MEDIA_SLOTS.indexOf(slot)
    const mid = this.#mids[index] ?? null
    const kind = slot === 'camera' || slot === 'screen' ? 'video' : 'audio'
    return mid === null ? null : { mid, kind, ssrc: 1_000 + index }
  }

  #count(id: string, growth: Record<string, number>): Record<string, number> {
    const before = this.#counters.get(id) ?? {}
    const sum = Object.fromEntries(
      Object.entries(growth).map(([name, more]) => [name, (before[name] ?? 0) + more])
    )
    this.#counters.set(id, sum)
    return Object.fromEntries(Object.entries(sum).map(([name, value]) => [name, Math.round(value)]))
  }

  #stats(id: string, type: string, content: object) {
    return { id, type, timestamp: this.#time, ...content }
  }
}

function runOf(flow: FakeFlow, kind: 'audio' | 'video') {
  const video = kind === 'video'
  const { bitrate = video ? 800_000 : 40_000, loss = 0, jitter = 4 } = flow
  const { width = 640, height = 360, framesPerSecond = 30, packetsPerSecond = video ? 90 : 50 } = flow
  return {
    bitrate,
    loss,
    jitter,
    packets: packetsPerSecond,
    frames: video ? framesPerSecond : 0,
    picture: video ? { frameWidth: width, frameHeight: height } : {}
  }
}
