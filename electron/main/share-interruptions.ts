import { powerMonitor, screen, type BrowserWindow } from 'electron'
import type { ShareInterruption } from '../../protocol/desktop.ts'
import { DESKTOP_EVENTS } from '../../protocol/desktop-channels.ts'
import type { ScreenCapture } from './screen-capture.ts'

/**
 * Tells the page when a share has to end for a reason that the capture itself may not notice. Lasts as long as the
 * app.
 */
export function watchShares(capture: ScreenCapture, getWindow: () => BrowserWindow | null): void {
  const interrupt = (reason: ShareInterruption) =>
    getWindow()?.webContents.send(DESKTOP_EVENTS.shareInterrupted, reason)
  // Nobody wants to show who comes to a computer that they have locked. Linux doesn't say.
  powerMonitor.on('lock-screen', () => interrupt('locked'))
  screen.on('display-removed', (_event, { id }) => {
    if (capture.isOn(id)) interrupt('display-removed')
  })
}
