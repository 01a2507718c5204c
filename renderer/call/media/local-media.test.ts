import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FakeClock } from '../testing/fake-clock.ts'
import { FakeAudioContext, FakeMediaDevices } from '../testing/fake-media.ts'
import { createFakeMedia } from '../testing/fake-participant.ts'
import { settle } from '../testing/settle.ts'
import type { LocalMedia } from './local-media.ts'

let devices: FakeMediaDevices
let clock: FakeClock
let media: LocalMedia

beforeEach(() => {
  devices = new FakeMediaDevices()
  clock = new FakeClock()
  media = createFakeMedia(devices, clock)
})

afterEach(() => {
  media.close()
  FakeAudioContext.level = 0
})

const live = () => devices.given.filter((track) => track.readyState === 'live').map((track) => track.deviceId)

describe('the camera', () => {
  test('is released when switched off', async () => {
    await media.setOn('camera', true)
    expect(media.camera).toMatchObject({ status: 'on', deviceId: 'camera-1' })
    await media.setOn('camera', false)
    expect(media.camera).toEqual({ status: 'off' })
    expect(live()).toEqual([])
  })

  test('gives what is sent of it: more at once, less once that has lasted', async () => {
    await media.setOn('camera', true)
    const asked = () => devices.given[0]?.constraints
    media.fitCamera({ height: 180, framerate: 15 })
    expect(asked()).toBeNull()
    clock.advance(5_000)
    expect(asked()).toMatchObject({ height: { ideal: 360 }, frameRate: { max: 15 } })
    media.fitCamera({ height: 0, framerate: 0 })
    media.fitCamera({ height: 180, framerate: 20 })
    expect(asked(), 'the usual').toMatchObject({ height: { ideal: 360 }, frameRate: { max: 30 } })
    media.fitCamera({ height: 720, framerate: 15 })
    expect(asked(), 'a large picture').toMatchObject({ height: { ideal: 720 } })
  })

  test('that is switched off while it starts is released as soon as it comes', async () => {
    let open = () => {}
    devices.gate = new Promise((resolve) => {
      open = resolve
    })
    const starting = media.setOn('camera', true)
    await settle()
    expect(media.camera.status).toBe('starting')
    await media.setOn('camera', false)
    open()
    await starting
    expect(media.camera.status).toBe('off')
    expect(live()).toEqual([])
  })

  test('that is switched off before the devices are known stays off', async () => {
    const starting = media.setOn('camera', true)
    await media.setOn('camera', false)
    await starting
    expect(media.camera.status).toBe('off')
    expect(live()).toEqual([])
  })

  test('goes on with the old device until the new one gives pictures', async () => {
    await media.setOn('camera', true)
    let open = () => {}
    devices.gate = new Promise((resolve) => {
      open = resolve
    })
    const choosing = media.choose('camera', { id: 'camera-2', label: '' })
    await settle()
    expect(live()).toEqual(['camera-1'])
    open()
    expect(await choosing).toBeNull()
    expect(live()).toEqual(['camera-2'])
    expect(media.camera).toMatchObject({ status: 'on', deviceId: 'camera-2' })
  })

  test('keeps the old device when the new one is busy, and says why', async () => {
    await media.setOn('camera', true)
    devices.failures.video = new DOMException('busy', 'NotReadableError')
    expect(await media.choose('camera', { id: 'camera-2', label: '' })).toBe('busy')
    expect(media.camera).toMatchObject({ status: 'on', deviceId: 'camera-1' })
    expect(live()).toEqual(['camera-1'])
  })

  test('is found by its label when its id has changed', async () => {
    await media.choose('camera', { id: 'an old id', label: 'Desk camera' })
    await media.setOn('camera', true)
    expect(media.camera).toMatchObject({ status: 'on', deviceId: 'camera-2' })
  })

  test('is the default one when the remembered one is gone', async () => {
    await media.choose('camera', { id: 'an old id', label: 'An old camera' })
    await media.setOn('camera', true)
    expect(media.camera).toMatchObject({ status: 'on', deviceId: 'camera-1' })
  })

  test.each([
    ['NotFoundError', 'not-found'],
    ['NotAllowedError', 'denied'],
    ['NotReadableError', 'busy'],
    ['TypeError', 'unknown']
  ])('that fails with %s says %s, and can be tried again', async (name, reason) => {
    devices.failures.video = new DOMException('', name)
    await media.setOn('camera', true)
    expect(media.camera).toEqual({ status: 'failed', reason })
    delete devices.failures.video
    await media.setOn('camera', true)
    expect(media.camera.status).toBe('on')
  })
})

describe('the microphone', () => {
  test('stays open but silent when it is switched off, and is released on close', async () => {
    await media.setOn('microphone', true)
    await media.setOn('microphone', false)
    expect(media.microphone.status).toBe('muted')
    expect(devices.given[0]!.enabled).toBe(false)
    await media.setOn('microphone', true)
    expect(devices.given.map((track) => track.enabled)).toEqual([true])
    media.close()
    expect(live()).toEqual([])
  })

  test('stays muted when another one is chosen', async () => {
    await media.setOn('microphone', true)
    await media.setOn('microphone', false)
    await media.choose('microphone', { id: 'microphone-2', label: 'Headset' })
    expect(media.microphone).toMatchObject({ status: 'muted', deviceId: 'microphone-2' })
    expect(devices.given[1]!.enabled).toBe(false)
  })

  test('tells its level while it is on', async () => {
    const levels: number[] = []
    media.on('level', (level) => levels.push(level))
    FakeAudioContext.level = 0.25
    await media.setOn('microphone', true)
    clock.advance(200)
    expect(levels).toEqual([0.25, 0.25, 0.25])
    await media.setOn('microphone', false)
    clock.advance(200)
    expect(levels).toEqual([0.25, 0.25, 0.25, 0])
  })
})

