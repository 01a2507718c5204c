import { createNanoEvents } from 'nanoevents'
import type { DeviceChoice } from '../../../protocol/settings.ts'
import type { Logger } from '../logger.ts'
import { captureFailure } from './capture-failure.ts'
import type { CaptureFailure, CaptureKind, CaptureState, Device } from './capture-state.ts'
import {
  cameraConstraints,
  captureConstraints,
  USUAL_PROCESSING,
  type CameraDetail,
  type SoundProcessing
} from './constraints.ts'
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

interface CaptureEvents {
  change: () => void
  /** The device went while it captured; `replace` has to find another one. `enabled`: it was not muted. */
  lost: (device: Device, enabled: boolean) => void
}

/** A track of a device, and what its sound goes through. */
interface Opened {
  track: MediaStreamTrack
  processing: SoundProcessing
}

/** One capturing device and the track it gives. Its states are drawn in `capture-state.ts`. */
export class Capture {
  readonly #dependencies: CaptureDependencies
  readonly #events = createNanoEvents<CaptureEvents>()
  #state: CaptureState = { status: 'off' }
  #choice: DeviceChoice = null
  /** The choice behind the track that is there; a choice that can't be used gives way to it. */
  #usedChoice: DeviceChoice = null
  #detail: CameraDetail = 'usual'
  #processing: SoundProcessing = USUAL_PROCESSING
  /** What the sound of the track goes through that is there. */
  #usedProcessing: SoundProcessing = USUAL_PROCESSING
  /** Grows with each wish, so that an answer to an older one is recognised and its track released. */
  #wish = 0

  constructor(dependencies: CaptureDependencies) {
    this.#dependencies = dependencies
  }

  get state(): CaptureState {
    return this.#state
  }

  /** What the person has chosen; null leaves it to the system. */
  get choice(): DeviceChoice {
    return this.#choice
  }

  get detail(): CameraDetail {
    return this.#detail
  }

  on<Event extends keyof CaptureEvents>(event: Event, listener: CaptureEvents[Event]): () => void {
    return this.#events.on(event, listener)
  }

