import { SPEECH, type SendRoom } from './send-policy.ts'

/** A face that everybody is content with: 640x360 with 25 pictures a second, as pixels and as bits of a second. */
const GOOD_FACE = { pixelRate: 5_760_000, bitrate: 576_000 }

/** A face that can be made out: 320x180 with 20 pictures a second. */
const SMALL_FACE = { pixelRate: 1_152_000, bitrate: 115_200 }

/** Beyond so many the guess says little: all of them have to be decoded and drawn as well. */
export const MOST_FORECAST = 12

/**
 * How many people, this one among them, can meet with a good picture of each, as far as what is sent here decides it.
 * From `MOST_FORECAST` on it means as many or more; 1 says that video doesn't fit at all. Pure.
 */
export function peopleCarried(room: SendRoom): number {
  return Math.min(MOST_FORECAST, 1 + viewersCarried(room, GOOD_FACE))
}

/** To how many others a small picture can be sent at the same time; as many, about, are to be seen at once. Pure. */
export function facesCarried(room: SendRoom): number {
  return viewersCarried(room, SMALL_FACE)
}

function viewersCarried({ pixelRate, uplink }: SendRoom, face: typeof GOOD_FACE): number {
  return Math.floor(Math.min(pixelRate / face.pixelRate, uplink / (face.bitrate + SPEECH)))
}
