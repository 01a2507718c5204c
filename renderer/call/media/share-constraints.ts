import type { ShareQuality } from './share-state.ts'

/** What each quality asks of the capture and tells the encoder. */
interface ShareTuning {
  /** Tells the encoder what matters (W3C mst-content-hint): with `text` frames give way before sharpness. */
  contentHint: 'text' | 'motion'
  constraints: MediaTrackConstraints
}

/**
 * Text is captured as it is, pixel for pixel, up to a 4K screen: scaling would blur it before it is encoded.
 * What moves is held to 1080p, where thirty pictures a second are affordable.
 */
export const SHARE_TUNING: Readonly<Record<ShareQuality, ShareTuning>> = {
  sharp: {
    contentHint: 'text',
    constraints: { width: { max: 3840 }, height: { max: 2160 }, frameRate: { ideal: 15, max: 15 } }
  },
  smooth: {
    contentHint: 'motion',
    constraints: { width: { max: 1920 }, height: { max: 1080 }, frameRate: { ideal: 30, max: 30 } }
  }
}

/**
 * Sound as it is: what improves speech would spoil music. Only the echo canceller stays on, because the meeting's
 * own voices are part of what the computer plays, and people mustn't hear themselves. Browsers that can leave
 * this page's sound out of the capture do that (W3C Screen Capture, `restrictOwnAudio`).
 */
const AUDIO: MediaTrackConstraints & { restrictOwnAudio: boolean } = {
  echoCancellation: true,
  noiseSuppression: false,
  autoGainControl: false,
  channelCount: 2,
  restrictOwnAudio: true
}

/** Hints to the browser's own picker (W3C Screen Capture); the desktop app has one of its own. */
interface PickerHints {
  selfBrowserSurface: 'exclude' | 'include'
  surfaceSwitching: 'exclude' | 'include'
  systemAudio: 'exclude' | 'include'
}

/** What to ask of `getDisplayMedia`. */
export function shareConstraints(
  quality: ShareQuality,
  audio: boolean
): DisplayMediaStreamOptions & PickerHints {
  return {
    video: SHARE_TUNING[quality].constraints,
    audio: audio ? AUDIO : false,
    selfBrowserSurface: 'exclude',
    surfaceSwitching: 'exclude',
    systemAudio: audio ? 'include' : 'exclude'
  }
}
