import { ipcMain, type BrowserWindow } from 'electron'
import { DESKTOP_EVENTS } from '../../protocol/desktop-channels.ts'
import type { ShellAction } from '../../protocol/desktop-life.ts'
import { isTrustedSender } from './ipc.ts'
import { onPageGone } from './page-gone.ts'

/** Hands to the page what the person asks for outside it. What comes before the page listens is kept, the last alone. */
export class ShellActions {
  readonly #getWindow: () => BrowserWindow | null
  #waiting: ShellAction | null = null
  #listening = false

  constructor(getWindow: () => BrowserWindow | null) {
    this.#getWindow = getWindow
    ipcMain.on(DESKTOP_EVENTS.readyForActions, (event) => {
      if (!isTrustedSender(event)) return
      this.#listening = true
      this.#hand()
    })
  }

  /** Notes when the page of a window goes, and with it its listener. */
  attach({ webContents }: BrowserWindow): void {
    onPageGone(webContents, () => {
      this.#listening = false
    })
  }

  ask(action: ShellAction): void {
    this.#waiting = action
    this.#hand()
  }

  #hand(): void {
    const window = this.#getWindow()
    if (this.#waiting === null || !this.#listening || window === null) return
    window.webContents.send(DESKTOP_EVENTS.systemAction, this.#waiting)
    this.#waiting = null
  }
}
