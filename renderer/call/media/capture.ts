import { createNanoEvents } from 'nanoevents'
import type { DeviceChoice } from '../../../protocol/settings.ts'
import type { Logger } from '../logger.ts'
import { captureFailure } from './capture-failure.ts'
import type { CaptureFailure, CaptureKind, CaptureState, Device } from './capture-state.ts'
import { captureConstraints } from './constraints.ts'
import { matchDevice } from './device-match.ts'

export interface CaptureDependencies {
  kind: CaptureKind
  /** Undefined where the origin isn't secure. */
  devices: Pick<MediaDevices, 'getUserMedia'> | undefined
  /** Asks the operating system, which may have a say of its own. */
  requestAccess: (kind: CaptureKind) => Promise<'granted' | 'denied'>
  /** The devices of this kind that are known now. */
  available: () => readonly Device[]
  logger: Logger
}

/** One capturing device and the track it gives. Its states are drawn in `capture-state.ts`. */
export class Capture {
  readonly #dependencies: CaptureDependencies
  readonly #events = createNanoEvents<{ change: () => void }>()
  #state: CaptureState = { status: 'off' }
  #choice: DeviceChoice = null
  /** The choice behind the track that is there; a choice that can't be used gives way to it. */
  #usedChoice: DeviceChoice = null
  /** Grows with each wish, so that an answer to an older one is recognised and its track released. */
  #wish = 0

  constructor(dependencies: CaptureDependencies) {
    this.#dependencies = dependencies
  }

  get state(): CaptureState {
    return this.#state
  }

  on(event: 'change', listener: () => void): () => void {
    return this.#events.on(event, listener)
  }

  /** Switches on, or off. Failure to start is a state, not an error. */
  async setOn(on: boolean): Promise<void> {
    const state = this.#state
    if (on && state.status === 'muted') return this.#silence(state.track, false)
    if (on && (state.status === 'off' || state.status === 'failed')) return this.#start()
    if (!on && state.status === 'on' && this.#dependencies.kind === 'microphone') {
      return this.#silence(state.track, true)
    }
    if (!on && state.status !== 'off' && state.status !== 'muted') this.#release()
  }

  /**
   * Takes another device. While one is capturing, it goes on until the new one does.
   *
   * @returns why the new device can't be used, or null. The old one then goes on.
   */
  async choose(choice: DeviceChoice): Promise<CaptureFailure | null> {
    this.#choice = choice
    const state = this.#state
    if (state.status === 'off') return null
    if (state.status !== 'on' && state.status !== 'muted') {
      await this.#start()
      return null
    }
    const wish = ++this.#wish
    const opened = await this.#open()
    if (wish !== this.#wish) {
      if ('track' in opened) opened.track.stop()
      return null
    }
    if ('reason' in opened) {
      this.#choice = this.#usedChoice
      return opened.reason
    }
    opened.track.enabled = state.track.enabled
    this.#detach(state.track)
    this.#adopt(opened.track)
    return null
  }

  /** Idempotent. Stops the track, so that the device's light goes out. */
  close(): void {
    if (this.#state.status !== 'off') this.#release()
  }

  async #start(): Promise<void> {
    const wish = ++this.#wish
    this.#setState({ status: 'starting' })
    const opened = await this.#open()
    if (wish !== this.#wish) {
      if ('track' in opened) opened.track.stop()
    } else if ('track' in opened) {
      this.#adopt(opened.track)
    } else {
      this.#setState({ status: 'failed', reason: opened.reason })
    }
  }

  async #open(): Promise<{ track: MediaStreamTrack } | { reason: CaptureFailure }> {
    const { kind, devices, requestAccess, available, logger } = this.#dependencies
    if (devices === undefined) return { reason: 'insecure-origin' }
    try {
      if ((await requestAccess(kind)) === 'denied') return { reason: 'denied' }
      const deviceId = matchDevice(this.#choice, available())
      const stream = await devices.getUserMedia(captureConstraints(kind, deviceId))
      const track = stream.getTracks()[0]
      return track === undefined ? { reason: 'unknown' } : { track }
    } catch (error) {
      const reason = captureFailure(error)
      logger.warn(`The ${kind} gives nothing: ${reason}`, error)
      return { reason }
    }
  }

  #adopt(track: MediaStreamTrack): void {
    track.addEventListener('ended', this.#onEnded)
    this.#usedChoice = this.#choice
    const status = track.enabled ? 'on' : 'muted'
    this.#setState({ status, track, deviceId: track.getSettings().deviceId ?? '' })
  }

  #silence(track: MediaStreamTrack, muted: boolean): void {
    track.enabled = !muted
    const deviceId = track.getSettings().deviceId ?? ''
    this.#setState({ status: muted ? 'muted' : 'on', track, deviceId })
  }

  #release(): void {
    this.#wish += 1
    if ('track' in this.#state) this.#detach(this.#state.track)
    this.#setState({ status: 'off' })
  }

  #detach(track: MediaStreamTrack): void {
    track.removeEventListener('ended', this.#onEnded)
    track.stop()
  }

  readonly #onEnded = (event: Event): void => {
    this.#dependencies.logger.warn(`The ${this.#dependencies.kind} has gone`)
    event.target?.removeEventListener('ended', this.#onEnded)
    this.#wish += 1
    this.#setState({ status: 'failed', reason: 'not-found' })
  }

  #setState(state: CaptureState): void {
    this.#state = state
    this.#events.emit('change')
  }
}
