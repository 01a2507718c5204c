import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserWindow } from 'electron'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FakeElectron, FakeWindow } from './testing/fake-electron.ts'

let electron: FakeElectron
vi.mock('electron', () => ({ screen: { getAllDisplays: () => electron.displays } }))
const { REST, WindowPlaces } = await import('./window-places.ts')

const log = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn() }
let folder: string
let window: FakeWindow
const path = () => join(folder, 'windows.json')
const stored = () => JSON.parse(readFileSync(path(), 'utf8')) as unknown

beforeEach(() => {
  vi.useFakeTimers()
  electron = new FakeElectron()
  folder = mkdtempSync(join(tmpdir(), 'parley-places-'))
  window = new FakeWindow()
})
afterEach(() => {
  window.close()
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
  rmSync(folder, { recursive: true })
})

function follow(name: 'main' | 'mini') {
  const places = new WindowPlaces(path(), log)
  places.follow(name, window as unknown as BrowserWindow)
  return places
}

test('a window comes back where it rested, also in the next start', () => {
  const places = follow('mini')
  expect(places.find('mini')).toBeNull()
  window.emit('move')
  window.bounds = { x: 400, y: 300, width: 320, height: 220 }
  window.emit('move')
  vi.advanceTimersByTime(REST)
  expect(places.find('mini')).toEqual({ ...window.bounds, maximized: false })
  expect(new WindowPlaces(path(), log).find('mini')).toEqual({ ...window.bounds, maximized: false })
})

test('it is kept when the window closes, maximised or not, but not where it is minimised to', () => {
  follow('main')
  window.maximized = true
  window.minimized = true
  window.emit('resize')
  vi.advanceTimersByTime(REST)
  expect(() => stored()).toThrow()
  window.minimized = false
  window.emit('close')
  expect(stored()).toEqual({ main: { ...window.bounds, maximized: true } })
})

test.each(['', '{"main":', '{"main":{"x":"left"}}', '[]'])(
  'a file that says %j costs no more than the place',
  (text) => {
    writeFileSync(path(), text)
    expect(new WindowPlaces(path(), log).find('main')).toBeNull()
  }
)

test('where nothing can be stored, the log says so', () => {
  rmSync(folder, { recursive: true })
  follow('main')
  window.emit('close')
  expect(log.warn).toHaveBeenCalledOnce()
  folder = mkdtempSync(join(tmpdir(), 'parley-places-'))
})
