import type { BrowserWindow } from 'electron'
import { DESKTOP_EVENTS } from '../../protocol/desktop-channels.ts'

/** Tells a window's page when the window is minimised or hidden, and when it is back. */
export function tellWhetherShown(window: Pick<BrowserWindow, 'on' | 'webContents'>): void {
  const tell = (shown: boolean) => window.webContents.send(DESKTOP_EVENTS.windowShown, shown)
  window.on('minimize', () => tell(false))
  window.on('hide', () => tell(false))
  window.on('restore', () => tell(true))
  window.on('show', () => tell(true))
}
