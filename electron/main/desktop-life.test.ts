import type { BrowserWindow } from 'electron'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { NO_MEETING, type MeetingState } from '../../protocol/desktop-life.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../protocol/settings.ts'
import { FakeElectron, FakeWindow, type FakeItem } from './testing/fake-electron.ts'

let electron: FakeElectron
// The modules keep the object that they were given, so each test has its own behind it.
vi.mock('electron', () => {
  const part = (name: keyof FakeElectron) =>
    new Proxy({}, { get: (_target, key) => Reflect.get(electron[name] as object, key) as unknown })
  return {
    app: part('app'),
    powerMonitor: part('powerMonitor'),
    nativeTheme: part('nativeTheme'),
    screen: part('screen'),
    BrowserWindow: part('BrowserWindow'),
    Menu: part('Menu'),
    nativeImage: part('nativeImage'),
    globalShortcut: part('globalShortcut'),
    powerSaveBlocker: part('powerSaveBlocker'),
    Tray: function Tray(image: never) {
      return new electron.Tray(image)
    }
  }
})
const { DesktopLife } = await import('./desktop-life.ts')

const MEETING: MeetingState = {
  in: 'meeting',
  microphone: 'on',
  camera: 'off',
  sharing: false,
  handUp: false,
  unread: 0
}
const log = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn() }
let settings: Settings
let acted: string[]
let life: InstanceType<typeof DesktopLife>
let window: FakeWindow

function begin(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv = {}): void {
  life = new DesktopLife({
    icons: '/icons',
    platform,
    environment,
    settings: () => settings,
    act: (action) => acted.push(action),
    log
  })
  window = new FakeWindow()
  life.attach(window as unknown as BrowserWindow)
}

beforeEach(() => {
  electron = new FakeElectron()
  settings = { ...DEFAULT_SETTINGS }
  acted = []
})

afterEach(() => {
  life.close()
  life.close()
  expect(electron.trays.map(({ destroyed }) => destroyed)).toEqual([true])
  expect([...electron.keys.keys()]).toEqual([])
  expect([...electron.blockers]).toEqual([])
})

const tray = () => electron.trays[0]
const labels = (items: readonly FakeItem[] = []) =>
  items.flatMap(({ label }) => (label === undefined ? [] : [label]))

function choose(items: readonly FakeItem[] | null | undefined, label: string): void {
  const item = items?.find((each) => each.label === label)
  if (item?.click === undefined) throw new Error(`There is no ${label}`)
  item.click()
}

describe('the tray', () => {
  test('shows the meeting and what can be done in it, and after it none of that', () => {
    begin('linux')
    expect(tray()).toMatchObject({ image: '/icons/idle-ground-22.png', tip: 'Parley', template: false })
    expect(labels(tray()?.menu)).toEqual(['Show Parley', 'New meeting', 'Quit Parley'])
    life.showMeeting(MEETING)
    expect(tray()).toMatchObject({ image: '/icons/call-ground-22.png', tip: 'Parley: in a meeting' })
    expect(labels(tray()?.menu)).toEqual([
      'Show Parley',
      'Mute',
      'Turn camera on',
      'Raise hand',
      'Leave meeting',
      'New meeting',
      'Quit Parley'
    ])
    for (const label of ['Mute', 'Turn camera on', 'Leave meeting', 'Show Parley'])
      choose(tray()?.menu, label)
    expect(acted).toEqual(['microphone', 'camera', 'leave', 'window'])
    life.showMeeting({ ...MEETING, microphone: 'none', sharing: true })
    expect(tray()).toMatchObject({ image: '/icons/sharing-ground-22.png' })
    expect(tray()?.menu.find(({ label }) => label === 'Unmute')?.enabled).toBe(false)
    window.close()
    expect(labels(tray()?.menu)).toHaveLength(3)
  })

  test('speaks the language of the settings, also once that changes', () => {
    begin('win32')
    settings = { ...settings, language: 'zh-CN' }
    life.applySettings({ language: 'zh-CN' })
    expect(labels(tray()?.menu)).toEqual(['显示 Parley', '新会议', '退出 Parley'])
  })

  test('follows the theme, and leaves the colours to macOS', () => {
    begin('win32')
    electron.nativeTheme.shouldUseDarkColors = true
    electron.nativeTheme.emit('updated')
    expect(tray()?.image).toBe('/icons/idle-dark-16.png')
    life.close()
    electron = new FakeElectron()
    begin('darwin')
    expect(tray()).toMatchObject({ image: '/icons/idle-template-22.png', template: true })
  })
})

test.each(['render-process-gone', 'did-start-navigation'])(
  'a page that goes (%s) takes its meeting with it',
  (event) => {
    begin('linux')
    life.showMeeting(MEETING)
    window.webContents.emit(event, { isMainFrame: true, isSameDocument: false })
    expect(life.state).toEqual(NO_MEETING)
  }
)

test('a page that goes on by itself is still in its meeting', () => {
  begin('linux')
  life.showMeeting(MEETING)
  window.webContents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: true })
  expect(life.state).toEqual(MEETING)
})

