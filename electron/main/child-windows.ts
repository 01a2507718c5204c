import {
  BrowserWindow,
  screen,
  type BrowserWindowConstructorOptions,
  type Rectangle,
  type WebContents,
  type WebContentsDidStartNavigationEventParams
} from 'electron'
import { CHILD_WINDOWS } from '../../protocol/desktop.ts'
import { isAppUrl } from './app-origin.ts'
import { openLink } from './open-link.ts'
import type { WindowPlaces } from './window-places.ts'

/** Of the share's bar, in pixels. */
const BAR = { width: 560, height: 56 }

/** Distance of the bar from the upper edge of the screen, in pixels. */
const BAR_MARGIN = 12

/** Of the small window when it is opened for the first time, and its distance from the corner, in pixels. */
const MINI = { width: 300, height: 200 }
const MINI_MARGIN = 24

/** Windows that stand above everything, so that nothing of them may be in a capture or take the focus. */
const ABOVE: ReadonlySet<string> = new Set([CHILD_WINDOWS.shareBar, CHILD_WINDOWS.mini])

/** What the windows have in common: they hold what the page puts there, and can do nothing by themselves. */
const CONFINED: BrowserWindowConstructorOptions = {
  show: false,
  autoHideMenuBar: true,
  webPreferences: {
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    backgroundThrottling: false,
    spellcheck: false
  }
}

/** What remembers where the small window was. */
type Places = Pick<WindowPlaces, 'find' | 'follow'>

type NavigationDetails = Pick<WebContentsDidStartNavigationEventParams, 'isMainFrame' | 'isSameDocument'>

/** A small window without a frame, above everything. */
const FLOATING: BrowserWindowConstructorOptions = {
  ...CONFINED,
  frame: false,
  minimizable: false,
  maximizable: false,
  fullscreenable: false,
  skipTaskbar: true,
  alwaysOnTop: true,
  hasShadow: true
}

/** How a page of ours may open a window; null for every other window. */
function optionsOf(
  name: string,
  url: string,
  opener: WebContents,
  places: Places
): BrowserWindowConstructorOptions | null {
  if (url !== 'about:blank' || !isAppUrl(opener.getURL())) return null
  switch (name) {
    case CHILD_WINDOWS.shareBar:
      return {
        ...FLOATING,
        ...placeOfBar(opener),
        resizable: false,
        backgroundColor: '#1e2126'
      }
    case CHILD_WINDOWS.mini:
      return {
        ...FLOATING,
        ...placeOfMini(opener, places),
        minWidth: 240,
        minHeight: 160,
        backgroundColor: '#101215'
      }
    case CHILD_WINDOWS.popOut:
      return {
        ...CONFINED,
        width: 960,
        height: 600,
        minWidth: 320,
        minHeight: 200,
        backgroundColor: '#101215'
      }
    default:
      return null
  }
}

/** In the middle of the upper edge of the screen that the app's window is on. */
function placeOfBar(opener: WebContents): Rectangle {
  const { x, y, width } = areaAround(opener)
  return { x: x + Math.round((width - BAR.width) / 2), y: y + BAR_MARGIN, ...BAR }
}

/** Where it was, or else in the corner of the screen in which a program has least to say. */
function placeOfMini(opener: WebContents, places: Places): Rectangle {
  const place = places.find('mini')
  if (place !== null) return { x: place.x, y: place.y, width: place.width, height: place.height }
  const { x, y, width, height } = areaAround(opener)
  return { x: x + width - MINI.width - MINI_MARGIN, y: y + height - MINI.height - MINI_MARGIN, ...MINI }
}

function areaAround(opener: WebContents): Rectangle {
  const window = BrowserWindow.fromWebContents(opener)
  const display = window === null ? screen.getPrimaryDisplay() : screen.getDisplayMatching(window.getBounds())
  return display.workArea
}

/**
 * Lets the pages of a window open the windows of `CHILD_WINDOWS`, and no others. They close with their opener. A link
 * to the web or to a mail opens where the system opens those.
 */
export function allowChildWindows(contents: WebContents, places: Places): void {
  contents.setWindowOpenHandler(({ url, frameName }) => {
    const options = optionsOf(frameName, url, contents, places)
    if (options === null && isAppUrl(contents.getURL())) openLink(url)
    return options === null ? { action: 'deny' } : { action: 'allow', overrideBrowserWindowOptions: options }
  })
  contents.on('did-create-window', (window, { frameName }) => {
    const close = () => window.destroy()
    contents.once('destroyed', close)
    // A page that is loaded anew has forgotten its windows.
    const onNavigation = ({ isMainFrame, isSameDocument }: NavigationDetails) => {
      if (isMainFrame && !isSameDocument) close()
    }
    contents.on('did-start-navigation', onNavigation)
    window.once('closed', () => {
      contents.off('destroyed', close)
      contents.off('did-start-navigation', onNavigation)
    })
    if (frameName === CHILD_WINDOWS.mini) places.follow('mini', window)
    if (ABOVE.has(frameName)) {
      // Kept out of every capture, where the system can do that (not on Linux).
      window.setContentProtection(true)
      window.setAlwaysOnTop(true, 'screen-saver')
      window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true })
      // The person goes on with what they do.
      window.showInactive()
    } else {
      window.show()
    }
  })
}
