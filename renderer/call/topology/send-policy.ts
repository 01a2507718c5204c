import type { DrawnSize, Viewing } from '../../../protocol/viewing.ts'
import type { ShareQuality } from '../media/share-state.ts'
import type { CodecPreference } from '../peer/codec-policy.ts'
import type { SendLimits, VideoLimits } from '../peer/sender-limits.ts'

export interface SendSituation {
  /** What this participant shares now; null for nothing. */
  own: ShareQuality | null
  /** Whether anybody shares, this participant or another. */
  anySharing: boolean
  /** Size of the camera's own pictures, in pixels; null while it is off, or doesn't tell. */
  camera: DrawnSize | null
  /** What this machine and its line have room for. */
  room: SendRoom
  /** With what the camera is encoded, best first. */
  codecs: CodecPreference
}

/** What can be sent to all viewers together. Infinity where nothing bounds it. */
export interface SendRoom {
  /** Pixels a second of the camera that the processor can encode. */
  readonly pixelRate: number
  /** Bits a second that the line takes up, sound and headers included. */
  readonly uplink: number
}

/** Speech to one person, redundancy and headers included, in bits per second. It is never made to wait for pictures. */
export const SPEECH = 90_000

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

/** What all copies of a face may take of the line up, in bits per second. */
const CAMERA_UPLINK = 6_000_000

/** Bounds of one copy of a face, in bits per second; `scarce` is the least where the line has no room for all of them. */
const CAMERA_BITRATE = { scarce: 40_000, least: 100_000, most: 2_000_000 }

/**
 * Bits that a picture of a face takes for each of its pixels: 0.7 Mbit/s for 640x360 with 30 pictures a second, as
 * libwebrtc does by itself (`EncoderInfoSettings::GetDefaultSinglecastBitrateLimits`).
 */
const BITS_PER_PIXEL = 0.1

/** Pictures a second of a face by the number of people who see it: from 24 on movement is smooth, as in the cinema. */
const CAMERA_FRAMERATES = [
  { viewers: 4, framerate: 30 },
  { viewers: 6, framerate: 25 },
  { viewers: Infinity, framerate: 20 }
] as const

/** Where there isn't room for those, faces are sent with fewer. Below the last one a face jumps more than it moves. */
const FEWER_PICTURES = [20, 15] as const

/** The sizes in which faces are sent, by their heights in pixels. Between these nothing is won that anybody could see. */
const CAMERA_HEIGHTS = [90, 135, 180, 270, 360, 540, 720] as const

/**
 * Pictures become smaller down to this height before they become fewer, and below it only after: in one still smaller a
 * face can't be made out, and whatever else a machine does for a picture costs the same in any size.
 */
const RECOGNISED = 180

/** A picture that is drawn this much larger than it is still looks sharp. */
const ENLARGED = 1.15

/** What is assumed of somebody who hasn't said yet how large they draw a face. */
const UNTOLD: DrawnSize = { width: 640, height: 360 }

/** Width of a face's picture over its height, where the camera doesn't tell. */
const USUAL_RATIO = 16 / 9

const FREE: VideoLimits = {
  active: true,
  maxBitrate: null,
  maxFramerate: null,
  scaleResolutionDownBy: 1,
  degradationPreference: 'maintain-framerate',
  codecs: []
}

/** A face beside a share is small, and gives way to it. */
const BESIDE_A_SHARE = { maxBitrate: 250_000, maxFramerate: 15, scaleResolutionDownBy: 2 }

/** Whoever shares has the encoders busy with that; their own face gives way first. */
const OWN_FACE = { maxBitrate: 150_000, maxFramerate: 10, scaleResolutionDownBy: 2 }

/** What is sent to each viewer, and what the camera has to give for that. */
export interface SendPlan {
  readonly limits: ReadonlyMap<string, SendLimits>
  readonly camera: CameraDemand
}

