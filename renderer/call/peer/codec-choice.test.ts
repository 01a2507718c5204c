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

const STUCK = sending({ active: true, framesPerSecond: 0 })
const WELL = sending({ active: true, framesPerSecond: 25 })

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
  for (const look of [[WELL, STUCK], [STUCK], [WELL], [STUCK], [STUCK]]) {
    choice.watch(look)
    expect(choice.preference).toBe(hardware)
  }
  choice.watch([STUCK])
  expect(choice.preference).toEqual(['video/vp8'])
})

test.each<[string, PeerFigures]>([
  ['nobody looks', sending({ active: false, framesPerSecond: 0 })],
  ['the camera is off', sending(null)],
  ['it is the first look', sending({ active: true, framesPerSecond: null })],
  ['a browser tells nothing of it', sending({ active: null, framesPerSecond: 0 })]
])('an encoder that rests because %s hasn’t failed', async (_name, figures) => {
  const choice = new CodecChoice(browser('video/h264'), silentLogger)
  await choice.look()
  for (let look = 0; look < 5; look++) choice.watch([figures])
  expect(choice.preference).toEqual(['video/h264', 'video/vp8'])
})
