import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { UNMANAGED } from '../../protocol/managed-settings.ts'
import { DEFAULT_SETTINGS } from '../../protocol/settings.ts'
import { SETTINGS_VERSION } from '../../protocol/settings-migrations.ts'
import { SettingsStore } from './settings-store.ts'

const log = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn() }
const NOW = Date.UTC(2026, 8, 14, 9, 30, 5)
let folder: string
let path: string

const open = (managed = UNMANAGED) => new SettingsStore({ folder, managed, now: () => NOW, log })
const stored = () => JSON.parse(readFileSync(path, 'utf8')) as unknown

beforeEach(() => {
  vi.clearAllMocks()
  folder = mkdtempSync(join(tmpdir(), 'parley-settings-'))
  path = join(folder, 'settings.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the settings', () => {
  test('are the defaults at first; what is changed is stored, and nothing else', () => {
    const store = open()
    expect(store.settings).toEqual(DEFAULT_SETTINGS)
    expect(store.status.setAside).toBeNull()
    expect(store.update({ theme: 'dark', hostOnNetwork: true })).toEqual({
      ...DEFAULT_SETTINGS,
      theme: 'dark'
    })
    expect(stored()).toEqual({ version: SETTINGS_VERSION, theme: 'dark', hostOnNetwork: true })
    expect(open().settings.theme).toBe('dark')
  })

  test.runIf(process.platform !== 'win32')('can be read by their owner alone', () => {
    open().update({ name: 'Ada' })
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  test('of an older app are brought to this version', () => {
    writeFileSync(path, JSON.stringify({ ...DEFAULT_SETTINGS, name: 'Ada' }))
    const store = open({ defaults: { theme: 'dark' }, locked: {} })
    expect(store.settings).toEqual({ ...DEFAULT_SETTINGS, name: 'Ada', theme: 'dark' })
    store.update({ color: 12 })
    expect(stored()).toEqual(expect.objectContaining({ version: SETTINGS_VERSION, name: 'Ada', color: 12 }))
    expect(stored()).not.toHaveProperty('theme')
  })

  test('of which one is damaged are read as far as they go', () => {
    writeFileSync(path, JSON.stringify({ version: SETTINGS_VERSION, name: 'Ada', theme: 'pink' }))
    expect(open().settings).toEqual({ ...DEFAULT_SETTINGS, name: 'Ada' })
  })
})

describe('a file that makes no sense', () => {
  test.each([['{"name": "Ada"'], [''], ['[]'], ['null'], ['\0\0\0\0']])('such as %j is set aside', (text) => {
    writeFileSync(path, text)
    const store = open()
    const aside = 'settings.json.corrupt-2026-09-14T09-30-05'
    expect(store.status.setAside).toBe(aside)
    expect(store.settings).toEqual(DEFAULT_SETTINGS)
    expect(readFileSync(join(folder, aside), 'utf8')).toBe(text)
    store.update({ name: 'Ada' })
    expect(readdirSync(folder).sort()).toEqual(['settings.json', aside])
    expect(open().status.setAside).toBeNull()
  })

  test('that cannot be moved stays as it is', () => {
    writeFileSync(path, '[1]')
    mkdirSync(join(folder, 'settings.json.corrupt-2026-09-14T09-30-05'))
    const store = open()
    expect(store.status.setAside).toBeNull()
    expect(store.update({ name: 'Ada' }).name).toBe('Ada')
    expect(readFileSync(path, 'utf8')).toBe('[1]')
  })

  test('that is a folder is set aside as well', () => {
    mkdirSync(path)
    expect(open().status.setAside).toMatch(/^settings\.json\.corrupt-/)
  })

  test.runIf(process.getuid?.() !== 0)(
    'that can be neither read nor moved keeps nothing from working',
    () => {
      writeFileSync(path, '{')
      chmodSync(path, 0)
      chmodSync(folder, 0o500)
      const store = open()
      expect(store.update({ name: 'Ada' }).name).toBe('Ada')
      expect(store.settings.name).toBe('Ada')
      expect(log.error).toHaveBeenCalled()
      chmodSync(folder, 0o700)
    }
  )
})

test('settings that cannot be stored last as long as the app', () => {
  const store = open()
  rmSync(folder, { recursive: true })
  writeFileSync(folder, 'A file where the folder was')
  expect(store.update({ name: 'Ada' }).name).toBe('Ada')
  expect(store.settings.name).toBe('Ada')
  expect(log.error).toHaveBeenCalledWith('The settings could not be stored', expect.anything())
})

describe('the administrator', () => {
  const managed = {
    defaults: { theme: 'dark', updates: false },
    locked: { server: 'https://meet.example.org' }
  } as const

  test('has defaults, which the person may change', () => {
    const store = open(managed)
    expect(store.settings).toMatchObject({ theme: 'dark', updates: false })
    expect(store.update({ theme: 'system' }).theme).toBe('system')
    expect(open(managed).settings.theme).toBe('system')
  })

  test('locks what the person may not change, and the rest of a change is made', () => {
    const store = open(managed)
    expect(store.locked).toEqual(['server'])
    expect(store.update({ server: null, name: 'Ada' })).toMatchObject({
      name: 'Ada',
      server: 'https://meet.example.org'
    })
    expect(stored()).toEqual({ version: SETTINGS_VERSION, name: 'Ada' })
    expect(log.warn).toHaveBeenCalledWith('The administrator has locked server')
  })

  test('has a lock above what was stored before', () => {
    open().update({ server: 'https://other.example.org' })
    expect(open(managed).settings.server).toBe('https://meet.example.org')
    expect(open().settings.server).toBe('https://other.example.org')
  })
})
