import type { ShareQuality } from '../media/share-state.ts'
import type { SendLimits, VideoLimits } from '../peer/sender-limits.ts'

export interface SendSituation {
  /** People who are sent to, each by an encoder and a connection of their own. */
  viewers: number
  /** What this participant shares now; null for nothing. */
  own: ShareQuality | null
  /** Whether anybody shares, this participant or another. */
  anySharing: boolean
}

/** What all copies of a share may take of the line up, in bits per second. */
const SHARE_UPLINK = 12_000_000

/** Bounds of one copy, in bits per second: below the first text stays blurred too long, above the second nothing is won. */
const SHARE_BITRATE: Readonly<Record<ShareQuality, { least: number; most: number }>> = {
  sharp: { least: 600_000, most: 3_000_000 },
  smooth: { least: 800_000, most: 4_000_000 }
}

/**
 * By the number of viewers: every copy is encoded anew, so the processor's work grows with them. Text gives up
 * pictures and keeps its size; what moves gives up size and keeps most of its pictures.
 */
const SHARE_STEPS = [
  { viewers: 2, sharp: { framerate: 15, scale: 1 }, smooth: { framerate: 30, scale: 1 } },
  { viewers: 4, sharp: { framerate: 10, scale: 1 }, smooth: { framerate: 24, scale: 1.5 } },
  { viewers: 8, sharp: { framerate: 6, scale: 1 }, smooth: { framerate: 20, scale: 2 } },
  { viewers: Infinity, sharp: { framerate: 4, scale: 1 }, smooth: { framerate: 15, scale: 3 } }
] as const

const FREE: VideoLimits = {
  maxBitrate: null,
  maxFramerate: null,
  scaleResolutionDownBy: 1,
  degradationPreference: 'balanced'
}

/** A face beside a share is small, and gives way to it. */
const BESIDE_A_SHARE: VideoLimits = {
  maxBitrate: 250_000,
  maxFramerate: 15,
  scaleResolutionDownBy: 2,
  degradationPreference: 'balanced'
}

/** Whoever shares has the encoders busy with that; their own face gives way first. */
const OWN_FACE: VideoLimits = {
  maxBitrate: 150_000,
  maxFramerate: 10,
  scaleResolutionDownBy: 2,
  degradationPreference: 'balanced'
}

/** How much of the camera and of the share each viewer is sent. Pure. */
export function sendLimits({ viewers, own, anySharing }: SendSituation): SendLimits {
  const camera = own !== null ? OWN_FACE : anySharing ? BESIDE_A_SHARE : FREE
  return { camera, screen: own === null ? FREE : shareLimits(own, Math.max(1, viewers)) }
}

function shareLimits(quality: ShareQuality, viewers: number): VideoLimits {
  const { least, most } = SHARE_BITRATE[quality]
  const step = SHARE_STEPS.find((each) => viewers <= each.viewers) ?? SHARE_STEPS[0]
  const { framerate, scale } = step[quality]
  return {
    maxBitrate: Math.round(Math.min(most, Math.max(least, SHARE_UPLINK / viewers))),
    maxFramerate: framerate,
    scaleResolutionDownBy: scale,
    degradationPreference: quality === 'sharp' ? 'maintain-resolution' : 'maintain-framerate'
  }
}
