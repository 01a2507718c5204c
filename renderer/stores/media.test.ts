import { afterEach, describe, expect, test } from 'vitest'
import { FakeAudioContext } from '../call/testing/fake-media.ts'
import { settle } from '../call/testing/settle.ts'
import { useMediaStore } from './media.ts'
import { useNoticesStore } from './notices.ts'
import { FakeApp } from './testing/fake-app.ts'

let app: FakeApp

afterEach(async () => {
  FakeAudioContext.level = 0
  useMediaStore().close()
  await app.close()
})

async function open(settings = {}) {
  app = await new FakeApp({ settings }).start()
  const media = useMediaStore()
  media.open()
  await settle()
  return media
}

describe('opening', () => {
  test('starts the camera and the microphone', async () => {
    const media = await open()
    expect(media.camera.status).toBe('on')
    expect(media.microphone.status).toBe('on')
  })

  test('starts neither when the person last joined without, yet lists the devices', async () => {
    const media = await open({ joinWithCamera: false, joinWithMicrophone: false })
    expect(media.camera.status).toBe('off')
    expect(media.microphone.status).toBe('off')
    expect(app.devices.given).toEqual([])
    expect(media.devices.cameras).toHaveLength(2)
  })

  test('takes the remembered devices', async () => {
    const media = await open({
      camera: { id: 'camera-2', label: 'Desk camera' },
      microphone: { id: 'gone since', label: 'Headset' }
    })
    expect(media.camera).toMatchObject({ deviceId: 'camera-2' })
    expect(media.microphone).toMatchObject({ deviceId: 'microphone-2' })
    expect(media.chosen).toMatchObject({ camera: 'camera-2', microphone: 'microphone-2', speaker: null })
  })
})

test('the level of the microphone is mirrored', async () => {
  const media = await open()
  FakeAudioContext.level = 0.5
  app.clock.advance(100)
  expect(media.level).toBeCloseTo(0.5)
})

describe('choosing', () => {
  test('switches the device and remembers it', async () => {
    const media = await open()
    await media.choose('camera', 'camera-2')
    expect(media.camera).toMatchObject({ deviceId: 'camera-2' })
    expect(app.desktop.stored.camera).toEqual({ id: 'camera-2', label: 'Desk camera' })
    await media.choose('camera', null)
    expect(app.desktop.stored.camera).toBeNull()
  })

  test('keeps the old device when the new one fails, says so and forgets it', async () => {
    const media = await open()
    app.devices.failures.audio = new DOMException('In use', 'NotReadableError')
    await media.choose('microphone', 'microphone-2')
    expect(media.microphone).toMatchObject({ status: 'on', deviceId: 'default' })
    expect(app.desktop.stored.microphone).toBeNull()
    expect(useNoticesStore().notices).toMatchObject([{ type: 'switch-failed', device: 'Headset' }])
  })

  test('of a speaker is remembered', async () => {
    const media = await open()
    await media.chooseSpeaker('speaker-1')
    expect(media.chosen.speaker).toBe('speaker-1')
    expect(app.desktop.stored.speaker).toEqual({ id: 'speaker-1', label: 'Built-in speaker' })
  })
})

test('closing releases every device', async () => {
  const media = await open()
  expect(app.capturing).toBe(true)
  media.close()
  expect(app.capturing).toBe(false)
  expect(media.camera.status).toBe('off')
  expect(media.microphone.status).toBe('off')
})
