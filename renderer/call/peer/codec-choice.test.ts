import { expect, test, vi } from 'vitest'
import type { PeerFigures, StreamFigures } from '../stats/quality-figures.ts'
import { silentStream } from '../testing/fake-figures.ts'
import { silentLogger } from '../testing/silent-logger.ts'
import { CodecChoice } from './codec-choice.ts'

type Video = { contentType: string }

/** A browser whose hardware encodes these. */
function browser(...efficient: string[]) {
  const encodingInfo = vi.fn(({ video }: { video?: Video }) => {
    const contentType = video?.contentType ?? ''
    // As browsers answer to what they have never heard of.
    if (contentType === 'video/av1') return Promise.reject(new TypeError('No such codec'))
    return Promise.resolve({ supported: true, smooth: true, powerEfficient: efficient.includes(contentType) })
  })
  return { encodingInfo: encodingInfo as unknown as MediaCapabilities['encodingInfo'] & typeof encodingInfo }
}

function sending(camera: Partial<StreamFigures> | null): PeerFigures {
  const none = { microphone: null, camera: null, screen: null, screenAudio: null }
  return {
    roundTrip: null,
    availableOutgoing: null,
    path: null,
    incoming: none,
    outgoing: { ...none, camera: camera === null ? null : { ...silentStream(), ...camera } }
  }
}

const STUCK = sending({ active: true, framesPerSecond: 0, codec: 'H264' })
const WELL = sending({ active: true, framesPerSecond: 25, codec: 'H264' })
const crowd = (...all: PeerFigures[]) => new Map(all.map((each, index) => [String(index), each]))

test('is software until hardware has been found', async () => {
  const capabilities = browser('video/h264')
  const choice = new CodecChoice(capabilities, silentLogger)
  expect(choice.preference).toEqual(['video/vp8'])
  await choice.look()
  expect(choice.preference).toEqual(['video/h264', 'video/vp8'])
  const asked = capabilities.encodingInfo.mock.calls.length
  await choice.look()
  expect(capabilities.encodingInfo).toHaveBeenCalledTimes(asked)
})

test('is software where a browser tells nothing', async () => {
  const choice = new CodecChoice(undefined, silentLogger)
  await choice.look()
  expect(choice.preference).toEqual(['video/vp8'])
})

test('falls back to software for good when an encoder gives nothing', async () => {
  const choice = new CodecChoice(browser('video/h264'), silentLogger)
  await choice.look()
  const hardware = choice.preference
  for (const look of [
    [WELL, STUCK],
    [WELL, STUCK],
    [WELL, WELL],
    [WELL, STUCK],
    [WELL, STUCK]
  ]) {
    choice.watch(crowd(...look))
    expect(choice.preference).toBe(hardware)
  }
  choice.watch(crowd(WELL, STUCK))
  expect(choice.preference).toEqual(['video/vp8'])
})

test('falls back as well when an encoder has never given anything, and its codec isn’t known', async () => {
  const choice = new CodecChoice(browser('video/h264'), silentLogger)
  await choice.look()
  for (let look = 0; look < 3; look++) choice.watch(crowd(sending({ active: true, framesPerSecond: 0 })))
  expect(choice.preference).toEqual(['video/vp8'])
})

test('keeps hardware while another encoder rests at each look, or the camera does in between', async () => {
  const choice = new CodecChoice(browser('video/h264'), silentLogger)
  await choice.look()
  for (let look = 0; look < 6; look++) choice.watch(look % 2 === 0 ? crowd(STUCK, WELL) : crowd(WELL, STUCK))
  for (const look of [crowd(STUCK), crowd(STUCK), crowd(), crowd(STUCK), crowd(STUCK)]) choice.watch(look)
  expect(choice.preference).toEqual(['video/h264', 'video/vp8'])
})

test.each<[string, PeerFigures]>([
  ['nobody looks', sending({ active: false, framesPerSecond: 0 })],
  ['the camera is off', sending(null)],
  ['the line has no room for it', sending({ active: true, framesPerSecond: 0, limitation: 'bandwidth' })],
  ['it isn’t in hardware', sending({ active: true, framesPerSecond: 0, codec: 'VP8' })],
  ['it is the first look', sending({ active: true, framesPerSecond: null })],
  ['a browser tells nothing of it', sending({ active: null, framesPerSecond: 0 })]
])('an encoder that rests because %s hasn’t failed', async (_name, figures) => {
  const choice = new CodecChoice(browser('video/h264'), silentLogger)
  await choice.look()
  for (let look = 0; look < 5; look++) choice.watch(crowd(figures))
  expect(choice.preference).toEqual(['video/h264', 'video/vp8'])
})
