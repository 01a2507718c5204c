import type { Logger } from '../logger.ts'
import { pickCodec, type CodecPreference } from './codec-policy.ts'

/** How a picture is sent to one viewer, as far as the sender decides it; the network may allow less. */
export interface VideoLimits {
  /** Whether it is sent at all. What nobody looks at isn't encoded. */
  readonly active: boolean
  /** Bits per second; null leaves it to the browser. */
  readonly maxBitrate: number | null
  /** Pictures per second; null leaves it to the source. */
  readonly maxFramerate: number | null
  /** 1 sends the picture in its own size, 2 in half its width and height. */
  readonly scaleResolutionDownBy: number
  /** What gives way when there is too little of bandwidth or CPU (W3C mst-content-hint section 5). */
  readonly degradationPreference: 'maintain-resolution' | 'maintain-framerate'
  /** With what it is encoded, of what both sides agreed on; empty leaves it to the browser, as while they haven't. */
  readonly codecs: CodecPreference
}

export type SendLimits = Readonly<Record<'camera' | 'screen', VideoLimits>>

type VideoSlot = keyof SendLimits
type Senders = Readonly<Record<VideoSlot, RTCRtpSender | undefined>>

/**
 * `degradationPreference` is in W3C mst-content-hint section 5, `codec` in W3C WebRTC section 5.2.8; neither is in
 * TypeScript's types yet.
 */
type SendParameters = RTCRtpSendParameters & {
  degradationPreference?: RTCDegradationPreference
  encodings: (RTCRtpEncodingParameters & { codec?: RTCRtpCodec })[]
}

/**
 * Holds the senders of one connection to limits (W3C WebRTC section 5.2, `setParameters`). A sender takes one
 * change at a time, so changes that come meanwhile wait, and of several only the last one is made.
 */
export class SenderLimits {
  readonly #logger: Logger
  #limits: SendLimits
  #senders: Senders = { camera: undefined, screen: undefined }
  readonly #busy = new Set<VideoSlot>()
  /** What each sender was set to last. */
  readonly #applied = new Map<RTCRtpSender, string>()
  /** Those whose codec was ever chosen, and those that refused one. */
  readonly #chosen = new Set<RTCRtpSender>()
  readonly #refused = new Set<RTCRtpSender>()
  #closed = false

  constructor(limits: SendLimits, logger: Logger) {
    this.#limits = limits
    this.#logger = logger
  }

  /** Names the senders that are held to the limits from now on. */
  attach(senders: Senders): void {
    this.#senders = senders
    this.set(this.#limits)
  }

  set(limits: SendLimits): void {
    this.#limits = limits
    for (const slot of ['camera', 'screen'] as const) void this.#apply(slot)
  }

  /** Idempotent. */
  close(): void {
    this.#closed = true
  }

  async #apply(slot: VideoSlot): Promise<void> {
    if (this.#busy.has(slot)) return
    this.#busy.add(slot)
    /** What failed last. Once more is tried: what a sender is asked may cross with a description that is applied. */
    let failed: { sender: RTCRtpSender; wanted: string } | null = null
    for (;;) {
      const sender = this.#senders[slot]
      const limits = this.#limits[slot]
      const wanted = JSON.stringify(limits)
      if (this.#closed || sender === undefined || this.#applied.get(sender) === wanted) break
      this.#applied.set(sender, wanted)
      try {
        // Asked once for each change: it holds the page up until other threads have answered.
        const parameters = sender.getParameters()
        const codec = this.#codecOf(sender, parameters.codecs, limits)
        await this.#change(sender, limited(parameters, limits, codec), codec)
      } catch (error) {
        this.#applied.delete(sender)
        const again = failed?.sender === sender && failed.wanted === wanted
        failed = { sender, wanted }
        if (!again) continue
        if (!this.#closed) this.#logger.warn(`What is sent of the ${slot} could not be limited`, error)
        break
      }
    }
    this.#busy.delete(slot)
  }

  /**
   * What to encode with, of what both sides agreed on. Null leaves the sender as it is, which isn't the same as before once
   * it had one: Chromium keeps a codec that is no longer named.
   */
  #codecOf(
    sender: RTCRtpSender,
    agreed: readonly RTCRtpCodec[],
    { codecs }: VideoLimits
  ): RTCRtpCodec | null {
    if (this.#refused.has(sender)) return null
    const codec = pickCodec(agreed, codecs)
    return codec === agreed[0] && !this.#chosen.has(sender) ? null : codec
  }

  async #change(sender: RTCRtpSender, parameters: SendParameters, codec: RTCRtpCodec | null): Promise<void> {
    try {
      await sender.setParameters(parameters)
      if (codec !== null) this.#chosen.add(sender)
    } catch (error) {
      if (codec === null) throw error
      // It took the limits down with it, so these are set again without.
      this.#logger.warn('A codec was refused', error)
      this.#refused.add(sender)
      this.#applied.delete(sender)
    }
  }
}

function limited(
  parameters: RTCRtpSendParameters,
  limits: VideoLimits,
  codec: RTCRtpCodec | null
): SendParameters {
  const { active, maxBitrate, maxFramerate, scaleResolutionDownBy, degradationPreference } = limits
  return {
    ...parameters,
    degradationPreference,
    encodings: parameters.encodings.map((encoding) => ({
      ...encoding,
      active,
      maxBitrate: maxBitrate ?? undefined,
      maxFramerate: maxFramerate ?? undefined,
      scaleResolutionDownBy,
      ...(codec === null ? {} : { codec })
    }))
  }
}
