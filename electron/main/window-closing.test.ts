import type { BrowserWindow } from 'electron'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { NO_MEETING, type MeetingState } from '../../protocol/desktop-life.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../protocol/settings.ts'
import { FakeElectron, FakeWindow } from './testing/fake-electron.ts'

const electron = new FakeElectron()
vi.mock('electron', () => ({
  app: electron.app,
  autoUpdater: electron.autoUpdater,
  powerMonitor: electron.powerMonitor
}))
const { WindowClosing } = await import('./window-closing.ts')

const MEETING = { in: 'meeting' } as MeetingState
let window: FakeWindow
let closing: InstanceType<typeof WindowClosing>
let settings: Settings
let meeting: MeetingState
let asked: number

beforeEach(() => {
  electron.app.removeAllListeners()
  electron.powerMonitor.removeAllListeners()
  electron.autoUpdater.removeAllListeners()
  electron.quits.length = 0
  window = new FakeWindow()
  settings = { ...DEFAULT_SETTINGS }
  meeting = MEETING
  asked = 0
  closing = new WindowClosing({ settings: () => settings, meeting: () => meeting, ask: () => (asked += 1) })
  closing.attach(window as unknown as BrowserWindow)
})

const confirm = () => closing.confirm(window as unknown as BrowserWindow)

describe('closing the window', () => {
  test('asks who is in a meeting, as often as they try, and closes it at their yes', () => {
    expect(window.close()).toBe(true)
    expect(window.close()).toBe(true)
    expect(asked).toBe(2)
    confirm()
    expect(window.destroyed).toBe(true)
    expect(electron.quits).toEqual([])
  })

  test('asks nobody outside a meeting, or who wants no question', () => {
    meeting = NO_MEETING
    expect(window.close()).toBe(false)
    meeting = MEETING
    settings = { ...settings, confirmLeave: false }
    expect(window.close()).toBe(false)
    expect(asked).toBe(0)
  })

  test('hides it where the app lives in the tray, and the meeting goes on', () => {
    settings = { ...settings, closeToTray: true }
    expect(window.close()).toBe(true)
    expect(window.done).toEqual(['hide'])
    expect(asked).toBe(0)
  })

  test.each<[string, () => void]>([
    ['hangs', () => window.emit('unresponsive')],
    ['has crashed', () => (window.webContents.crashed = true)]
  ])('waits for no answer of a page that %s', (_what, happen) => {
    happen()
    expect(window.close()).toBe(false)
    window.destroyed = false
    settings = { ...settings, closeToTray: true }
    expect(window.close()).toBe(false)
  })

  test('waits for one again once the page answers', () => {
    window.emit('unresponsive')
    window.emit('responsive')
    expect(window.close()).toBe(true)
  })
})

describe('quitting', () => {
  test('asks too, and quits at the yes; the tray keeps nothing then', () => {
    settings = { ...settings, closeToTray: true }
    electron.app.quit()
    expect(electron.quitPrevented).toBe(true)
    expect([asked, window.done]).toEqual([1, []])
    confirm()
    expect(electron.quits).toEqual(['quit', 'quit'])
    expect(electron.quitPrevented).toBe(false)
    expect(window.close()).toBe(false)
  })

  test('that was not confirmed leaves the window as it was: the next time it only closes', () => {
    electron.app.quit()
    settings = { ...settings, closeToTray: true }
    window.close()
    expect(window.done).toEqual(['hide'])
  })

  test.each<[string, () => void]>([
    ['shuts down', () => electron.powerMonitor.emit('shutdown')],
    ['ends the session', () => window.emit('session-end')],
    ['installs an update', () => electron.autoUpdater.emit('before-quit-for-update')],
    ['ends the process', () => closing.end()]
  ])('asks nobody while the system %s, and hides nothing', (_what, happen) => {
    settings = { ...settings, closeToTray: true }
    happen()
    electron.app.quit()
    expect(electron.quitPrevented).toBe(false)
    expect(window.close()).toBe(false)
    expect(asked).toBe(0)
  })
})
