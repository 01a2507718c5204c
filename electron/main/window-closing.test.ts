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
/** Whether the page hears what it is asked. */
let hears: boolean
let tray: boolean
let time: number

beforeEach(() => {
  electron.app.removeAllListeners()
  electron.powerMonitor.removeAllListeners()
  electron.autoUpdater.removeAllListeners()
  electron.quits.length = 0
  window = new FakeWindow()
  settings = { ...DEFAULT_SETTINGS }
  meeting = MEETING
  asked = 0
  hears = true
  tray = true
  time = 1_000
  closing = new WindowClosing({
    settings: () => settings,
    meeting: () => meeting,
    ask: () => (asked += 1),
    hasHeard: () => hears,
    hasTray: () => Promise.resolve(tray),
    now: () => time
  })
  closing.attach(window as unknown as BrowserWindow)
})

/** Lets the desktop say whether it has a tray, and what hangs be destroyed. */
const settle = () => new Promise((resolve) => setImmediate(resolve))
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

  test('hides it where the app lives in the tray, and the meeting goes on', async () => {
    settings = { ...settings, closeToTray: true }
    expect(window.close()).toBe(true)
    await settle()
    expect(window.done).toEqual(['hide'])
    expect(asked).toBe(0)
  })

  test('does what it would without that choice where the desktop shows no tray', async () => {
    settings = { ...settings, closeToTray: true }
    tray = false
    window.close()
    await settle()
    expect([asked, window.done, window.destroyed]).toEqual([1, [], false])
    confirm()
    await settle()
    expect(window.destroyed).toBe(true)
  })

  test('asks for a tray each time, since panels come and go', async () => {
    settings = { ...settings, closeToTray: true }
    meeting = NO_MEETING
    window.close()
    await settle()
    tray = false
    window.close()
    await settle()
    expect([window.done, window.destroyed]).toEqual([['hide'], true])
  })

  test('asks a page that hangs once, and then closes it without waiting for it', async () => {
    hears = false
    expect(window.close()).toBe(true)
    time += 500
    expect(window.close()).toBe(true)
    time += 2_000
    window.close()
    await settle()
    expect([asked, window.destroyed]).toEqual([2, true])
  })

  test('asks anew when a page has come to itself', () => {
    hears = false
    window.close()
    time += 60_000
    hears = true
    expect(window.close()).toBe(true)
    hears = false
    time += 500
    expect(window.close()).toBe(true)
    expect(asked).toBe(3)
  })

  test('destroys a window whose page is not waited for, since Chromium would ask it too', async () => {
    window.emit('unresponsive')
    window.emit('close', { preventDefault: () => expect.unreachable('It is not kept open') })
    await settle()
    expect(window.done).toEqual(['destroy'])
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

  test('that was not confirmed leaves the window as it was: the next time it only closes', async () => {
    electron.app.quit()
    settings = { ...settings, closeToTray: true }
    window.close()
    await settle()
    expect(window.done).toEqual(['hide'])
  })

  test('closes into the tray as ever when the system was kept from going down', async () => {
    settings = { ...settings, closeToTray: true }
    electron.powerMonitor.emit('shutdown')
    time += 119_000
    window.emit('close', { preventDefault: () => expect.unreachable('It is not kept open') })
    time += 1_000
    expect(window.close()).toBe(true)
    await settle()
    expect(window.done).toEqual(['hide'])
    electron.app.quit()
    expect([electron.quitPrevented, asked]).toEqual([true, 1])
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