test('the display stays on in a meeting, and only then', () => {
  begin('linux')
  expect(electron.blockers.size).toBe(0)
  life.showMeeting(MEETING)
  life.showMeeting({ ...MEETING, handUp: true })
  expect(electron.blockers.size).toBe(1)
  life.showMeeting(NO_MEETING)
  expect(electron.blockers.size).toBe(0)
})

describe('keys of the whole system', () => {
  const keys = { microphone: 'Control+Alt+M', camera: 'F9', hand: null, window: 'Control+Alt+P' }

  test('work in a meeting, and the window’s always; the settings change them at once', () => {
    settings = { ...settings, systemShortcuts: keys }
    begin('linux')
    expect([...electron.keys.keys()]).toEqual(['Control+Alt+P'])
    life.showMeeting(MEETING)
    expect([...electron.keys.keys()].sort()).toEqual(['Control+Alt+M', 'Control+Alt+P', 'F9'])
    electron.keys.get('Control+Alt+M')?.()
    expect(acted).toEqual(['microphone'])
    settings = { ...settings, systemShortcuts: { ...keys, camera: null, microphone: 'F8' } }
    life.applySettings({ systemShortcuts: settings.systemShortcuts })
    expect([...electron.keys.keys()].sort()).toEqual(['Control+Alt+P', 'F8'])
    life.showMeeting(NO_MEETING)
    expect([...electron.keys.keys()]).toEqual(['Control+Alt+P'])
  })

  test('tell which of them another program has, or another action, or nobody can read', () => {
    electron.takenKeys.add('F9')
    settings = {
      ...settings,
      systemShortcuts: { ...keys, hand: 'Control+Alt+P', microphone: 'Unreadable' }
    }
    begin('win32')
    const states = () => Object.values(life.shortcuts).map(({ state }) => state)
    // Microphone, camera, hand, window. Outside a meeting they are tried, and given back.
    expect(states()).toEqual(['taken', 'taken', 'taken', 'registered'])
    expect([...electron.keys.keys()]).toEqual(['Control+Alt+P'])
    life.showMeeting(MEETING)
    expect(states()).toEqual(['taken', 'taken', 'taken', 'registered'])
  })

  test.each([{ XDG_SESSION_TYPE: 'wayland' }, { WAYLAND_DISPLAY: 'wayland-0' }])(
    'are nobody’s on Wayland (%o), which is said',
    (environment) => {
      settings = { ...settings, systemShortcuts: keys }
      begin('linux', environment)
      life.showMeeting(MEETING)
      expect(electron.keys.size).toBe(0)
      expect(life.shortcuts.microphone).toEqual({ accelerator: 'Control+Alt+M', state: 'unsupported' })
    }
  )
})

describe('the taskbar', () => {
  test('counts what is unread on macOS and Linux', () => {
    begin('linux')
    life.showMeeting({ ...MEETING, unread: 3 })
    expect(electron.badge).toBe(3)
    life.showMeeting(NO_MEETING)
    expect(electron.badge).toBe(0)
  })

  test('has a dot and buttons on Windows, which come once the window is shown', () => {
    begin('win32')
    life.showMeeting({ ...MEETING, unread: 1, camera: 'none' })
    expect(window.overlay).toMatchObject({ image: { path: '/icons/unread.png' }, text: '1 unread message' })
    expect(window.buttons.map(({ tooltip, flags }) => [tooltip, ...flags])).toEqual([
      ['Mute', 'enabled'],
      ['Turn camera on', 'disabled'],
      ['Leave meeting', 'enabled']
    ])
    window.buttons[2]?.click()
    expect(acted).toEqual(['leave'])
    window.buttons = []
    window.emit('show')
    expect(window.buttons).toHaveLength(3)
    life.showMeeting(NO_MEETING)
    expect(window.overlay?.image).toBeNull()
    expect(window.buttons).toEqual([])
  })
})

describe('a new meeting', () => {
  test('stands in the jump list on Windows', () => {
    begin('win32')
    expect(electron.tasks).toMatchObject([{ arguments: '--new-meeting', title: 'New meeting' }])
  })

  test('stands in the dock and the menu on macOS', () => {
    begin('darwin')
    choose(electron.dockMenu, 'New meeting')
    choose(electron.appMenu?.find(({ label }) => label === 'File')?.submenu, 'New meeting')
    expect(acted).toEqual(['new-meeting', 'new-meeting'])
  })
})

test('macOS has the menus that people expect, and the meeting’s; elsewhere there is none', () => {
  begin('darwin')
  const names = () => electron.appMenu?.map(({ role, label }) => label ?? role)
  expect(names()).toEqual(['appMenu', 'File', 'Edit', 'View', 'Meeting', 'Window'])
  const meeting = () => electron.appMenu?.find(({ label }) => label === 'Meeting')?.submenu ?? []
  expect(meeting().every(({ type, enabled }) => type === 'separator' || enabled === false)).toBe(true)
  life.showMeeting(MEETING)
  choose(meeting(), 'Mute')
  expect(acted).toEqual(['microphone'])
  life.close()
  electron = new FakeElectron()
  begin('linux')
  expect(electron.appMenu).toBeNull()
})
