import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { APP_ID } from '../../protocol/app-id.ts'
import { FakeElectron } from './testing/fake-electron.ts'

const electron = new FakeElectron()
vi.mock('electron', () => ({ app: electron.app }))
const { isLoginStart, setLaunchAtLogin, startCommand } = await import('./login-item.ts')

let config: string
const file = () => join(config, 'autostart', 'parley.desktop')
const set = (on: boolean, command: readonly string[], platform: NodeJS.Platform = 'linux') =>
  setLaunchAtLogin(on, { platform, environment: { XDG_CONFIG_HOME: config }, command })

beforeEach(() => {
  config = mkdtempSync(join(tmpdir(), 'parley-config-'))
  electron.loginItems.length = 0
})
afterEach(() => rmSync(config, { recursive: true }))

test('Linux starts what lies in its folder for that, and no longer what was taken out of it', () => {
  set(true, ['/opt/Parley/parley'])
  expect(readFileSync(file(), 'utf8').split('\n')).toEqual(
    expect.arrayContaining([
      '[Desktop Entry]',
      'TryExec=/opt/Parley/parley',
      'Exec=/opt/Parley/parley --at-login',
      'Name=Parley'
    ])
  )
  set(false, ['/opt/Parley/parley'])
  set(false, ['/opt/Parley/parley'])
  expect(existsSync(file())).toBe(false)
})

test('a path with what means something there is written as the specification says', () => {
  set(true, ['/home/a b/100% "$new"'])
  expect(readFileSync(file(), 'utf8')).toContain('TryExec=/home/a b/100% "$new"\n')
  expect(readFileSync(file(), 'utf8')).toContain(String.raw`Exec="/home/a b/100%% \\"\\$new\\"" --at-login`)
})

test.each(['win32', 'darwin'] as const)('%s has a list of its own for that', (platform) => {
  set(true, ['/Parley', '/app'], platform)
  set(false, ['/Parley'], platform)
  expect(electron.loginItems).toMatchObject([
    { openAtLogin: true, path: '/Parley', args: ['/app', '--at-login'], name: APP_ID },
    { openAtLogin: false }
  ])
  expect(existsSync(file())).toBe(false)
})

test('the start at login is known by its word, and on macOS by what the system says', () => {
  expect(isLoginStart(['--at-login'], 'linux')).toBe(true)
  expect(isLoginStart([], 'win32')).toBe(false)
  electron.loginStart = true
  expect(isLoginStart([], 'darwin')).toBe(true)
  expect(isLoginStart([], 'linux')).toBe(false)
})

test('an AppImage is started by its own path, and the app in development by its folder', () => {
  expect(startCommand({ APPIMAGE: '/home/ada/Parley.AppImage', APPDIR: dirname(process.execPath) })).toEqual([
    '/home/ada/Parley.AppImage'
  ])
  expect(startCommand({})).toEqual([process.execPath])
  electron.app.isPackaged = false
  expect(startCommand({})).toEqual([process.execPath, '/opt/Parley/app'])
})
