import type { BrowserWindow } from 'electron'

/** Brings a window into sight and gives it the focus, wherever it is: minimised, in the tray, behind others. */
export function revealWindow(window: BrowserWindow | null): void {
  if (window === null) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/**
 * Brings the app's window into sight, and opens one where there is none. While the app begins it only takes note: the
 * window that is opened then is the only one, and nobody answers its page before.
 */
export class WindowRevealer {
  readonly #getWindow: () => BrowserWindow | null
  readonly #open: () => void
  #begun = false
  #wanted = false

  /** @param open opens a window in sight */
  constructor(getWindow: () => BrowserWindow | null, open: () => void) {
    this.#getWindow = getWindow
    this.#open = open
  }

  reveal(): void {
    if (!this.#begun) this.#wanted = true
    else if (this.#getWindow() === null) this.#open()
    else revealWindow(this.#getWindow())
  }

  /** The first window is opened now, by whoever calls. @returns whether somebody wanted it in sight before */
  begin(): boolean {
    this.#begun = true
    return this.#wanted
  }
}
