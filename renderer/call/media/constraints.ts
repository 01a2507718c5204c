import type { CaptureKind } from './capture-state.ts'

/** How much the camera gives. */
export type CameraDetail = keyof typeof CAMERA

/**
 * The usual picture is what a mesh of a few people carries on an ordinary machine: each pair encodes and decodes one of
 * its own, so the cost grows with the number of people. The fine one is for somebody who shows it large.
 */
const CAMERA = {
  usual: { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 30, max: 30 } },
  fine: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } }
} as const satisfies Record<string, MediaTrackConstraints>

/** The detail that a picture of this height takes, in pixels. */
export function detailFor(height: number): CameraDetail {
  return height > CAMERA.usual.height.ideal ? 'fine' : 'usual'
}

/** What the browser does to the microphone's sound (W3C mediacapture-streams). */
export interface SoundProcessing {
  echoCancellation: boolean
  noiseSuppression: boolean
  autoGainControl: boolean
}

export const USUAL_PROCESSING: SoundProcessing = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true
}

/** What to ask of a device. Without an id the system's default is meant. */
export function captureConstraints(
  kind: CaptureKind,
  deviceId: string | null,
  { detail, processing }: { detail: CameraDetail; processing: SoundProcessing }
): MediaStreamConstraints {
  const device = deviceId === null ? {} : { deviceId: { exact: deviceId } }
  return kind === 'camera'
    ? { video: { ...CAMERA[detail], ...device } }
    : { audio: { ...processing, ...device } }
}

/** What to ask of a camera that is open already. */
export function cameraConstraints(detail: CameraDetail): MediaTrackConstraints {
  return CAMERA[detail]
}
