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
  /** Since the page was asked last whether it may be closed: other actions wait for nobody. */
  #heard = true

  constructor(getWindow: () => BrowserWindow | null) {
    this.#getWindow = getWindow
    ipcMain.on(DESKTOP_EVENTS.readyForActions, (event) => {
      if (!isTrustedSender(event)) return
      this.#listening = true
      this.#hand()
    })
    ipcMain.on(DESKTOP_EVENTS.actionHeard, (event) => {
      if (isTrustedSender(event)) this.#heard = true
    })
  }

  /** Whether the page has heard that its window is to be closed, the last time that it was; one that hangs doesn't. */
  get heard(): boolean {
    return this.#heard
  }

  /** Notes when the page of a window goes, and with it its listener. */
  attach({ webContents }: BrowserWindow): void {
    onPageGone(webContents, () => {
      this.#listening = false
    })
  }

  ask(action: ShellAction): void {
    this.#waiting = action
    if (action === 'close') this.#heard = false
    this.#hand()
  }

  #hand(): void {
    const window = this.#getWindow()
    if (this.#waiting === null || !this.#listening || window === null) return
    window.webContents.send(DESKTOP_EVENTS.systemAction, this.#waiting)
    this.#waiting = null
  }
}
