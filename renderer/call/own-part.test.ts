import { expect, test } from 'vitest'
import { OwnPart } from './own-part.ts'
import { CodecChoice } from './peer/codec-choice.ts'
import { silentStream } from './testing/fake-figures.ts'
import { FakeMediaDevices } from './testing/fake-media.ts'
import { createFakeMedia } from './testing/fake-participant.ts'
import { silentLogger } from './testing/silent-logger.ts'
import { SendBudget } from './topology/send-budget.ts'

const NONE = { microphone: null, camera: null, screen: null, screenAudio: null }

test('hardware isn’t given up because the camera itself gives no pictures', async () => {
  const devices = new FakeMediaDevices()
  const media = createFakeMedia(devices)
  await media.setOn('camera', true)
  const encodingInfo = () => Promise.resolve({ supported: true, smooth: true, powerEfficient: true })
  const codecs = new CodecChoice({ encodingInfo }, silentLogger)
  await codecs.look()
  const hardware = codecs.preference
  const own = new OwnPart(media, () => null, new SendBudget(6), codecs)
  const camera = { ...silentStream(), active: true, framesPerSecond: 0, codec: 'H264' }
  const figures = new Map([
    [
      'lin',
      {
        roundTrip: null,
        availableOutgoing: null,
        path: null,
        incoming: NONE,
        outgoing: { ...NONE, camera }
      }
    ]
  ])
  const look = (times: number) => {
    for (let at = 0; at < times; at++) own.fitRoom(figures, at)
  }
  const track = devices.given.at(-1)!
  track.muted = true
  look(5)
  track.muted = false
  look(2)
  expect(codecs.preference).toBe(hardware)
  look(1)
  expect(codecs.preference).not.toBe(hardware)
  media.close()
})
