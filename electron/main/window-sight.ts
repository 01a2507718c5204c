import { BrowserWindow, screen } from 'electron'
import { DESKTOP_EVENTS } from '../../protocol/desktop-channels.ts'
import type { WindowSight } from '../../protocol/desktop-life.ts'

/** How long another program has to have the focus before this window counts as covered, in milliseconds. */
export const COVER_DELAY = 4_000

/** A window that fills this much of the only screen is covered by what is used instead of it. */
const FILLS = 0.6

/**
 * Tells a window's page when the window is minimised or hidden, when it is probably covered, and when it is back. No
 * system tells the last two alike: with a second screen, or with room beside it, the window counts as seen.
 */
export function tellSight(window: BrowserWindow): void {
  let sight: WindowSight = 'shown'
  let covering: NodeJS.Timeout | undefined
  const tell = (now: WindowSight) => {
    clearTimeout(covering)
    if (now === sight) return
    sight = now
    window.webContents.send(DESKTOP_EVENTS.windowSight, sight)
  }
  window.on('minimize', () => tell('hidden'))
  window.on('hide', () => tell('hidden'))
  window.on('restore', () => tell('shown'))
  window.on('show', () => tell('shown'))
  window.on('focus', () => tell('shown'))
  window.on('blur', () => {
    clearTimeout(covering)
    covering = setTimeout(() => {
      if (sight === 'shown' && BrowserWindow.getFocusedWindow() === null && fillsOnlyScreen(window))
        tell('covered')
    }, COVER_DELAY)
  })
  window.on('closed', () => clearTimeout(covering))
  // A page that is loaded anew takes its window for seen.
  window.webContents.on('did-finish-load', () => {
    if (sight !== 'shown') window.webContents.send(DESKTOP_EVENTS.windowSight, sight)
  })
}

function fillsOnlyScreen(window: BrowserWindow): boolean {
  const [only, ...others] = screen.getAllDisplays()
  if (only === undefined || others.length > 0) return false
  const { width, height } = window.getBounds()
  return width * height >= FILLS * only.workArea.width * only.workArea.height
}
