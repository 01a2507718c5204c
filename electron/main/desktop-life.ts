import { app, type BrowserWindow } from 'electron'
import { NO_MEETING, type MeetingState, type SystemShortcuts } from '../../protocol/desktop-life.ts'
import type { Settings } from '../../protocol/settings.ts'
import { setAppMenu } from './app-menu.ts'
import { AppTray } from './app-tray.ts'
import type { AppAction } from './command-line.ts'
import { KeepAwake } from './keep-awake.ts'
import { setLauncherMenu } from './launcher-menu.ts'
import type { Log } from './log.ts'
import { setLaunchAtLogin, startCommand } from './login-item.ts'
import { onPageGone } from './page-gone.ts'
import { hasSystemKeys, ShortcutKeys } from './shortcut-keys.ts'
import { Taskbar } from './taskbar.ts'
import { textsFor, type Texts } from './texts.ts'

export interface DesktopLifeOptions {
  /** Folder of the icons that the system shows. */
  icons: string
  platform: NodeJS.Platform
  environment: NodeJS.ProcessEnv
  settings: () => Settings
  act: (action: AppAction) => void
  log: Log
}

/**
 * What the system shows of the app, and lets it do: the tray, the taskbar, menus, keys, the screen's sleep. All of it
 * follows the state of the meeting and the settings. Idempotent `close()` takes the icon and the keys back.
 */
export class DesktopLife {
  readonly #options: DesktopLifeOptions
  readonly #tray: AppTray
  readonly #keys: ShortcutKeys
  readonly #taskbar: Taskbar
  readonly #awake = new KeepAwake()
  #state: MeetingState = NO_MEETING
  #window: BrowserWindow | null = null
  #closed = false

  constructor(options: DesktopLifeOptions) {
    this.#options = options
    const { platform, environment, act } = options
    this.#tray = new AppTray(options, this.#state, this.#texts)
    this.#taskbar = new Taskbar(options)
    this.#keys = new ShortcutKeys(hasSystemKeys(platform, environment), act)
    setLauncherMenu(this.#texts, platform, startCommand(environment), act)
    this.#follow()
  }

  get state(): MeetingState {
    return this.#state
  }

  get shortcuts(): SystemShortcuts {
    return this.#keys.states
  }

  get #texts(): Texts {
    return textsFor(this.#options.settings().language, app.getPreferredSystemLanguages())
  }

  /** Shows the meeting beside a window, until its page goes. */
  attach(window: BrowserWindow): void {
    this.#window = window
    const forget = () => this.showMeeting(NO_MEETING)
    onPageGone(window.webContents, forget)
    window.on('closed', () => {
      this.#window = null
      forget()
    })
    // The taskbar takes buttons once the window is there.
    window.on('show', () => this.#taskbar.show(window, this.#state, this.#texts))
  }

  showMeeting(state: MeetingState): void {
    this.#state = state
    if (!this.#closed) this.#follow()
  }

  /**
   * Applies settings that somebody wants changed. What holds counts, since an administrator may have locked them.
   *
   * @param change those that are wanted
   */
  applySettings(change: Partial<Settings>): void {
    const { platform, environment, act, log } = this.#options
    if (change.launchAtLogin !== undefined) {
      try {
        const { launchAtLogin } = this.#options.settings()
        setLaunchAtLogin(launchAtLogin, { platform, environment, command: startCommand(environment) })
      } catch (error) {
        log.error('The start at login could not be set', error)
      }
    }
    if (change.language !== undefined) setLauncherMenu(this.#texts, platform, startCommand(environment), act)
    if (change.language !== undefined || change.systemShortcuts !== undefined) this.#follow()
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#keys.close()
    this.#awake.set(false)
    this.#tray.close()
  }

  #follow(): void {
    const texts = this.#texts
    const inMeeting = this.#state.in === 'meeting'
    this.#tray.show(this.#state, texts)
    this.#taskbar.show(this.#window, this.#state, texts)
    this.#keys.follow(this.#options.settings().systemShortcuts, inMeeting)
    this.#awake.set(inMeeting)
    if (this.#options.platform === 'darwin') setAppMenu(this.#state, texts, this.#options.act)
  }
}
