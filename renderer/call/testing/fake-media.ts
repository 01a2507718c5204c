import { CountingEventTarget } from './counting-event-target.ts'
import { ledger } from './ledger.ts'

/** A track of a device. It counts as open until it is stopped or ends. */
export class FakeTrack extends CountingEventTarget {
  readonly kind: 'audio' | 'video'
  readonly label: string
  readonly deviceId: string
  readonly id = crypto.randomUUID()
  enabled = true
  /** Whether its device gives nothing for now. */
  muted = false
  contentHint = ''
  /** What was asked of it last. */
  constraints: MediaTrackConstraints | null = null
  /** What its sound goes through, as it was asked for when it was opened. */
  processing: MediaTrackSettings = {}
  readyState: 'live' | 'ended' = 'live'

  constructor(kind: 'audio' | 'video', { deviceId = '', label = '', remote = false } = {}) {
    super(`a ${kind} track`)
    this.kind = kind
    this.deviceId = deviceId
    this.label = label
    if (!remote) ledger.opened(this, `a live ${kind} track`)
  }

  getSettings(): MediaTrackSettings {
    if (this.kind === 'audio') return { deviceId: this.deviceId, ...this.processing }
    const { width = 640, height = 360 } = this.constraints ?? {}
    return { deviceId: this.deviceId, width: idealOf(width), height: idealOf(height) }
  }

  applyConstraints(constraints: MediaTrackConstraints): Promise<void> {
    this.constraints = constraints
    return Promise.resolve()
  }

  stop(): void {
    this.readyState = 'ended'
    ledger.closed(this)
  }

  /** Ends it from outside, as when its device is unplugged. */
  end(): void {
    this.stop()
    this.dispatchEvent(new Event('ended'))
  }
}

/** A device that gives exactly what it is asked for. */
function idealOf(constraint: ConstrainULong): number {
  return typeof constraint === 'number' ? constraint : (constraint.ideal ?? constraint.max ?? 0)
}

export class FakeMediaStream {
  readonly #tracks: readonly MediaStreamTrack[]

  constructor(tracks: readonly MediaStreamTrack[] = []) {
    this.#tracks = tracks
  }

  getTracks(): readonly MediaStreamTrack[] {
    return this.#tracks
  }

  getAudioTracks(): readonly MediaStreamTrack[] {
    return this.#tracks.filter((track) => track.kind === 'audio')
  }

  getVideoTracks(): readonly MediaStreamTrack[] {
    return this.#tracks.filter((track) => track.kind === 'video')
  }
}

export interface FakeDevice {
  kind: MediaDeviceKind
  deviceId: string
  label: string
}

const DEVICES: readonly FakeDevice[] = [
  { kind: 'videoinput', deviceId: 'camera-1', label: 'Built-in camera' },
  { kind: 'videoinput', deviceId: 'camera-2', label: 'Desk camera' },
  { kind: 'audioinput', deviceId: 'default', label: 'Default - Built-in microphone' },
  { kind: 'audioinput', deviceId: 'microphone-1', label: 'Built-in microphone' },
  { kind: 'audioinput', deviceId: 'microphone-2', label: 'Headset' },
  { kind: 'audiooutput', deviceId: 'default', label: 'Default - Built-in speaker' },
  { kind: 'audiooutput', deviceId: 'speaker-1', label: 'Built-in speaker' }
]

/** `navigator.mediaDevices` with devices that a test plugs, unplugs and breaks. */
export class FakeMediaDevices extends CountingEventTarget {
  available: readonly FakeDevice[] = DEVICES
  /** What `getUserMedia` rejects with, by kind of track; none by default. */
  readonly failures: { audio?: DOMException; video?: DOMException } = {}
  /** Every track that was given out. */
  readonly given: FakeTrack[] = []
  /** What was asked for, newest last. */
  readonly requests: MediaStreamConstraints[] = []
  /** While set, `getUserMedia` waits for it. */
  gate: Promise<void> = Promise.resolve()
  /** What `getDisplayMedia` rejects with; null captures. */
  displayFailure: DOMException | null = null
  /** The tracks of every capture of a screen, newest last. */
  readonly captured: FakeTrack[][] = []

  constructor() {
    super('mediaDevices')
  }

  enumerateDevices(): Promise<FakeDevice[]> {
    return Promise.resolve([...this.available])
  }

  async getUserMedia(constraints: MediaStreamConstraints): Promise<FakeMediaStream> {
    this.requests.push(constraints)
    await this.gate
    const kind = constraints.video === undefined ? 'audio' : 'video'
    const failure = this.failures[kind]
    if (failure !== undefined) throw failure
    const wanted = (constraints[kind] as MediaTrackConstraints).deviceId as { exact?: string } | undefined
    const candidates = this.available.filter((device) => device.kind === `${kind}input`)
    const device =
      wanted?.exact === undefined ? candidates[0] : candidates.find((each) => each.deviceId === wanted.exact)
    if (device === undefined) throw new DOMException('No such device', 'NotFoundError')
    const track = new FakeTrack(kind, device)
    if (kind === 'audio') {
      const { echoCancellation, noiseSuppression, autoGainControl } = constraints.audio as MediaTrackSettings
      track.processing = { echoCancellation, noiseSuppression, autoGainControl }
    }
    this.given.push(track)
    return new FakeMediaStream([track as unknown as MediaStreamTrack])
  }

  async getDisplayMedia({ audio }: DisplayMediaStreamOptions): Promise<FakeMediaStream> {
    await this.gate
    if (this.displayFailure !== null) throw this.displayFailure
    const label = `Screen ${this.captured.length + 1}`
    const tracks = [
      new FakeTrack('video', { label }),
      ...(audio ? [new FakeTrack('audio', { label: 'System sound' })] : [])
    ]
    this.captured.push(tracks)
    return new FakeMediaStream(tracks as unknown as MediaStreamTrack[])
  }

  /** Takes a device away while it may be in use. */
  unplug(deviceId: string): void {
    for (const track of this.given) {
      if (track.deviceId === deviceId && track.readyState === 'live') track.end()
    }
    this.plug(this.available.filter((device) => device.deviceId !== deviceId))
  }

  /** Changes what is plugged in, and says so. */
  plug(devices: readonly FakeDevice[]): void {
    this.available = devices
    this.dispatchEvent(new Event('devicechange'))
  }
}

/** An AudioContext that hears `level` on every source. */
export class FakeAudioContext {
  /** What the analysers of all contexts read, 0 to 1. */
  static level = 0

  constructor() {
    ledger.opened(this, 'an audio context')
  }

  createAnalyser(): object {
    return {
      fftSize: 0,
      getFloatTimeDomainData: (samples: Float32Array) => samples.fill(FakeAudioContext.level)
    }
  }

  createMediaStreamSource(): object {
    return { connect() {}, disconnect() {} }
  }

  close(): Promise<void> {
    ledger.closed(this)
    return Promise.resolve()
  }
}
