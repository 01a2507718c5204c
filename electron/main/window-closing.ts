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
  /** Whether a hidden window could be brought back. */
  tray: boolean
  settings: Pick<Settings, 'closeToTray' | 'confirmLeave'>
}

/** A window that goes into the tray ends no meeting, so nobody is asked. */
function closingOf({ wanted, meeting, page, tray, settings }: ClosingCircumstances): Closing {
  if (wanted === 'close' && settings.closeToTray && tray && page === 'answers') return 'hide'
  const asks = wanted !== 'end' && meeting === 'meeting' && page === 'answers' && settings.confirmLeave
  return asks ? 'ask' : 'close'
}

export interface WindowClosingDependencies {
  settings: () => Settings
  meeting: () => MeetingState
  /** Has the page ask the person. */
  ask: () => void
  /** Whether the page has heard the last question. */
  hasHeard: () => boolean
  /** Whether the desktop shows the tray's icon now. */
  hasTray: () => Promise<boolean>
  /** Unix time in milliseconds. */
  now: () => number
}

/** A page that hasn't heard a question for so many milliseconds hangs. */
const PATIENCE = 2_000

/** So long after the system has begun to go down, in milliseconds, an app that still runs knows that it was stopped. */
const GOING_DOWN = 120_000

/**
 * Decides what becomes of the window that is closed, and of the app that is quit: it may go on in the tray, and who is
 * in a meeting is asked.
 *
 * ```
 *            close, quit             the page says yes (`confirm`)
 *   open ──────────────▶ asked ───────────────────────────────────▶ closed, and the app quit if that was wanted
 *    ▲  │ close to tray    │ no answer: asked again the next time, or closed if the page hasn't even heard it
 *    │  ▼                  ▼
 *   hidden ◀── close ──── open
 * ```
 */
export class WindowClosing {
  readonly #dependencies: WindowClosingDependencies
  /** What is wanted of the window that is to be closed, while there is somebody to be asked. */
  #wanted: 'close' | 'quit' = 'close'
  /** Until when nobody is asked; Unix time in milliseconds. */
  #endsUntil = 0
  /** What was wanted when the person was asked. */
  #asked: 'close' | 'quit' = 'close'
  /** When the page was given a question that it may not have heard; null when it was given none. */
  #askedAt: number | null = null
  /** Whether the next close is that of a window for which no tray was found. */
  #trayless = false
  /** Whether the page of the window can ask; null without a window. */
  #page: (() => ClosingCircumstances['page']) | null = null

  constructor(dependencies: WindowClosingDependencies) {
    this.#dependencies = dependencies
    app.on('before-quit', (event) => {
      if (this.#isEnding) return
      this.#wanted = 'quit'
      if (this.#page === null || this.#closing(this.#page()) !== 'ask') return
      // Before any window is closed: the small ones stay if the person does.
      event.preventDefault()
      this.#ask()
    })
    // The system is going down, and waits for nobody. Another program may keep it from that, which nobody tells.
    powerMonitor.on('shutdown', () => this.#end(GOING_DOWN))
    // An update closes the windows before it quits. It isn't installed in a meeting.
    autoUpdater.on('before-quit-for-update', () => this.end())
  }

  /** Nobody is asked any more, and nothing goes into the tray. */
  end(): void {
    this.#end(Infinity)
  }

  attach(window: BrowserWindow): void {
    this.#wanted = 'close'
    this.#asked = 'close'
    this.#askedAt = null
    this.#endsUntil = 0
    let page: ClosingCircumstances['page'] = 'answers'
    window.on('unresponsive', () => {
      page = 'silent'
    })
    window.on('responsive', () => {
      page = 'answers'
    })
    window.on('session-end', () => this.end())
    const pageNow = () => (window.webContents.isCrashed() || this.#isUnheard ? 'silent' : page)
    this.#page = pageNow
    window.on('close', (event) => {
      const page = pageNow()
      const closing = this.#closing(page)
      this.#trayless = false
      if (closing === 'close') {
        // A page that hangs is waited for by Chromium too, which asks it whether it minds.
        if (page === 'silent') setImmediate(() => window.isDestroyed() || window.destroy())
        return
      }
      event.preventDefault()
      if (closing === 'ask') this.#ask()
      else void this.#hide(window)
    })
    window.on('closed', () => {
      this.#page = null
    })
  }

  /** The person has said yes. */
  confirm(window: BrowserWindow | null): void {
    this.end()
    if (this.#asked === 'quit') app.quit()
    else window?.close()
  }

  get #isEnding(): boolean {
    return this.#dependencies.now() < this.#endsUntil
  }

  /** Whether the page was asked a while ago and hasn't heard it. */
  get #isUnheard(): boolean {
    const { hasHeard, now } = this.#dependencies
    return this.#askedAt !== null && !hasHeard() && now() - this.#askedAt >= PATIENCE
  }

  /** @param lasts for how many milliseconds */
  #end(lasts: number): void {
    this.#endsUntil = Math.max(this.#endsUntil, this.#dependencies.now() + lasts)
  }

  #closing(page: ClosingCircumstances['page']): Closing {
    const { meeting, settings } = this.#dependencies
    const wanted = this.#isEnding ? 'end' : this.#wanted
    return closingOf({ wanted, meeting: meeting().in, page, tray: !this.#trayless, settings: settings() })
  }

  /** Lets the window go into the tray. Without one there would be no way back: it is closed as any other. */
  async #hide(window: BrowserWindow): Promise<void> {
    const shown = await this.#dependencies.hasTray()
    if (window.isDestroyed()) return
    if (shown) return window.hide()
    this.#trayless = true
    window.close()
  }

  #ask(): void {
    const { ask, hasHeard, now } = this.#dependencies
    this.#asked = this.#wanted
    this.#wanted = 'close'
    if (this.#askedAt === null || hasHeard()) this.#askedAt = now()
    ask()
  }
}
