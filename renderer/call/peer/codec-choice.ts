import type { Logger } from '../logger.ts'
import type { PeerFigures, StreamFigures } from '../stats/quality-figures.ts'
import { CANDIDATES, preferCodecs, type CodecPreference } from './codec-policy.ts'

/** A usual picture of a face. Hardware may refuse what is small, and then it is no help. */
const USUAL = { width: 640, height: 360, bitrate: 600_000, framerate: 25 }

/** How many looks in a row an encoder may give nothing. */
const PATIENCE = 3

/** What is encoded where nothing is known of hardware. */
const SOFTWARE = preferCodecs(new Set())

/**
 * Which codecs this machine sends the camera with. Hardware is asked for once, and trusted until it fails:
 *
 * ```
 *   unknown ── look ──▶ hardware first ── one encoder gives nothing, three looks long ──▶ software alone
 *   (software)          (where there is some)                                            (for good)
 * ```
 */
export class CodecChoice {
  readonly #capabilities: Pick<MediaCapabilities, 'encodingInfo'> | undefined
  readonly #logger: Logger
  #preference: CodecPreference = SOFTWARE
  /** For how many looks in a row each encoder gave nothing, by the id of who it is for. */
  #failures: ReadonlyMap<string, number> = new Map()
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
   * Takes note of what the encoders do.
   *
   * @param figures of everybody who is connected, by their ids; of nobody while the camera gives no pictures
   */
  watch(figures: ReadonlyMap<string, PeerFigures>): void {
    if (this.#preference.length < 2) return
    const stuck = [...figures].filter(([, { outgoing }]) => isStuck(outgoing.camera))
    this.#failures = new Map(stuck.map(([id]) => [id, (this.#failures.get(id) ?? 0) + 1]))
    if (![...this.#failures.values()].some((looks) => looks >= PATIENCE)) return
    this.#logger.warn('An encoder gives nothing; faces are sent without hardware from now on')
    this.#preference = SOFTWARE
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

/** Whether an encoder in hardware should give pictures, and gives none. One that waits for the line may rest. */
function isStuck(camera: StreamFigures | null): boolean {
  if (camera?.active !== true || camera.framesPerSecond !== 0 || camera.limitation === 'bandwidth')
    return false
  // Before the first picture a browser may not tell the codec.
  return camera.codec === null || !SOFTWARE.includes(`video/${camera.codec.toLowerCase()}`)
}