/** What is used of the camera. */
export interface CameraDemand {
  /** Of the largest picture that is sent, in pixels; 0 when nobody sees it. */
  readonly height: number
  /** Pictures a second; 0 when nobody sees it. */
  readonly framerate: number
}

/**
 * How much of the camera and of the share each viewer is sent: what they draw, and in all no more than the processor
 * and the line carry. Speech comes first and the share after it; faces have what is left, and give way from the largest
 * picture down, then with fewer pictures, to a least that is never stopped. Nobody has to be told who speaks: viewers draw
 * the speaker large, and so take more of them. More room never means a smaller picture, or fewer of them. Pure.
 *
 * @param viewings how large each viewer draws them, by peer id; null before they have said so
 */
export function planSending(
  situation: SendSituation,
  viewings: ReadonlyMap<string, Viewing | null>
): SendPlan {
  const { own, room } = situation
  const screenViewers = [...viewings.values()].filter((each) => !isHidden(each?.screen)).length
  const line = Math.max(0, room.uplink - SPEECH * viewings.size)
  const faceViewers = [...viewings.values()].filter((each) => !isHidden(each?.camera)).length
  const forShare = Math.max(0, line - CAMERA_BITRATE.scarce * faceViewers)
  const screen = own === null ? FREE : shareLimits(own, Math.max(1, screenViewers), forShare)
  const left = Math.max(0, line - (own === null ? 0 : (screen.maxBitrate ?? 0) * screenViewers))
  const faces = faceLimits(situation, left, viewings)
  const limits = [...viewings].map(([id, viewing]): [string, SendLimits] => [
    id,
    {
      camera: faces.limits.get(id) ?? resting(FREE),
      screen: isHidden(viewing?.screen) ? resting(screen) : screen
    }
  ])
  return { limits: new Map(limits), camera: faces.camera }
}

/** What somebody draws who wants no camera. Pure. @param viewing null before they have said what they draw */
export function withoutCamera(viewing: Viewing | null): Viewing {
  return { camera: { width: 0, height: 0 }, screen: viewing?.screen ?? UNTOLD }
}

function isHidden(size: DrawnSize | undefined): boolean {
  return size !== undefined && (size.width === 0 || size.height === 0)
}

function resting(limits: VideoLimits): VideoLimits {
  return { ...limits, active: false }
}

function framerateFor(viewers: number): number {
  return (CAMERA_FRAMERATES.find((each) => viewers <= each.viewers) ?? CAMERA_FRAMERATES[0]).framerate
}

/** What is sent of the camera to those who see it, by their ids, and what that takes of it. */
function faceLimits(
  situation: SendSituation,
  line: number,
  viewings: ReadonlyMap<string, Viewing | null>
): { limits: ReadonlyMap<string, VideoLimits>; camera: CameraDemand } {
  const ratio = ratioOf(situation.camera)
  const steps = new Map<string, number>()
  for (const [id, viewing] of viewings) {
    const drawn = viewing?.camera ?? UNTOLD
    if (!isHidden(drawn)) steps.set(id, stepFor(drawn, ratio))
  }
  const viewers = steps.size
  const full = framerateFor(viewers)
  const fewer = FEWER_PICTURES.filter((each) => each < full)
  let framerate = full
  const at = (step: number) => {
    const height = heightOf(step)
    return {
      limits: cameraLimits(situation, height, framerate, viewers),
      pixelRate: height ** 2 * ratio * framerate
    }
  }
  const tooMuch = () => {
    const all = [...steps.values()].map(at)
    const pixelRate = all.reduce((sum, each) => sum + each.pixelRate, 0)
    const bits = all.reduce((sum, { limits }) => sum + (limits.maxBitrate ?? 0), 0)
    return pixelRate > situation.room.pixelRate || bits > line
  }
  while (tooMuch()) {
    const largest = Math.max(0, ...steps.values())
    const next = heightOf(largest) > RECOGNISED ? undefined : fewer.shift()
    if (next !== undefined) framerate = next
    else if (largest === 0) break
    else {
      const [id] = [...steps].findLast(([, step]) => step === largest) ?? []
      if (id !== undefined) steps.set(id, largest - 1)
    }
  }
  // Where even the smallest are too much for the line, they are coarse as well.
  const scarce = Math.max(CAMERA_BITRATE.scarce, line / viewers)
  const limits = [...steps].map(([id, step]): [string, VideoLimits] => {
    const shown = at(step).limits
    const least = Math.round(Math.min(shown.maxBitrate ?? scarce, scarce))
    return [
      id,
      {
        ...shown,
        maxBitrate: step > 0 ? shown.maxBitrate : least,
        // Who has said how they draw it has agreed on codecs, too: only then is there something to choose from.
        codecs: viewings.get(id) === null ? [] : shown.codecs
      }
    ]
  })
  const camera = {
    height: Math.max(0, ...[...steps.values()].map(heightOf)),
    framerate: Math.max(0, ...limits.map(([, { maxFramerate }]) => maxFramerate ?? framerate))
  }
  return { limits: new Map(limits), camera }
}

