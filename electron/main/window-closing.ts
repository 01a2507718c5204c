import { app, autoUpdater, powerMonitor, type BrowserWindow } from 'electron'
import type { MeetingState } from '../../protocol/desktop-life.ts'
import type { Settings } from '../../protocol/settings.ts'

/** What becomes of a window that is to be closed. */
export type Closing = 'close' | 'hide' | 'ask'

export interface ClosingCircumstances {
  /** Why: the window alone, all of the app, or for good since nobody can be asked any more. */
  wanted: 'close' | 'quit' | 'end'
  meeting: MeetingState['in']
  /** Whether the page can ask. */
  page: 'answers' | 'silent'
  settings: Pick<Settings, 'closeToTray' | 'confirmLeave'>
}

/** A window that goes into the tray ends no meeting, so nobody is asked. */
function closingOf({ wanted, meeting, page, settings }: ClosingCircumstances): Closing {
  if (wanted === 'close' && settings.closeToTray && page === 'answers') return 'hide'
  const asks = wanted !== 'end' && meeting === 'meeting' && page === 'answers' && settings.confirmLeave
  return asks ? 'ask' : 'close'
}

export interface WindowClosingDependencies {
  settings: () => Settings
  meeting: () => MeetingState
  /** Has the page ask the person. */
  ask: () => void
}

/**
 * Decides what becomes of the window that is closed, and of the app that is quit: it may go on in the tray, and who is
 * in a meeting is asked.
 *
 * ```
 *            close, quit             the page says yes (`confirm`)
 *   open ──────────────▶ asked ───────────────────────────────────▶ closed, and the app quit if that was wanted
 *    ▲  │ close to tray    │ no answer: asked again the next time
 *    │  ▼                  ▼
 *   hidden ◀── close ──── open
 * ```
 */
export class WindowClosing {
  readonly #dependencies: WindowClosingDependencies
  /** What is wanted of the window that is to be closed. */
  #wanted: ClosingCircumstances['wanted'] = 'close'
  /** What was wanted when the person was asked. */
  #asked: 'close' | 'quit' = 'close'
  /** Whether the page of the window can ask; null without a window. */
  #page: (() => ClosingCircumstances['page']) | null = null

  constructor(dependencies: WindowClosingDependencies) {
    this.#dependencies = dependencies
    app.on('before-quit', (event) => {
      if (this.#wanted === 'end') return
      this.#wanted = 'quit'
      if (this.#page === null || this.#closing(this.#page()) !== 'ask') return
      // Before any window is closed: the small ones stay if the person does.
      event.preventDefault()
      this.#ask()
    })
    // The system is going down, and waits for nobody.
    powerMonitor.on('shutdown', () => this.end())
    // An update closes the windows before it quits. It isn't installed in a meeting.
    autoUpdater.on('before-quit-for-update', () => this.end())
  }

  /** Nobody is asked any more, and nothing goes into the tray. */
  end(): void {
    this.#wanted = 'end'
  }

  attach(window: BrowserWindow): void {
    this.#wanted = 'close'
    this.#asked = 'close'
    let page: ClosingCircumstances['page'] = 'answers'
    window.on('unresponsive', () => {
      page = 'silent'
    })
    window.on('responsive', () => {
      page = 'answers'
    })
    window.on('session-end', () => this.end())
    const pageNow = () => (window.webContents.isCrashed() ? 'silent' : page)
    this.#page = pageNow
    window.on('close', (event) => {
      const closing = this.#closing(pageNow())
      if (closing === 'close') return
      event.preventDefault()
      if (closing === 'ask') this.#ask()
      else {
        window.hide()
        this.#wanted = 'close'
      }
    })
    window.on('closed', () => {
      this.#page = null
    })
  }

  /** The person has said yes. */
  confirm(window: BrowserWindow | null): void {
    this.#wanted = 'end'
    if (this.#asked === 'quit') app.quit()
    else window?.close()
  }

  #closing(page: ClosingCircumstances['page']): Closing {
    const { meeting, settings } = this.#dependencies
    return closingOf({ wanted: this.#wanted, meeting: meeting().in, page, settings: settings() })
  }

  #ask(): void {
    this.#asked = this.#wanted === 'quit' ? 'quit' : 'close'
    this.#wanted = 'close'
    this.#dependencies.ask()
  }
}
