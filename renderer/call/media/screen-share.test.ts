import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { FakeMediaDevices, type FakeTrack } from '../testing/fake-media.ts'
import { silentLogger } from '../testing/silent-logger.ts'
import { ScreenShare } from './screen-share.ts'

let devices: FakeMediaDevices
let share: ScreenShare
const ended = vi.fn()

beforeEach(() => {
  ended.mockReset()
  devices = new FakeMediaDevices()
  share = new ScreenShare({
    capture: (options) => devices.getDisplayMedia(options) as unknown as Promise<MediaStream>,
    logger: silentLogger
  })
  share.on('ended', ended)
})

afterEach(() => share.close())

const start = (audio = false) => share.start('sharp', { audio })
const tracks = (capture: number) => devices.captured[capture] as FakeTrack[]
const live = () => devices.captured.flat().filter((track) => track.readyState === 'live').length
const status = () => share.state.status

describe('a share', () => {
  test('captures, and releases what it captured', async () => {
    const started = start(true)
    expect(status()).toBe('starting')
    expect(await started).toBeNull()
    expect(share.state).toMatchObject({ status: 'sharing', share: { label: 'Screen 1', quality: 'sharp' } })
    expect(live()).toBe(2)
    share.stop()
    share.stop()
    expect([status(), live()]).toEqual(['off', 0])
    expect(ended).not.toHaveBeenCalled()
  })

  test.each([
    ['NotAllowedError', 'cancelled'],
    ['NotReadableError', 'unavailable'],
    ['NotFoundError', 'unavailable'],
    ['TypeError', 'unknown']
  ])('that fails with %s is off again: %s', async (name, reason) => {
    devices.displayFailure = new DOMException('So in this test', name)
    expect(await start()).toBe(reason)
    expect(status()).toBe('off')
  })

  test('is unsupported where the browser has no capture', async () => {
    const none = new ScreenShare({ capture: undefined, logger: silentLogger })
    expect([none.supported, await none.start('sharp', { audio: false })]).toEqual([false, 'unsupported'])
  })

  test('pauses and resumes without capturing anew', async () => {
    await start()
    share.pause()
    expect([status(), live()]).toEqual(['paused', 1])
    share.resume()
    expect([status(), devices.captured.length]).toEqual(['sharing', 1])
  })

  test('switches: the old source goes on until the new one is there', async () => {
    await start()
    let open = () => {}
    devices.gate = new Promise((resolve) => (open = resolve))
    const switched = start()
    expect([status(), tracks(0)[0]?.readyState]).toEqual(['sharing', 'live'])
    open()
    await switched
    expect(tracks(0)[0]?.readyState).toBe('ended')
    expect(share.state).toMatchObject({ status: 'sharing', share: { label: 'Screen 2' } })
  })

  test('stays as it is when a switch is cancelled, and paused when it was', async () => {
    await start()
    share.pause()
    devices.displayFailure = new DOMException('Cancelled', 'NotAllowedError')
    expect(await start()).toBe('cancelled')
    expect([status(), live()]).toEqual(['paused', 1])
    devices.displayFailure = null
    await start()
    expect([status(), live()]).toEqual(['paused', 1])
  })

  test('that is stopped while it starts captures nothing', async () => {
    const started = start()
    share.stop()
    await started
    expect([status(), live()]).toEqual(['off', 0])
  })

  test('ends when its source goes, and says so', async () => {
    await start(true)
    tracks(0)[0]?.end()
    expect([status(), live(), ended.mock.calls]).toEqual(['off', 0, [['source-gone']]])
  })

  test('ends from outside once, and only if it is there', async () => {
    share.end('locked')
    await start()
    share.end('locked')
    share.end('locked')
    expect(ended.mock.calls).toEqual([['locked']])
  })

  test('is tuned for text or for motion, also while it goes on', async () => {
    await start()
    const track = tracks(0)[0] as FakeTrack
    expect(track.contentHint).toBe('text')
    await share.setQuality('smooth')
    expect(track).toMatchObject({ contentHint: 'motion', constraints: { frameRate: { max: 30 } } })
    expect(share.state).toMatchObject({ share: { quality: 'smooth' } })
  })
})
