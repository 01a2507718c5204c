import { createNanoEvents } from 'nanoevents'
import type { DeviceChoice } from '../../../protocol/settings.ts'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import { Capture } from './capture.ts'
import type { CaptureFailure, CaptureKind, CaptureState, Device, DeviceLists } from './capture-state.ts'
import { detailFor, isFiner, type SoundProcessing } from './constraints.ts'
import { LevelMeter } from './level-meter.ts'
import { HotPlug, type DeviceChange } from './hot-plug.ts'
import { ScreenShare } from './screen-share.ts'

export interface LocalMediaDependencies {
  /** `navigator.mediaDevices`; undefined where the origin isn't secure. */
  devices: MediaDevices | undefined
  createAudioContext: () => AudioContext
  /** Asks the operating system, which may have a say of its own (macOS). */
  requestAccess: (kind: CaptureKind) => Promise<'granted' | 'denied'>
  /**
   * Whether the list of devices has to be looked at now and then, because nobody says when it changes: Chromium on
   * Linux notices what the kernel reports, and knows nothing of a Bluetooth headset or whatever else the sound server
   * brings.
   */
  pollDevices: boolean
  clock: Clock
  logger: Logger
}

interface LocalMediaEvents {
  /** The camera, the microphone, the share or the list of devices changed. */
  change: () => void
  /** Another device is used than before, or could be, because devices came or went. */
  device: (change: DeviceChange) => void
  /** How loud the microphone is, 0 to 1, about 15 times a second while it is on; 0 once when it goes off. */
  level: (level: number) => void
}

/** How often the list is looked at where nobody says when it changes, in milliseconds. */
const POLLING = 1_000

/** How long smaller pictures have to do before the camera gives smaller ones, in milliseconds. */
const COARSER_AFTER = 5_000

/** Names under which a browser repeats the default device; the system's default is asked for without an id. */
const ALIASES = new Set(['', 'default', 'communications'])

/**
 * The camera, the microphone and the share of this participant, and the devices to choose from. It is the sole owner of
 * local tracks and lives from the lobby to the end of the meeting.
 *
 * `close()` stops every track and reading; nothing else here needs closing.
 */
