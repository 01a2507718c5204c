import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FakeClock } from '../testing/fake-clock.ts'
import { FakeMediaDevices, type FakeDevice } from '../testing/fake-media.ts'
import { createFakeMedia } from '../testing/fake-participant.ts'
import { settle } from '../testing/settle.ts'
import { fallbackOrder } from './device-match.ts'
import type { DeviceChange } from './hot-plug.ts'
import type { LocalMedia } from './local-media.ts'

const HEADSET = { id: 'microphone-2', label: 'Headset' }

let devices: FakeMediaDevices
let media: LocalMedia
let changes: DeviceChange[]
let all: readonly FakeDevice[]

beforeEach(() => {
  devices = new FakeMediaDevices()
  all = devices.available
  media = createFakeMedia(devices)
  changes = []
  media.on('device', (change) => changes.push(change))
})

afterEach(() => media.close())

const live = () => devices.given.filter((track) => track.readyState === 'live').map((track) => track.deviceId)

async function unplug(deviceId: string): Promise<void> {
  devices.unplug(deviceId)
  await settle()
}

async function plugAllIn(): Promise<void> {
  devices.plug(all)
  await settle()
}

describe('a device that is unplugged', () => {
  test('gives way to another one, and that is said', async () => {
    await media.setOn('camera', true)
    await unplug('camera-1')
    expect(media.camera).toMatchObject({ status: 'on', deviceId: 'camera-2' })
    expect(live()).toEqual(['camera-2'])
    expect(changes).toEqual([{ type: 'device-replaced', device: 'Built-in camera', by: 'Desk camera' }])
  })

  test('is noticed by the list, should its track go on', async () => {
    await media.setOn('camera', true)
    devices.plug(all.filter(({ deviceId }) => deviceId !== 'camera-1'))
    await settle()
    expect(live()).toEqual(['camera-2'])
  })

  test('while it is muted gives way to one that is muted', async () => {
    await media.choose('microphone', HEADSET)
    await media.setOn('microphone', true)
    await media.setOn('microphone', false)
    await unplug(HEADSET.id)
    expect(media.microphone.status).toBe('muted')
    expect(devices.given.at(-1)?.enabled).toBe(false)
  })

  test('has failed when there is no other, and is used again when it is back', async () => {
    await media.setOn('camera', true)
    devices.failures.video = new DOMException('', 'NotFoundError')
    await unplug('camera-1')
    expect(media.camera).toEqual({ status: 'failed', reason: 'not-found' })
    delete devices.failures.video
    await plugAllIn()
    expect(media.camera).toMatchObject({ status: 'on', deviceId: 'camera-1' })
    expect(changes).toEqual([{ type: 'device-restored', device: 'Built-in camera' }])
  })

  test('stays off when it was switched off while another one was looked for', async () => {
    await media.setOn('camera', true)
    devices.unplug('camera-1')
    await media.setOn('camera', false)
    await settle()
    expect(media.camera.status).toBe('off')
    expect(live()).toEqual([])
    await plugAllIn()
    expect(changes).toEqual([])
  })

  test('is offered when it is back, and the one in its place goes on', async () => {
    await media.choose('microphone', HEADSET)
    await media.setOn('microphone', true)
    await unplug(HEADSET.id)
    await plugAllIn()
    expect(live()).toEqual(['default'])
    expect(changes).toEqual([
      { type: 'device-replaced', device: 'Headset', by: 'Built-in microphone' },
      { type: 'device-returned', kind: 'microphone', device: HEADSET }
    ])
    await media.choose('microphone', HEADSET)
    expect(live()).toEqual([HEADSET.id])
  })

  test('is offered at once when it was away for a moment only', async () => {
    await media.choose('camera', { id: 'camera-2', label: 'Desk camera' })
    await media.setOn('camera', true)
    devices.given[0]!.end()
    await settle()
    expect(live()).toEqual(['camera-1'])
    expect(changes.map(({ type }) => type)).toEqual(['device-replaced', 'device-returned'])
  })

  test('is not offered to somebody who has chosen another one meanwhile', async () => {
    await media.choose('camera', { id: 'camera-1', label: '' })
    await media.setOn('camera', true)
    await unplug('camera-1')
    await media.choose('camera', { id: 'camera-2', label: '' })
    changes = []
    await plugAllIn()
    expect(changes).toEqual([])
  })
})

describe("the system's default microphone", () => {
  /** The system chooses the headset. */
  const changed = () =>
    all.map((device) =>
      device.deviceId === 'default' && device.kind === 'audioinput'
        ? { ...device, label: 'Default - Headset' }
        : device
    )

  test('is followed by whoever leaves the choice to the system', async () => {
    await media.setOn('microphone', true)
    devices.plug(changed())
    await settle()
    expect(live()).toHaveLength(1)
    expect(devices.given.at(-1)?.label).toBe('Default - Headset')
    expect(changes).toEqual([{ type: 'device-followed', device: 'Headset' }])
  })

  test('is nothing to whoever has chosen one', async () => {
    await media.choose('microphone', { id: 'microphone-1', label: '' })
    await media.setOn('microphone', true)
    devices.plug(changed())
    await settle()
    expect(live()).toEqual(['microphone-1'])
    expect(changes).toEqual([])
  })
})

test('where nobody says that a device is gone, it is noticed all the same', async () => {
  const clock = new FakeClock()
  const silent = createFakeMedia(devices, clock, { pollDevices: true })
  await silent.setOn('camera', true)
  devices.available = all.filter(({ deviceId }) => deviceId !== 'camera-1')
  let told = 0
  silent.on('change', () => (told += 1))
  clock.advance(1_000)
  await settle()
  expect(silent.camera).toMatchObject({ status: 'on', deviceId: 'camera-2' })
  told = 0
  clock.advance(10_000)
  await settle()
  expect(told, 'changes while nothing changes').toBe(0)
  silent.close()
})

test('the default comes first, then every other device once, and never the one that is gone', () => {
  const ids = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1 })
  fc.assert(
    fc.property(ids, fc.nat(), (all, place) => {
      const lost = all[place % all.length] as string
      const order = fallbackOrder(
        lost,
        all.map((id) => ({ id, label: '' }))
      )
      expect(order[0]).toBeNull()
      expect(order.slice(1)).toEqual(all.filter((id) => id !== lost))
    })
  )
})
