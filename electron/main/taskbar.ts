import { join } from 'node:path'
import { app, nativeImage, nativeTheme, type BrowserWindow, type ThumbarButton } from 'electron'
import type { MeetingState } from '../../protocol/desktop-life.ts'
import type { AppAction } from './command-line.ts'
import type { Texts } from './texts.ts'

export interface TaskbarOptions {
  /** Folder of the icons. */
  icons: string
  platform: NodeJS.Platform
  act: (action: AppAction) => void
}

/**
 * What the taskbar and the dock show of a meeting: how much is unread, and on Windows buttons below the window's
 * preview.
 */
export class Taskbar {
  readonly #options: TaskbarOptions

  constructor(options: TaskbarOptions) {
    this.#options = options
  }

  show(window: BrowserWindow | null, state: MeetingState, texts: Texts): void {
    const unread = state.in === 'meeting' ? state.unread : 0
    if (this.#options.platform !== 'win32') {
      app.setBadgeCount(unread)
      return
    }
    if (window === null || window.isDestroyed()) return
    if (unread === 0) window.setOverlayIcon(null, '')
    else window.setOverlayIcon(this.#icon('unread.png'), texts.unread(unread))
    window.setThumbarButtons(this.#buttons(state, texts))
  }

  #buttons(state: MeetingState, texts: Texts): ThumbarButton[] {
    if (state.in === 'no-meeting') return []
    const shade = nativeTheme.shouldUseDarkColors ? 'dark' : 'light'
    const button = (action: AppAction, icon: string, tooltip: string, usable: boolean): ThumbarButton => ({
      tooltip,
      icon: this.#icon(`${icon}-${shade}-16.png`),
      flags: usable ? ['enabled'] : ['disabled'],
      click: () => this.#options.act(action)
    })
    const { microphone, camera } = state
    return [
      microphone === 'on'
        ? button('microphone', 'microphone', texts.mute, true)
        : button('microphone', 'microphone-off', texts.unmute, microphone !== 'none'),
      camera === 'on'
        ? button('camera', 'camera', texts.cameraOff, true)
        : button('camera', 'camera-off', texts.cameraOn, camera !== 'none'),
      button('leave', 'leave', texts.leave, true)
    ]
  }

  #icon(file: string) {
    return nativeImage.createFromPath(join(this.#options.icons, file))
  }
}