  /** Whether the device that captures isn't among those that are there, though its track goes on. */
  isGoneFrom(devices: readonly Device[]): boolean {
    if (!('track' in this.#state)) return false
    const { deviceId } = this.#state
    // Some browsers hide what there is; and the default device has a name of its own besides its id.
    if (deviceId === '' || deviceId === 'default' || devices.length === 0) return false
    return !devices.some(({ id }) => id === deviceId)
  }

  /** Gives the device up as one that is gone. */
  lose(): void {
    if (!('track' in this.#state)) return
    const { track, deviceId } = this.#state
    this.#dependencies.logger.warn(`The ${this.#dependencies.kind} has gone`)
    this.#detach(track)
    this.#wish += 1
    this.#setState({ status: 'starting' })
    this.#events.emit('lost', { id: deviceId, label: track.label }, track.enabled)
  }

  /**
   * Takes the first device that gives something, after the one before was lost. The choice of the person stays
   * what it was.
   *
   * @param order ids in the order in which they are tried, null being the system's default
   * @returns the label of the new device; null when there is none, or something else was wanted meanwhile
   */
  async replace(
    order: (devices: readonly Device[]) => readonly (string | null)[],
    enabled: boolean
  ): Promise<string | null> {
    if (this.#state.status !== 'failed' && this.#state.status !== 'starting') return null
    const wish = ++this.#wish
    this.#setState({ status: 'starting' })
    for (const deviceId of order(this.#dependencies.available())) {
      const opened = await this.#open(deviceId)
      if (wish !== this.#wish) {
        if ('track' in opened) opened.track.stop()
        return null
      }
      if ('reason' in opened) continue
      opened.track.enabled = enabled
      this.#adopt(opened)
      return opened.track.label
    }
    this.#setState({ status: 'failed', reason: 'not-found' })
    return null
  }

  /** Has a camera give more or less from now on. One that can't goes on as it is. */
  async setDetail(detail: CameraDetail): Promise<void> {
    if (detail === this.#detail) return
    this.#detail = detail
    const state = this.#state
    if (!('track' in state)) return
    try {
      await state.track.applyConstraints(cameraConstraints(detail))
      // What it gives now is in the track's own settings.
      if (this.#state === state) this.#setState({ ...state })
    } catch (error) {
      this.#dependencies.logger.warn('The camera keeps the size of its pictures', error)
    }
  }

  /** Has a microphone's sound go through more or less from now on; one that starts now, once it is there. */
  async setProcessing(processing: SoundProcessing): Promise<void> {
    this.#processing = processing
    if ('track' in this.#state) await this.#process(this.#state)
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
    const failure = await this.#reopen(state.track, this.#chosen)
    if (failure !== null) {
      this.#choice = this.#usedChoice
      await this.#revive()
    }
    return failure
  }

  /** Idempotent. Stops the track, so that the device's light goes out. */
  close(): void {
    if (this.#state.status !== 'off') this.#release()
  }

  /**
   * Puts the track of a device in the place of one that goes on until then.
   *
   * @returns why there is none, or null
   */
  async #reopen(before: MediaStreamTrack, deviceId: string | null): Promise<CaptureFailure | null> {
    const wish = ++this.#wish
    const opened = await this.#open(deviceId)
    if (wish !== this.#wish) {
      if ('track' in opened) opened.track.stop()
      return null
    }
    if ('reason' in opened) return opened.reason
    opened.track.enabled = before.enabled
    this.#detach(before)
    this.#adopt(opened)
    return null
  }

  /**
   * Opens a microphone anew if its sound goes through something else than is wanted. Chromium fixes that when it opens a
   * device: `applyConstraints` changes nothing, and neither does a second track while the first is alive, which shares
   * its source. So there is a gap, of less than a syllable.
   */
  async #process({ track, deviceId }: { track: MediaStreamTrack; deviceId: string }): Promise<void> {
    if (JSON.stringify(this.#processing) === JSON.stringify(this.#usedProcessing)) return
    this.#detach(track)
    const wish = ++this.#wish
    // Another device may have been chosen that hasn't come yet.
    const sameDevice = this.#choice === this.#usedChoice && deviceId !== ''
    const opened = await this.#open(sameDevice ? deviceId : this.#chosen)
    if (wish !== this.#wish) {
      if ('track' in opened) opened.track.stop()
    } else if ('track' in opened) {
      opened.track.enabled = track.enabled
      this.#adopt(opened)
    } else {
      this.#setState({ status: 'failed', reason: opened.reason })
    }
  }

  /** Opens a device again that was given up for other processing, when the one that was to replace it didn't come. */
  async #revive(): Promise<void> {
    const state = this.#state
    if (!('track' in state) || state.track.readyState === 'live') return
    const reason = await this.#reopen(state.track, this.#chosen)
    if (reason !== null) this.#setState({ status: 'failed', reason })
  }

  async #start(): Promise<void> {
    const wish = ++this.#wish
    this.#setState({ status: 'starting' })
    const opened = await this.#open(this.#chosen)
    if (wish !== this.#wish) {
      if ('track' in opened) opened.track.stop()
    } else if ('track' in opened) {
      this.#adopt(opened)
    } else {
      this.#setState({ status: 'failed', reason: opened.reason })
    }
  }

  /** Id of the device to ask for; null for the system's default. */
  get #chosen(): string | null {
    return matchDevice(this.#choice, this.#dependencies.available())
  }

  async #open(deviceId: string | null): Promise<Opened | { reason: CaptureFailure }> {
    const { kind, devices, requestAccess, logger } = this.#dependencies
    if (devices === undefined) return { reason: 'insecure-origin' }
    try {
      if ((await requestAccess(kind)) === 'denied') return { reason: 'denied' }
      const processing = this.#processing
      const stream = await devices.getUserMedia(
        captureConstraints(kind, deviceId, { detail: this.#detail, processing })
      )
      const track = stream.getTracks()[0]
      return track === undefined ? { reason: 'unknown' } : { track, processing }
    } catch (error) {
      const reason = captureFailure(error)
      logger.warn(`The ${kind} gives nothing: ${reason}`, error)
      return { reason }
    }
  }

  #adopt({ track, processing }: Opened): void {
    track.addEventListener('ended', this.#onEnded)
    this.#usedChoice = this.#choice
    this.#usedProcessing = processing
    const status = track.enabled ? 'on' : 'muted'
    const deviceId = track.getSettings().deviceId ?? ''
    this.#setState({ status, track, deviceId })
    // Something else may be wanted since.
    if (this.#dependencies.kind === 'microphone') void this.#process({ track, deviceId })
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

  readonly #onEnded = (): void => this.lose()

  #setState(state: CaptureState): void {
    this.#state = state
    this.#events.emit('change')
  }
}
