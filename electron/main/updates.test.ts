import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { UpdateState } from '../../protocol/updates.ts'
import type { Installer } from './installer.ts'
import { UntrustedUpdateError } from './untrusted-update-error.ts'
import { Updates } from './updates.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** An installer whose finds and failures the test decides on. */
class FakeInstaller implements Installer {
  installs = true
  dropped = false
  checks = 0
  restarts = 0
  newest: string | null = null
  failure: Error | null = null
  #cancel: (error: Error) => void = () => {}
  download = (onProgress: (progress: number) => void): Promise<void> => {
    onProgress(0.5)
    return Promise.resolve()
  }

  check(): Promise<string | null> {
    this.checks += 1
    return this.failure === null ? Promise.resolve(this.newest) : Promise.reject(this.failure)
  }

  drop(): void {
    this.dropped = true
    this.#cancel(new Error('cancelled'))
  }

  /** Fetches for as long as nobody drops it. */
  downloadForEver(): Promise<void> {
    return new Promise((_resolve, reject) => (this.#cancel = reject))
  }

  restart(): void {
    this.restarts += 1
  }
}

const settings = { updates: true, updateChannel: 'stable' as 'stable' | 'beta' }
const log = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn() }
let installer: FakeInstaller
let channels: string[]
let states: UpdateState[]
let inMeeting: boolean
let updates: Updates

function create(supported = true): Updates {
  return new Updates({
    settings: () => settings,
    inMeeting: () => inMeeting,
    createInstaller: supported
      ? (channel) => {
          channels.push(channel)
          return Promise.resolve(installer)
        }
      : null,
    onState: (state) => states.push(state),
    now: Date.now,
    log
  })
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000 })
  Object.assign(settings, { updates: true, updateChannel: 'stable' })
  installer = new FakeInstaller()
  channels = []
  states = []
  inMeeting = false
  updates = create()
})

afterEach(() => {
  updates.close()
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

describe('a check', () => {
  test('says when there is nothing newer', async () => {
    await updates.check()
    expect(states).toEqual([{ status: 'checking' }, { status: 'current', checkedAt: 1_000 }])
  })

  test('fetches what is newer, which is then installed when the app quits', async () => {
    installer.newest = '2.0.0'
    await updates.check()
    expect(states).toEqual([
      { status: 'checking' },
      { status: 'downloading', version: '2.0.0', progress: 0 },
      { status: 'downloading', version: '2.0.0', progress: 0.5 },
      { status: 'ready', version: '2.0.0' }
    ])
    expect(installer.restarts, 'never by itself').toBe(0)
  })

  test('only tells of a version that the system installs', async () => {
    Object.assign(installer, { installs: false, newest: '2.0.0' })
    await updates.check()
    expect(updates.state).toEqual({ status: 'available', version: '2.0.0' })
  })

  test.each([
    [new UntrustedUpdateError('no'), 'untrusted'],
    [Object.assign(new Error('sha512'), { code: 'ERR_CHECKSUM_MISMATCH' }), 'untrusted'],
    [Object.assign(new Error('no'), { code: 'ECONNREFUSED' }), 'unreachable'],
    [new Error('net::ERR_INTERNET_DISCONNECTED'), 'unreachable'],
    [new Error('odd'), 'failed']
  ])('that fails says why, and the next one begins anew: %s', async (failure, reason) => {
    installer.failure = failure
    await updates.check()
    expect(updates.state).toEqual({ status: 'failed', reason })
    installer.failure = null
    await updates.check()
    expect(updates.state.status).toBe('current')
    expect(channels).toEqual(['stable', 'stable'])
  })

  test('is made only once at a time, and not when a version is ready', async () => {
    installer.newest = '2.0.0'
    await Promise.all([updates.check(), updates.check()])
    await updates.check()
    expect(installer.checks).toBe(1)
  })
})

describe('by itself the app looks', () => {
  test('a while after its start, and every few hours', async () => {
    updates.start()
    await vi.advanceTimersByTimeAsync(MINUTE)
    expect(installer.checks).toBe(1)
    await vi.advanceTimersByTimeAsync(4 * HOUR)
    expect(installer.checks).toBe(2)
  })

  test('not in a meeting, but soon after it', async () => {
    inMeeting = true
    updates.start()
    await vi.advanceTimersByTimeAsync(2 * HOUR)
    expect(installer.checks).toBe(0)
    inMeeting = false
    await vi.advanceTimersByTimeAsync(10 * MINUTE)
    expect(installer.checks).toBe(1)
  })

  test('never, where there is nowhere to look', async () => {
    updates = create(false)
    updates.start()
    await updates.check()
    updates.followSettings()
    expect(updates.state).toEqual({ status: 'unsupported' })
    expect(states).toEqual([])
  })
})

describe('the restart', () => {
  test('waits until the meeting is over', async () => {
    installer.newest = '2.0.0'
    await updates.check()
    inMeeting = true
    expect(await updates.install()).toBe(false)
    expect(installer.restarts).toBe(0)
    inMeeting = false
    expect(await updates.install()).toBe(true)
    expect(installer.restarts).toBe(1)
  })

  test('needs a version', async () => {
    await updates.check()
    expect(await updates.install()).toBe(false)
  })
})

describe('the settings', () => {
  test('switch it off, with what was fetched, and on again', async () => {
    installer.newest = '2.0.0'
    await updates.check()
    settings.updates = false
    updates.followSettings()
    await updates.check()
    expect(updates.state).toEqual({ status: 'off' })
    expect(installer.dropped).toBe(true)
    expect(await updates.install()).toBe(false)
    settings.updates = true
    updates.followSettings()
    expect(updates.state).toEqual({ status: 'idle' })
  })

  test('switch it off while something is fetched: that is dropped', async () => {
    installer.newest = '2.0.0'
    let finish = () => {}
    installer.download = () => new Promise((resolve) => (finish = resolve))
    const checked = updates.check()
    await vi.waitFor(() => expect(updates.state.status).toBe('downloading'))
    settings.updates = false
    updates.followSettings()
    finish()
    await checked
    expect(updates.state).toEqual({ status: 'off' })
    expect(installer.dropped).toBe(true)
  })

  test('end what is being fetched when they switch it off, which is nobody’s failure', async () => {
    installer.newest = '2.0.0'
    installer.download = () => installer.downloadForEver()
    log.warn.mockReset()
    const checked = updates.check()
    await vi.waitFor(() => expect(updates.state.status).toBe('downloading'))
    settings.updates = false
    updates.followSettings()
    await checked
    expect(updates.state).toEqual({ status: 'off' })
    expect(log.warn).not.toHaveBeenCalled()
  })

  test('another channel is asked by another installer', async () => {
    await updates.check()
    settings.updateChannel = 'beta'
    updates.followSettings()
    expect(updates.state).toEqual({ status: 'idle' })
    await updates.check()
    expect(channels).toEqual(['stable', 'beta'])
  })

  test('that say the same change nothing', async () => {
    installer.newest = '2.0.0'
    await updates.check()
    updates.followSettings()
    expect(updates.state.status).toBe('ready')
    expect(installer.dropped).toBe(false)
  })
})
