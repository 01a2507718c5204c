import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { UNMANAGED } from '../../protocol/managed-settings.ts'
import { loadManagedSettings, managedSettingsPath } from './managed-settings.ts'

describe('the place of the file', () => {
  // Whoever starts the app has no say in it.
  const environment = { PROGRAMDATA: 'D:\\Data' }
  const place = (platform: NodeJS.Platform) => managedSettingsPath({ platform, environment, packaged: true })

  test('is the configuration folder of each system', () => {
    expect(place('linux')).toBe('/etc/parley/managed.json')
    expect(place('darwin')).toBe('/Library/Application Support/Parley/managed.json')
    expect(place('win32')).toBe('C:\\Program Files\\Parley\\managed.json')
  })

  test('can be named from outside, but not to the installed app', () => {
    const environment = { PARLEY_MANAGED_SETTINGS: '/tmp/managed.json' }
    const named = (packaged: boolean) => managedSettingsPath({ platform: 'linux', environment, packaged })
    expect(named(false)).toBe('/tmp/managed.json')
    expect(named(true)).toBe('/etc/parley/managed.json')
  })
})

describe('the file', () => {
  const log = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn() }
  let folder: string
  let path: string

  beforeEach(() => {
    vi.clearAllMocks()
    folder = mkdtempSync(join(tmpdir(), 'parley-managed-'))
    path = join(folder, 'managed.json')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  test('that is absent manages nothing, and nobody is bothered', () => {
    expect(loadManagedSettings(path, log)).toEqual(UNMANAGED)
    expect(log.error).not.toHaveBeenCalled()
  })

  test('is read, with a byte order mark too', () => {
    writeFileSync(path, '\uFEFF{"defaults": {"theme": "dark"}, "locked": {"updates": false}}')
    expect(loadManagedSettings(path, log)).toEqual({
      defaults: { theme: 'dark' },
      locked: { updates: false }
    })
    expect(log.error).not.toHaveBeenCalled()
  })

  test('that is no JSON, or no file, is ignored, and the log says so', () => {
    writeFileSync(path, '{"locked": {"updates": false}')
    expect(loadManagedSettings(path, log)).toEqual(UNMANAGED)
    expect(loadManagedSettings(folder, log)).toEqual(UNMANAGED)
    expect(log.error.mock.calls.map(([text]) => String(text))).toEqual([
      `The administrator's settings in ${path} aren't JSON and are ignored`,
      `The administrator's settings in ${folder} can't be read and are ignored`
    ])
  })

  test('that has a slip says where it is', () => {
    writeFileSync(path, '{"locked": {"updates": "no", "theme": "dark"}}')
    expect(loadManagedSettings(path, log).locked).toEqual({ theme: 'dark' })
    expect(log.error).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('"locked.updates" has a value'))
  })
})
