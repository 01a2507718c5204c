import { createNanoEvents } from 'nanoevents'
import type { Logger } from '../logger.ts'
import { SHARE_TUNING, shareConstraints } from './share-constraints.ts'
import type { Share, ShareEnding, ShareFailure, ShareQuality, ShareState } from './share-state.ts'

export interface ScreenShareDependencies {
  /** `getDisplayMedia` of the page; undefined where there is none. */
  capture: ((options: DisplayMediaStreamOptions) => Promise<MediaStream>) | undefined
  logger: Logger
}

interface ScreenShareEvents {
  change: () => void
  /** The share is over though this participant didn't stop it. */
  ended: (ending: ShareEnding) => void
}

/** The reasons behind the errors that `getDisplayMedia` rejects with (W3C Screen Capture section 5.1). */
const REASONS: Readonly<Record<string, ShareFailure>> = {
  NotAllowedError: 'cancelled',
  AbortError: 'unavailable',
  NotFoundError: 'unavailable',
  NotReadableError: 'unavailable',
  InvalidStateError: 'unknown'
}

/**
 * What this participant shares of their screen. Its states are drawn in `share-state.ts`. It owns the captured
 * tracks; `close()` stops them.
 */
export class ScreenShare {
  readonly #dependencies: ScreenShareDependencies
  readonly #events = createNanoEvents<ScreenShareEvents>()
  #state: ShareState = { status: 'off' }
  /** Grows with each wish, so that an answer to an older one is recognised and its tracks released. */
  #wish = 0

  constructor(dependencies: ScreenShareDependencies) {
    this.#dependencies = dependencies
  }

  get state(): ShareState {
    return this.#state
  }

  get supported(): boolean {
    return this.#dependencies.capture !== undefined
  }

  on<Event extends keyof ScreenShareEvents>(event: Event, listener: ScreenShareEvents[Event]): () => void {
    return this.#events.on(event, listener)
  }

  /**
   * Captures a screen, a window or a tab. While one is shared, it goes on until the new one is there.
   *
   * @param options.label what is shared, where the browser doesn't name it
   * @returns why there is no (other) share, or null
   */
  async start(
    quality: ShareQuality,
    { audio, label = '' }: { audio: boolean; label?: string }
  ): Promise<ShareFailure | null> {
    const wish = ++this.#wish
    if (this.#state.status === 'off') this.#setState({ status: 'starting' })
    const captured = await this.#capture(quality, audio, label)
    if (wish !== this.#wish) {
      if (typeof captured !== 'string') stopTracks(captured)
      return null
    }
    if (typeof captured === 'string') {
      if (this.#state.status === 'starting') this.#setState({ status: 'off' })
      return captured
    }
    this.#release()
    captured.video.addEventListener('ended', this.#onEnded)
    // Whoever paused shows the new source when they resume, and not before.
    this.#setState({ status: this.#state.status === 'paused' ? 'paused' : 'sharing', share: captured })
    return null
  }

  /** Tunes the share anew, at once if there is one. */
  async setQuality(quality: ShareQuality): Promise<void> {
    if (!('share' in this.#state) || this.#state.share.quality === quality) return
    const { video } = this.#state.share
    const { contentHint, constraints } = SHARE_TUNING[quality]
    video.contentHint = contentHint
    this.#setState({ ...this.#state, share: { ...this.#state.share, quality } })
    try {
      await video.applyConstraints(constraints)
    } catch (error) {
      // The capture goes on as it was; the encoder still follows the hint.
      this.#dependencies.logger.warn('The capture could not be tuned', error)
    }
  }

  /** Sends nothing for a while; the others are told that it is paused. */
  pause(): void {
    if (this.#state.status === 'sharing') this.#setState({ ...this.#state, status: 'paused' })
  }

  resume(): void {
    if (this.#state.status === 'paused') this.#setState({ ...this.#state, status: 'sharing' })
  }

  /** Idempotent. */
  stop(): void {
    this.#wish += 1
    if (this.#state.status === 'off') return
    this.#release()
    this.#setState({ status: 'off' })
  }

  /** Stops the share for a reason that this participant has to be told. */
  end(ending: ShareEnding): void {
    if (!('share' in this.#state)) return
    this.stop()
    this.#events.emit('ended', ending)
  }

  /** Idempotent. */
  close(): void {
    this.stop()
    this.#events.events = {}
  }

  async #capture(quality: ShareQuality, audio: boolean, label: string): Promise<Share | ShareFailure> {
    const { capture, logger } = this.#dependencies
    if (capture === undefined) return 'unsupported'
    try {
      const stream = await capture(shareConstraints(quality, audio))
      const video = stream.getVideoTracks()[0]
      if (video === undefined) return 'unknown'
      video.contentHint = SHARE_TUNING[quality].contentHint
      return { video, audio: stream.getAudioTracks()[0] ?? null, label: label || video.label, quality }
    } catch (error) {
      const reason = (error instanceof Error && REASONS[error.name]) || 'unknown'
      if (reason !== 'cancelled') logger.warn(`The screen can't be captured: ${reason}`, error)
      return reason
    }
  }

  #release(): void {
    if (!('share' in this.#state)) return
    this.#state.share.video.removeEventListener('ended', this.#onEnded)
    stopTracks(this.#state.share)
  }

  readonly #onEnded = (): void => this.end('source-gone')

  #setState(state: ShareState): void {
    this.#state = state
    this.#events.emit('change')
  }
}

function stopTracks({ video, audio }: Share): void {
  video.stop()
  audio?.stop()
}
