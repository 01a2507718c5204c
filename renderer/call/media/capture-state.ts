/** A device that captures. */
export type CaptureKind = 'camera' | 'microphone'

/** Why a device gives nothing; `reason` chooses the text that people read. */
export type CaptureFailure =
  /** There is no such device. */
  | 'not-found'
  /** The person, the browser or the operating system refused. */
  | 'denied'
  /** Another program holds it, or it doesn't start. */
  | 'busy'
  /** The page's origin isn't secure, so the browser has no devices for it. */
  | 'insecure-origin'
  /** Anything else; the log has the cause. */
  | 'unknown'

/**
 * One capturing device.
 *
 * ```
 *            switch on               granted
 *   off ────────────────▶ starting ──────────▶ on ◀──────▶ muted (microphone only)
 *    ▲                       │                  │             │
 *    │                       ▼ refused          │ switch off  │ close
 *    ├────────────────── failed                 ├─────────────┤
 *    │                                          │             │
 *    └──────────────────────────────────────────┴─────────────┘
 * ```
 *
 * A device that is unplugged while it captures leads back to `starting`, until another one gives something: see
 * `hot-plug.ts`.
 *
 * A camera that is switched off is released, and its light goes out. A microphone that is switched off stays
 * open but silent (`muted`), so that the first word after unmuting isn't lost.
 */
export type CaptureState =
  | { status: 'off' }
  | { status: 'starting' }
  | { status: 'on'; track: MediaStreamTrack; deviceId: string }
  | { status: 'muted'; track: MediaStreamTrack; deviceId: string }
  | { status: 'failed'; reason: CaptureFailure }

/** A device as the pickers show it. `label` is empty until the person has granted access once. */
export interface Device {
  id: string
  label: string
}

export interface DeviceLists {
  cameras: readonly Device[]
  microphones: readonly Device[]
  /** Empty where the browser can't choose an output. */
  speakers: readonly Device[]
  /** Labels of the devices that stand behind the system's default; empty while that isn't known. */
  defaults: { microphone: string; speaker: string }
}
