import type { BrowserWindow } from 'electron'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FakeElectron, FakeWindow } from './testing/fake-electron.ts'

let electron: FakeElectron
vi.mock('electron', () => ({
  screen: { getAllDisplays: () => electron.displays },
  BrowserWindow: { getFocusedWindow: () => electron.focused }
}))
const { COVER_DELAY, tellSight } = await import('./window-sight.ts')

let window: FakeWindow
const told = () => window.webContents.sent.map(([, sight]) => sight)

beforeEach(() => {
  vi.useFakeTimers()
  electron = new FakeElectron()
  window = new FakeWindow()
  window.bounds = electron.displays[0]?.workArea ?? window.bounds
  tellSight(window as unknown as BrowserWindow)
})
afterEach(() => {
  window.close()
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

test('the page hears when its window goes out of sight, and when it is back, each once', () => {
  for (const event of ['minimize', 'hide', 'restore', 'show', 'focus', 'hide', 'show']) window.emit(event)
  expect(told()).toEqual(['hidden', 'shown', 'hidden', 'shown'])
  expect(window.webContents.sent[0]?.[0]).toBe('window:sight')
})

test('a window that fills the only screen is covered once another program has had the focus for a while', () => {
  window.emit('blur')
  vi.advanceTimersByTime(COVER_DELAY - 1)
  expect(told()).toEqual([])
  vi.advanceTimersByTime(1)
  expect(told()).toEqual(['covered'])
  window.emit('focus')
  expect(told()).toEqual(['covered', 'shown'])
})

test('a short look elsewhere covers nothing', () => {
  window.emit('blur')
  window.emit('focus')
  vi.advanceTimersByTime(COVER_DELAY)
  expect(told()).toEqual([])
})

test.each<[string, () => void]>([
  ['there is room beside it', () => (window.bounds = { x: 0, y: 0, width: 960, height: 1080 })],
  ['there is a second screen', () => electron.displays.push({ ...electron.displays[0]!, id: 2 })],
  ['one of our own windows has the focus', () => (electron.focused = {})]
])('it counts as seen where %s', (_where, set) => {
  set()
  window.emit('blur')
  vi.advanceTimersByTime(COVER_DELAY)
  expect(told()).toEqual([])
})

test('a page that is loaded anew hears how its window is', () => {
  window.emit('minimize')
  window.webContents.emit('did-finish-load')
  expect(told()).toEqual(['hidden', 'hidden'])
})
