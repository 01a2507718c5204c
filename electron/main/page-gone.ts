import type { WebContents, WebContentsDidStartNavigationEventParams } from 'electron'

type NavigationDetails = Pick<WebContentsDidStartNavigationEventParams, 'isMainFrame' | 'isSameDocument'>

/** Calls back whenever the page of a window goes, and all that it listened to with it: loaded anew, crashed, or closed. */
export function onPageGone(contents: Pick<WebContents, 'on'>, listener: () => void): void {
  contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }: NavigationDetails) => {
    if (isMainFrame && !isSameDocument) listener()
  })
  contents.on('render-process-gone', listener)
  contents.on('destroyed', listener)
}
