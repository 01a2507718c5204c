import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { FakeSessionBus } from './testing/fake-session-bus.ts'
import { hasTrayHost } from './tray-host.ts'

const log = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn() }
const ask = (environment: NodeJS.ProcessEnv, platform: NodeJS.Platform = 'linux') =>
  hasTrayHost({ platform, environment, log })

let folder: string
let bus: FakeSessionBus

beforeEach(async () => {
  log.warn.mockReset()
  folder = mkdtempSync(join(tmpdir(), 'parley-bus-'))
  bus = await FakeSessionBus.listen(join(folder, 'bus'))
})
afterEach(async () => {
  await bus.close()
  rmSync(folder, { recursive: true })
})

test('Windows and macOS always have a tray', async () => {
  expect(await ask({}, 'win32')).toBe(true)
  expect(await ask({}, 'darwin')).toBe(true)
})

describe('on Linux there is a tray', () => {
  test('if somebody shows what the watcher knows', async () => {
    bus.hostRegistered = true
    expect(await ask({ XDG_RUNTIME_DIR: folder })).toBe(true)
    expect(bus.asked).toEqual(['org.kde.StatusNotifierWatcher.IsStatusNotifierHostRegistered'])
  })

  test('at the second address if the first leads nowhere', async () => {
    bus.hostRegistered = true
    const path = encodeURIComponent(join(folder, 'bus'))
    const addresses = `unix:path=${join(folder, 'none')};unix:guid=00,path=${path}`
    expect(await ask({ DBUS_SESSION_BUS_ADDRESS: addresses })).toBe(true)
  })
})

describe('on Linux there is none', () => {
  test.each([
    ['nobody shows them', false],
    ['there is no watcher', null]
  ])('if %s', async (_what, registered) => {
    bus.hostRegistered = registered
    expect(await ask({ XDG_RUNTIME_DIR: folder })).toBe(false)
    expect(bus.asked).toHaveLength(1)
    expect(log.warn).not.toHaveBeenCalled()
  })

  test('without a bus, with one that refuses or hangs up, or with an address of another kind', async () => {
    expect(await ask({})).toBe(false)
    expect(await ask({ DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(folder, 'none')}` })).toBe(false)
    expect(await ask({ DBUS_SESSION_BUS_ADDRESS: 'tcp:host=localhost' })).toBe(false)
    bus.refuses = true
    expect(await ask({ XDG_RUNTIME_DIR: folder })).toBe(false)
    bus.refuses = false
    bus.hangsUp = true
    expect(await ask({ XDG_RUNTIME_DIR: folder })).toBe(false)
    expect(log.warn).toHaveBeenCalledTimes(4)
  })
})

const DAEMON = '/usr/bin/dbus-daemon'
test.skipIf(!existsSync(DAEMON))('a real bus understands the question, and has nobody to ask', async () => {
  const daemon = spawn(DAEMON, ['--session', '--nofork', '--print-address', `--address=unix:dir=${folder}`])
  try {
    const [address] = (await once(daemon.stdout, 'data')) as [Buffer]
    expect(await ask({ DBUS_SESSION_BUS_ADDRESS: address.toString().trim() })).toBe(false)
    // A question that it didn't understand would have ended in it hanging up.
    expect(log.warn).not.toHaveBeenCalled()
  } finally {
    daemon.kill()
    await once(daemon, 'exit')
  }
})