export class LocalMedia {
  readonly screen: ScreenShare
  readonly #dependencies: LocalMediaDependencies
  readonly #events = createNanoEvents<LocalMediaEvents>()
  readonly #captures: Readonly<Record<CaptureKind, Capture>>
  readonly #hotPlug: HotPlug
  #devices: DeviceLists = {
    cameras: [],
    microphones: [],
    speakers: [],
    defaults: { microphone: '', speaker: '' }
  }
  /** The first reading of the list, which has to come before a remembered device can be matched. */
  #listed: Promise<void> | null = null
  /** What was asked for last. */
  readonly #wanted = { camera: false, microphone: false }
  #meter: { track: MediaStreamTrack; meter: LevelMeter } | null = null
  #stopPolling: () => void = () => {}
  #cancelCoarser: () => void = () => {}
  #closed = false

  constructor(dependencies: LocalMediaDependencies) {
    this.#dependencies = dependencies
    const capture = (kind: CaptureKind, available: () => readonly Device[]) =>
      new Capture({ ...dependencies, kind, available })
    this.#captures = {
      camera: capture('camera', () => this.#devices.cameras),
      microphone: capture('microphone', () => this.#devices.microphones)
    }
    for (const capture of Object.values(this.#captures)) capture.on('change', this.#onCaptureChange)
    this.#hotPlug = new HotPlug({
      captures: this.#captures,
      devices: () => this.#devices,
      refresh: () => this.refreshDevices(),
      onChange: (change) => this.#events.emit('device', change)
    })
    this.screen = new ScreenShare({
      capture: dependencies.devices?.getDisplayMedia?.bind(dependencies.devices),
      logger: dependencies.logger
    })
    this.screen.on('change', () => this.#events.emit('change'))
    dependencies.devices?.addEventListener('devicechange', this.#refresh)
    if (dependencies.pollDevices) this.#stopPolling = dependencies.clock.every(POLLING, this.#refresh)
  }

  get camera(): CaptureState {
    return this.#captures.camera.state
  }

  get microphone(): CaptureState {
    return this.#captures.microphone.state
  }

  get devices(): DeviceLists {
    return this.#devices
  }

  on<Event extends keyof LocalMediaEvents>(event: Event, listener: LocalMediaEvents[Event]): () => void {
    return this.#events.on(event, listener)
  }

  /** Switches the camera or the microphone. Never rejects: why a device gives nothing is in its state. */
  async setOn(kind: CaptureKind, on: boolean): Promise<void> {
    this.#wanted[kind] = on
    if (on) await (this.#listed ??= this.refreshDevices())
    // Off may have been wanted meanwhile: it doesn't wait for the list.
    if (this.#closed || this.#wanted[kind] !== on) return
    const wasOpen = 'track' in this.#captures[kind].state
    await this.#captures[kind].setOn(on)
    // The browser gives labels, and some devices, only once access is granted.
    if (on && !wasOpen) await this.refreshDevices()
  }

  /**
   * Takes another device, at once if one is capturing.
   *
   * @returns why the new device can't be used (the old one then goes on), or null
   */
  async choose(kind: CaptureKind, choice: DeviceChoice): Promise<CaptureFailure | null> {
    if (this.#closed) return null
    this.#hotPlug.forget(kind)
    return this.#captures[kind].choose(choice)
  }

  /** Has the microphone's sound go through more or less before it is sent, at once if it is on. */
  async setProcessing(processing: SoundProcessing): Promise<void> {
    if (!this.#closed) await this.#captures.microphone.setProcessing(processing)
  }

  /** Has the camera give pictures that are at least so high and come so often, or as good as it can. */
  fitCamera(demand: { height: number; framerate: number }): void {
    this.#cancelCoarser()
    if (this.#closed) return
    const { camera } = this.#captures
    const detail = detailFor(demand)
    if (detail === camera.detail) return
    if (isFiner(detail, camera.detail)) void camera.setDetail(detail)
    else
      this.#cancelCoarser = this.#dependencies.clock.after(COARSER_AFTER, () => void camera.setDetail(detail))
  }

  /** Reads the list of devices anew; it is also read whenever the system says that it changed. */
  async refreshDevices(): Promise<void> {
    const { devices, logger } = this.#dependencies
    if (devices === undefined) return
    try {
      const all = await devices.enumerateDevices()
      const found = all.filter((device) => !ALIASES.has(device.deviceId))
      const ofKind = (kind: MediaDeviceKind): Device[] =>
        found
          .filter((device) => device.kind === kind)
          .map((device) => ({ id: device.deviceId, label: device.label }))
      if (this.#closed) return
      const before = this.#devices
      const now: DeviceLists = {
        cameras: ofKind('videoinput'),
        microphones: ofKind('audioinput'),
        speakers: ofKind('audiooutput'),
        defaults: {
          microphone: defaultLabel(all, 'audioinput'),
          speaker: defaultLabel(all, 'audiooutput')
        }
      }
      if (JSON.stringify(now) === JSON.stringify(before)) return
      this.#devices = now
      this.#events.emit('change')
      this.#hotPlug.compare(before, now)
    } catch (error) {
      logger.warn('The devices could not be listed', error)
    }
  }

  /** Idempotent. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#dependencies.devices?.removeEventListener('devicechange', this.#refresh)
    this.#stopPolling()
    this.#cancelCoarser()
    for (const capture of Object.values(this.#captures)) capture.close()
    this.screen.close()
    this.#measure(null)
    this.#events.events = {}
  }

  readonly #refresh = (): void => {
    void this.refreshDevices()
  }

  readonly #onCaptureChange = (): void => {
    this.#measure(this.microphone.status === 'on' ? this.microphone.track : null)
    this.#events.emit('change')
  }

  /** Keeps the level meter on the track that is audible now. */
  #measure(track: MediaStreamTrack | null): void {
    if (this.#meter?.track === track || (this.#meter === null && track === null)) return
    const { createAudioContext, clock, logger } = this.#dependencies
    void this.#meter?.meter
      .close()
      .catch((error: unknown) => logger.warn('The level meter did not close', error))
    this.#meter = null
    if (track === null) {
      this.#events.emit('level', 0)
      return
    }
    const onLevel = (level: number) => this.#events.emit('level', level)
    try {
      this.#meter = { track, meter: new LevelMeter(track, createAudioContext(), clock, onLevel) }
    } catch (error) {
      // Without an audio output some browsers have no context. The microphone works; only its meter doesn't.
      logger.warn('The level of the microphone cannot be measured', error)
    }
  }
}

/** Chromium lists the default device a second time, under a label that ends with the device's own. */
function defaultLabel(devices: readonly MediaDeviceInfo[], kind: MediaDeviceKind): string {
  const ofKind = devices.filter((device) => device.kind === kind)
  const alias = ofKind.find((device) => device.deviceId === 'default')
  const behind = ofKind.find(
    ({ deviceId, label }) => !ALIASES.has(deviceId) && label !== '' && alias?.label.endsWith(label)
  )
  return behind?.label ?? ''
}