function ratioOf(camera: DrawnSize | null): number {
  return camera === null || camera.height === 0 ? USUAL_RATIO : camera.width / camera.height
}

/** The picture fills what it is drawn in, and what doesn't fit is cut off: the side that needs more decides. */
function stepFor(drawn: DrawnSize, ratio: number): number {
  const needed = Math.max(drawn.height, drawn.width / ratio) / ENLARGED
  const step = CAMERA_HEIGHTS.findIndex((height) => height >= needed)
  return step === -1 ? CAMERA_HEIGHTS.length - 1 : step
}

function heightOf(step: number): number {
  return CAMERA_HEIGHTS[step] ?? CAMERA_HEIGHTS[0]
}

function cameraLimits(
  { own, anySharing, camera, codecs }: SendSituation,
  height: number,
  framerate: number,
  viewers: number
): VideoLimits {
  const most = Math.min(CAMERA_BITRATE.most, CAMERA_UPLINK / viewers)
  const bitrate = height ** 2 * ratioOf(camera) * framerate * BITS_PER_PIXEL
  const shown: VideoLimits = {
    active: true,
    maxBitrate: Math.round(Math.max(CAMERA_BITRATE.least, Math.min(most, bitrate))),
    maxFramerate: framerate,
    scaleResolutionDownBy: camera === null ? 1 : Math.max(1, camera.height / height),
    // When pictures become fewer is decided here. `balanced` goes down to ten a second at once, and may stay there.
    degradationPreference: 'maintain-framerate',
    codecs
  }
  const bounds = own !== null ? OWN_FACE : anySharing ? BESIDE_A_SHARE : null
  if (bounds === null) return shown
  return {
    ...shown,
    maxBitrate: Math.min(bounds.maxBitrate, shown.maxBitrate ?? Infinity),
    maxFramerate: Math.min(bounds.maxFramerate, framerate),
    scaleResolutionDownBy: Math.max(bounds.scaleResolutionDownBy, shown.scaleResolutionDownBy)
  }
}

/** @param line what the line has left for all copies, in bits per second */
function shareLimits(quality: ShareQuality, viewers: number, line: number): VideoLimits {
  const { least, most } = SHARE_BITRATE[quality]
  const step = SHARE_STEPS.find((each) => viewers <= each.viewers) ?? SHARE_STEPS[0]
  const { framerate, scale } = step[quality]
  return {
    active: true,
    maxBitrate: Math.round(Math.min(most, Math.max(least, Math.min(SHARE_UPLINK, line) / viewers))),
    maxFramerate: framerate,
    scaleResolutionDownBy: scale,
    degradationPreference: quality === 'sharp' ? 'maintain-resolution' : 'maintain-framerate',
    codecs: []
  }
}
