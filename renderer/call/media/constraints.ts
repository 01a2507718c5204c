import type { CaptureKind } from './capture-state.ts'

/**
 * The picture that a mesh of a few people carries on an ordinary machine: each pair encodes and decodes one
 * of its own, so the cost grows with the number of people.
 */
const CAMERA: MediaTrackConstraints = {
  width: { ideal: 640 },
  height: { ideal: 360 },
  frameRate: { ideal: 30, max: 30 }
}

const MICROPHONE: MediaTrackConstraints = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true
}

/** What to ask of a device. Without an id the system's default is meant. */
export function captureConstraints(kind: CaptureKind, deviceId: string | null): MediaStreamConstraints {
  const device = deviceId === null ? {} : { deviceId: { exact: deviceId } }
  return kind === 'camera' ? { video: { ...CAMERA, ...device } } : { audio: { ...MICROPHONE, ...device } }
}
