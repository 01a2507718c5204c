import type { CaptureKind } from './capture-state.ts'

/** How much the camera gives. */
export type CameraDetail = keyof typeof CAMERA

/**
 * The usual picture is what a mesh of a few people carries on an ordinary machine: each pair encodes and decodes one of
 * its own, so the cost grows with the number of people. The fine one is for somebody who shows it large, the calm one for
 * a machine that has too much to do: what isn't captured needn't be drawn, here first of all, where the own picture is.
 * In the order of what they cost.
 */
const CAMERA = {
  calm: { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 15, max: 15 } },
  usual: { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 30, max: 30 } },
  fine: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } }
} as const satisfies Record<string, MediaTrackConstraints>

/** The detail that pictures of this height, in pixels, and so many a second take. A framerate of 0 asks for none. */
export function detailFor({ height, framerate }: { height: number; framerate: number }): CameraDetail {
  if (height > CAMERA.usual.height.ideal) return 'fine'
  return framerate > 0 && framerate <= CAMERA.calm.frameRate.ideal ? 'calm' : 'usual'
}

/** Whether one is better than the other. */
export function isFiner(detail: CameraDetail, than: CameraDetail): boolean {
  const order = Object.keys(CAMERA)
  return order.indexOf(detail) > order.indexOf(than)
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
