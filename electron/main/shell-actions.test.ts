import type { BrowserWindow } from 'electron'
import { beforeEach, expect, test, vi } from 'vitest'
import { FakeElectron, FakeWindow } from './testing/fake-electron.ts'

const electron = new FakeElectron()
vi.mock('electron', () => ({ ipcMain: electron.ipcMain }))
const { ShellActions } = await import('./shell-actions.ts')

let window: FakeWindow
let actions: InstanceType<typeof ShellActions>
const handed = () => window.webContents.sent.map(([, action]) => action)
const listen = (url = 'app://parley/') =>
  electron.ipcMain.emit('action:ready', { senderFrame: { parent: null, url } })

beforeEach(() => {
  electron.ipcMain.removeAllListeners()
  window = new FakeWindow()
  actions = new ShellActions(() => window as unknown as BrowserWindow)
  actions.attach(window as unknown as BrowserWindow)
})

test('what comes before the page listens waits for it, the last alone', () => {
  actions.ask('leave')
  actions.ask('new-meeting')
  expect(handed()).toEqual([])
  listen()
  expect(handed()).toEqual(['new-meeting'])
  actions.ask('microphone')
  expect(handed()).toEqual(['new-meeting', 'microphone'])
})

test('a page that hangs is known by not having heard', () => {
  const hear = (url = 'app://parley/') =>
    electron.ipcMain.emit('action:heard', { senderFrame: { parent: null, url } })
  listen()
  expect(actions.heard).toBe(true)
  actions.ask('close')
  hear('https://example.org/')
  expect(actions.heard).toBe(false)
  hear()
  expect(actions.heard).toBe(true)
})

test('what the page may not have heard yet, but for a close, says nothing of whether it hangs', () => {
  listen()
  actions.ask('microphone')
  expect(actions.heard).toBe(true)
})

test('a page that is loaded anew has to listen again, and strangers hear nothing', () => {
  listen()
  window.webContents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false })
  actions.ask('camera')
  listen('https://example.org/')
  expect(handed()).toEqual([])
  listen()
  expect(handed()).toEqual(['camera'])
})