describe('the list of devices', () => {
  test('has each device once', async () => {
    await media.setOn('camera', true)
    expect(media.devices.microphones.map(({ label }) => label)).toEqual(['Built-in microphone', 'Headset'])
    expect(media.devices.speakers.map(({ label }) => label)).toEqual(['Built-in speaker'])
  })

  test('follows what is plugged in', async () => {
    await media.refreshDevices()
    devices.plug([{ kind: 'videoinput', deviceId: 'camera-9', label: 'New camera' }])
    await settle()
    expect(media.devices.cameras).toEqual([{ id: 'camera-9', label: 'New camera' }])
  })
})

test('without a secure origin there are no devices, and that is said', async () => {
  const insecure = createFakeMedia(undefined)
  await insecure.setOn('camera', true)
  expect(insecure.camera).toEqual({ status: 'failed', reason: 'insecure-origin' })
  insecure.close()
})

test('nothing starts after close', async () => {
  media.close()
  await media.setOn('camera', true)
  expect(devices.given).toEqual([])
})

describe('what the sound goes through', () => {
  const RAW = { echoCancellation: false, noiseSuppression: false, autoGainControl: false }
  const settingsOf = () => ('track' in media.microphone ? media.microphone.track.getSettings() : null)

  test('is asked for when the microphone starts', async () => {
    await media.setProcessing(RAW)
    await media.setOn('microphone', true)
    expect(settingsOf()).toMatchObject(RAW)
  })

  test('changes while the microphone is on: the same device takes over, and muted it stays muted', async () => {
    await media.choose('microphone', { id: 'microphone-2', label: '' })
    await media.setOn('microphone', true)
    await media.setOn('microphone', false)
    await media.setProcessing(RAW)
    expect(media.microphone).toMatchObject({ status: 'muted', deviceId: 'microphone-2' })
    expect(settingsOf()).toMatchObject(RAW)
    expect(live()).toEqual(['microphone-2'])
    expect(devices.given).toHaveLength(2)
  })

  test('changes while the microphone starts: only what was wanted last stays open', async () => {
    let open = () => {}
    devices.gate = new Promise((resolve) => {
      open = resolve
    })
    const starting = media.setOn('microphone', true)
    await settle()
    const changing = media.setProcessing(RAW)
    open()
    await Promise.all([starting, changing])
    await settle()
    expect(settingsOf()).toMatchObject(RAW)
    expect(live()).toHaveLength(1)
  })

  test('is what the browser was asked for: the device is closed before it is opened anew', async () => {
    await media.setOn('microphone', true)
    const [first] = devices.given
    let open = () => {}
    devices.gate = new Promise((resolve) => {
      open = resolve
    })
    const changing = media.setProcessing(RAW)
    await settle()
    expect(first?.readyState).toBe('ended')
    await media.setOn('microphone', false)
    open()
    await changing
    expect(media.microphone.status, 'muted meanwhile').toBe('muted')
    expect(settingsOf()).toMatchObject(RAW)
  })

  test('changes while another device is chosen: that one comes', async () => {
    await media.setOn('microphone', true)
    let open = () => {}
    devices.gate = new Promise((resolve) => {
      open = resolve
    })
    const choosing = media.choose('microphone', { id: 'microphone-2', label: '' })
    await settle()
    const changing = media.setProcessing(RAW)
    open()
    await Promise.all([choosing, changing])
    await settle()
    expect(media.microphone).toMatchObject({ status: 'on', deviceId: 'microphone-2' })
    expect(settingsOf()).toMatchObject(RAW)
    expect(live()).toEqual(['microphone-2'])
  })

  test('changes while another device is chosen that fails: the one before is heard again, or it is said', async () => {
    await media.setOn('microphone', true)
    let open = () => {}
    devices.gate = new Promise((resolve) => {
      open = resolve
    })
    const changing = media.setProcessing(RAW)
    await settle()
    const choosing = media.choose('microphone', { id: 'gone', label: '' })
    devices.failures.audio = new DOMException('busy', 'NotReadableError')
    open()
    await Promise.all([choosing, changing])
    await settle()
    expect(media.microphone).toEqual({ status: 'failed', reason: 'busy' })
    expect(live()).toEqual([])
  })

  test('needs a device that opens again, and says so when it does not', async () => {
    await media.setOn('microphone', true)
    devices.failures.audio = new DOMException('busy', 'NotReadableError')
    await media.setProcessing(RAW)
    expect(media.microphone).toEqual({ status: 'failed', reason: 'busy' })
    expect(live()).toEqual([])
    delete devices.failures.audio
    await media.setOn('microphone', true)
    expect(settingsOf()).toMatchObject(RAW)
  })

  test('that is the same opens nothing anew', async () => {
    await media.setOn('microphone', true)
    await media.setProcessing({ echoCancellation: true, noiseSuppression: true, autoGainControl: true })
    expect(devices.given).toHaveLength(1)
  })
})
