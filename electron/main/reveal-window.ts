import type { BrowserWindow } from 'electron'

/** Brings a window into sight and gives it the focus, wherever it is: minimised, in the tray, behind others. */
export function revealWindow(window: BrowserWindow | null): void {
  if (window === null) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
