import { EventEmitter } from 'node:events'
import type { WebContents, WindowOpenHandlerResponse } from 'electron'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { WindowPlace } from './window-place.ts'
import { CHILD_WINDOWS } from '../../protocol/desktop.ts'

const DISPLAY = { workArea: { x: 100, y: 20, width: 1600, height: 900 } }
const openExternal = vi.fn<(address: string) => Promise<void>>(() => Promise.resolve())
vi.mock('electron', () => ({
  shell: { openExternal: (address: string) => openExternal(address) },
  BrowserWindow: { fromWebContents: () => ({ getBounds: () => ({}) }) },
  screen: { getDisplayMatching: () => DISPLAY }
}))
const { allowChildWindows } = await import('./child-windows.ts')

class FakeContents extends EventEmitter {
  #handler: (details: { url: string; frameName: string }) => WindowOpenHandlerResponse = () => ({
    action: 'deny'
  })

  getURL = () => 'app://parley/'

  setWindowOpenHandler(handler: typeof this.open): void {
    this.#handler = handler
  }

  open = (details: { url: string; frameName: string }) => this.#handler(details)
}

class FakeWindow extends EventEmitter {
  readonly done: string[] = []

  constructor() {
    super()
    for (const act of [
      'destroy',
      'show',
      'showInactive',
      'setContentProtection',
      'setAlwaysOnTop'
    ] as const) {
      Object.assign(this, { [act]: (...given: unknown[]) => this.done.push([act, ...given].join(' ')) })
    }
    Object.assign(this, { setVisibleOnAllWorkspaces: () => {} })
  }
}

let contents: FakeContents
let miniPlace: WindowPlace | null
let followed: string[]
beforeEach(() => {
  openExternal.mockClear()
  contents = new FakeContents()
  miniPlace = null
  followed = []
  allowChildWindows(contents as unknown as WebContents, {
    find: () => miniPlace,
    follow: (name) => followed.push(name)
  })
})

function created(frameName: string): FakeWindow {
  const window = new FakeWindow()
  contents.emit('did-create-window', window, { frameName })
  return window
}

describe('a page', () => {
  test.each([
    ['https://example.org/', CHILD_WINDOWS.popOut],
    ['app://parley/', CHILD_WINDOWS.popOut],
    ['about:blank', ''],
    ['about:blank', 'another']
  ])('opens no window on %s named %j', (url, frameName) => {
    expect(contents.open({ url, frameName })).toEqual({ action: 'deny' })
  })

  test('leaves a link to the system, and a page that is not ours not even that', () => {
    expect(contents.open({ url: 'https://example.org/', frameName: '' })).toEqual({ action: 'deny' })
    expect(openExternal.mock.calls).toEqual([['https://example.org/']])
    openExternal.mockClear()
    contents.getURL = () => 'https://example.org/'
    contents.open({ url: 'https://example.org/', frameName: '' })
    expect(openExternal).not.toHaveBeenCalled()
  })

  test('that is not ours opens none at all', () => {
    contents.getURL = () => 'https://example.org/'
    expect(contents.open({ url: 'about:blank', frameName: CHILD_WINDOWS.popOut })).toEqual({ action: 'deny' })
  })

  test.each(Object.values(CHILD_WINDOWS))(
    'opens %s, and nothing in it can do anything by itself',
    (frameName) => {
      expect(contents.open({ url: 'about:blank', frameName })).toMatchObject({
        action: 'allow',
        overrideBrowserWindowOptions: {
          show: false,
          webPreferences: { contextIsolation: true, sandbox: true, nodeIntegration: false }
        }
      })
    }
  )
})

test('the bar stands in the middle of the upper edge of the screen that the app is on, above everything', () => {
  const opened = contents.open({ url: 'about:blank', frameName: CHILD_WINDOWS.shareBar })
  const options = opened.action === 'allow' ? opened.overrideBrowserWindowOptions : undefined
  expect(options).toMatchObject({ y: 32, alwaysOnTop: true, skipTaskbar: true })
  expect((options?.x ?? 0) + (options?.width ?? 0) / 2).toBe(900)
})

test('the small window stands in the corner until it was put elsewhere', () => {
  const place = () => {
    const opened = contents.open({ url: 'about:blank', frameName: CHILD_WINDOWS.mini })
    return opened.action === 'allow' ? opened.overrideBrowserWindowOptions : undefined
  }
  expect(place()).toMatchObject({ x: 1376, y: 696, width: 300, height: 200, alwaysOnTop: true, frame: false })
  miniPlace = { x: 5, y: 6, width: 400, height: 300, maximized: false }
  expect(place()).toMatchObject({ x: 5, y: 6, width: 400, height: 300 })
  created(CHILD_WINDOWS.mini)
  created(CHILD_WINDOWS.shareBar)
  expect(followed).toEqual(['mini'])
})

test.each([CHILD_WINDOWS.shareBar, CHILD_WINDOWS.mini])(
  '%s is kept out of captures, and takes nobody away from what they do',
  (name) => {
    expect(created(name).done).toEqual([
      'setContentProtection true',
      'setAlwaysOnTop true screen-saver',
      'showInactive'
    ])
  }
)

test('a shared screen in a window of its own is an ordinary window', () => {
  expect(created(CHILD_WINDOWS.popOut).done).toEqual(['show'])
})

describe('a window', () => {
  test('goes with its opener', () => {
    const window = created(CHILD_WINDOWS.popOut)
    contents.emit('destroyed')
    expect(window.done).toContain('destroy')
  })

  test('goes when the page is loaded anew, and stays when the page goes on by itself', () => {
    const window = created(CHILD_WINDOWS.popOut)
    contents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: true })
    expect(window.done).not.toContain('destroy')
    contents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false })
    expect(window.done).toContain('destroy')
  })

  test('that was closed is left alone, and nothing listens for it any more', () => {
    const window = created(CHILD_WINDOWS.popOut)
    window.emit('closed')
    contents.emit('destroyed')
    expect(window.done).not.toContain('destroy')
    expect(contents.listenerCount('did-start-navigation')).toBe(0)
  })
})
