import { join } from 'node:path'
import { app, BrowserWindow, nativeTheme } from 'electron'
import { APP_ORIGIN, isAppUrl } from './app-origin.ts'
import { allowChildWindows } from './child-windows.ts'
import type { WindowPlace } from './window-place.ts'
import type { WindowPlaces } from './window-places.ts'

/** Shown until the page has painted, so that the window doesn't flash: the pages' background in both themes. */
const BACKGROUND = { light: '#f7f7f5', dark: '#16181c' }

/** As it is opened for the first time, in pixels. */
const SIZE = { width: 1120, height: 760 }

export interface MainWindowOptions {
  /** How it appears; hidden, it waits in the tray. */
  appears: 'shown' | 'minimized' | 'hidden'
  /** Where it was; null leaves its place to the system. */
  place: WindowPlace | null
}

/** Opens the app's window on the renderer's home. */
export function openMainWindow(
  { preload, icon }: { preload: string; icon: string },
  { appears, place }: MainWindowOptions
): BrowserWindow {
  const { maximized, ...bounds } = place ?? { ...SIZE, maximized: false }
  const window = new BrowserWindow({
    title: app.getName(),
    ...bounds,
    minWidth: 480,
    minHeight: 360,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    icon,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      // A meeting goes on while its window is covered or minimised. Only its creation can say so.
      backgroundThrottling: false,
      // People are heard without a click in the window first.
      autoplayPolicy: 'no-user-gesture-required',
      // Its dictionaries would be downloaded from a third party.
      spellcheck: false,
      additionalArguments: [`--parley-version=${app.getVersion()}`]
    }
  })
  window.once('show', () => {
    if (maximized) window.maximize()
  })
  window.once('ready-to-show', () => {
    if (appears === 'shown') window.show()
    else if (appears === 'minimized') window.minimize()
  })
  void window.loadURL(`${APP_ORIGIN}/`)
  return window
}

/** Keeps every page where it is: no navigation away, no windows but our own, no embedded pages. */
export function confineContents(places: WindowPlaces): void {
  app.on('web-contents-created', (_event, contents) => {
    allowChildWindows(contents, places)
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.on('will-frame-navigate', (event) => {
      if (!isAppUrl(event.url)) event.preventDefault()
    })
    contents.on('will-redirect', (event) => {
      if (!isAppUrl(event.url)) event.preventDefault()
    })
  })
}

/** Paths of what the window needs, from the folder of the bundled main process. */
export function windowFiles(mainFolder: string): { preload: string; icon: string; pages: string } {
  return {
    preload: join(mainFolder, '../preload/index.cjs'),
    icon: join(mainFolder, '../renderer/icon.png'),
    pages: join(mainFolder, '../renderer')
  }
}
