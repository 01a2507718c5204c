import {
  BrowserWindow,
  screen,
  type BrowserWindowConstructorOptions,
  type WebContents,
  type WebContentsDidStartNavigationEventParams
} from 'electron'
import { CHILD_WINDOWS } from '../../protocol/desktop.ts'
import { isAppUrl } from './app-origin.ts'
import { openLink } from './open-link.ts'

/** Of the share's bar, in pixels. */
const BAR = { width: 560, height: 56 }

/** Distance of the bar from the upper edge of the screen, in pixels. */
const BAR_MARGIN = 12

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

type NavigationDetails = Pick<WebContentsDidStartNavigationEventParams, 'isMainFrame' | 'isSameDocument'>

/** How a page of ours may open a window; null for every other window. */
function optionsOf(name: string, url: string, opener: WebContents): BrowserWindowConstructorOptions | null {
  if (url !== 'about:blank' || !isAppUrl(opener.getURL())) return null
  switch (name) {
    case CHILD_WINDOWS.shareBar:
      return {
        ...CONFINED,
        ...placeOfBar(opener),
        frame: false,
        resizable: false,
        minimizable: false,
        maximizable: false,
        fullscreenable: false,
        skipTaskbar: true,
        alwaysOnTop: true,
        hasShadow: true,
        backgroundColor: '#1e2126'
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
function placeOfBar(
  opener: WebContents
): Required<Pick<BrowserWindowConstructorOptions, 'x' | 'y' | 'width' | 'height'>> {
  const window = BrowserWindow.fromWebContents(opener)
  const display = window === null ? screen.getPrimaryDisplay() : screen.getDisplayMatching(window.getBounds())
  const { x, y, width } = display.workArea
  return { x: x + Math.round((width - BAR.width) / 2), y: y + BAR_MARGIN, ...BAR }
}

/**
 * Lets the pages of a window open the windows of `CHILD_WINDOWS`, and no others. They close with their opener. A link
 * to the web or to a mail opens where the system opens those.
 */
export function allowChildWindows(contents: WebContents): void {
  contents.setWindowOpenHandler(({ url, frameName }) => {
    const options = optionsOf(frameName, url, contents)
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
    if (frameName === CHILD_WINDOWS.shareBar) {
      // Kept out of every capture, where the system can do that (not on Linux).
      window.setContentProtection(true)
      window.setAlwaysOnTop(true, 'screen-saver')
      window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true })
      // The person goes on with what they share.
      window.showInactive()
    } else {
      window.show()
    }
  })
}
