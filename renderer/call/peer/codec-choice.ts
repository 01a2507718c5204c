import type { Logger } from '../logger.ts'
import type { PeerFigures } from '../stats/quality-figures.ts'
import { CANDIDATES, preferCodecs, type CodecPreference } from './codec-policy.ts'

/** A usual picture of a face. Hardware may refuse what is small, and then it is no help. */
const USUAL = { width: 640, height: 360, bitrate: 600_000, framerate: 25 }

/** How many looks in a row an encoder may give nothing. */
const PATIENCE = 3

/**
 * Which codecs this machine sends the camera with. Hardware is asked for once, and trusted until it fails:
 *
 * ```
 *   unknown ── look ──▶ hardware first ── an encoder gives nothing, three looks long ──▶ software alone
 *   (software)          (where there is some)                                            (for good)
 * ```
 */
export class CodecChoice {
  readonly #capabilities: Pick<MediaCapabilities, 'encodingInfo'> | undefined
  readonly #logger: Logger
  #preference: CodecPreference = preferCodecs(new Set())
  #failures = 0
  #asked = false

  /** @param capabilities undefined where the browser has none, as on an insecure page */
  constructor(capabilities: Pick<MediaCapabilities, 'encodingInfo'> | undefined, logger: Logger) {
    this.#capabilities = capabilities
    this.#logger = logger
  }

  get preference(): CodecPreference {
    return this.#preference
  }

  /** Asks what hardware encodes, the first time that it is called. Never rejects. */
  async look(): Promise<void> {
    if (this.#asked) return
    this.#asked = true
    const answers = await Promise.all(
      CANDIDATES.map(async (codec) => [codec, await this.#isEfficient(codec)] as const)
    )
    const efficient = new Set(answers.filter(([, is]) => is).map(([codec]) => codec))
    this.#preference = preferCodecs(efficient)
    this.#logger.info(`Faces are sent as ${this.#preference.join(', ')}`)
  }

  /**
   * Takes note of what the encoders do while the camera is on.
   *
   * @param figures of everybody who is connected
   */
  watch(figures: Iterable<PeerFigures>): void {
    if (this.#preference.length < 2) return
    const stuck = [...figures].some(
      ({ outgoing: { camera } }) => camera !== null && camera.active === true && camera.framesPerSecond === 0
    )
    this.#failures = stuck ? this.#failures + 1 : 0
    if (this.#failures < PATIENCE) return
    this.#logger.warn('An encoder gives nothing; faces are sent without hardware from now on')
    this.#preference = preferCodecs(new Set())
  }

  async #isEfficient(codec: string): Promise<boolean> {
    try {
      const video = { ...USUAL, contentType: codec }
      const info = await this.#capabilities?.encodingInfo({ type: 'webrtc', video })
      return info !== undefined && info.supported && info.powerEfficient
    } catch (error) {
      this.#logger.debug('A browser tells nothing of its encoders', error)
      return false
    }
  }
}
