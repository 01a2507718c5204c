import { join } from 'node:path'
import { app, Menu, nativeImage, nativeTheme, Tray, type MenuItemConstructorOptions } from 'electron'
import type { MeetingState } from '../../protocol/desktop-life.ts'
import type { AppAction } from './command-line.ts'
import type { Texts } from './texts.ts'
import { trayIconFile, trayLook, trayShade, type PanelEnvironment } from './tray-look.ts'

export interface AppTrayOptions {
  /** Folder of the icons. */
  icons: string
  platform: NodeJS.Platform
  act: (action: AppAction) => void
}

/** The app's icon in the tray, which shows how the meeting stands. */
export class AppTray {
  readonly #options: AppTrayOptions
  readonly #tray: Tray
  #shown: { state: MeetingState; texts: Texts }

  constructor(options: AppTrayOptions, state: MeetingState, texts: Texts) {
    this.#options = options
    this.#shown = { state, texts }
    this.#tray = new Tray(this.#image())
    // On macOS a click opens the menu; where there are two buttons, the first leads to the window.
    if (options.platform !== 'darwin') this.#tray.on('click', () => options.act('window'))
    nativeTheme.on('updated', this.#paint)
    this.show(state, texts)
  }

  show(state: MeetingState, texts: Texts): void {
    this.#shown = { state, texts }
    this.#paint()
    this.#tray.setToolTip(describe(state, texts, app.getName()))
    this.#tray.setContextMenu(Menu.buildFromTemplate(trayMenu(state, texts, this.#options.act)))
  }

  close(): void {
    nativeTheme.off('updated', this.#paint)
    this.#tray.destroy()
  }

  readonly #paint = (): void => {
    this.#tray.setImage(this.#image())
  }

  #image() {
    const environment: PanelEnvironment = { ...this.#options, dark: isSystemDark() }
    const file = trayIconFile(trayLook(this.#shown.state), environment)
    const image = nativeImage.createFromPath(join(this.#options.icons, file))
    if (trayShade(environment) === 'template') image.setTemplateImage(true)
    return image
  }
}

/** The menu in the language of the texts. */
function trayMenu(
  state: MeetingState,
  texts: Texts,
  act: (action: AppAction) => void
): MenuItemConstructorOptions[] {
  const item = (label: string, action: AppAction, enabled = true): MenuItemConstructorOptions => ({
    label,
    enabled,
    click: () => act(action)
  })
  const meeting =
    state.in === 'no-meeting'
      ? []
      : [
          item(
            state.microphone === 'on' ? texts.mute : texts.unmute,
            'microphone',
            state.microphone !== 'none'
          ),
          item(state.camera === 'on' ? texts.cameraOff : texts.cameraOn, 'camera', state.camera !== 'none'),
          item(state.handUp ? texts.lowerHand : texts.raiseHand, 'hand'),
          item(texts.leave, 'leave'),
          { type: 'separator' as const }
        ]
  return [
    item(texts.show(app.getName()), 'window'),
    { type: 'separator' },
    ...meeting,
    item(texts.newMeeting, 'new-meeting'),
    { type: 'separator' },
    { label: texts.quit(app.getName()), click: () => app.quit() }
  ]
}

function describe(state: MeetingState, texts: Texts, name: string): string {
  switch (trayLook(state)) {
    case 'idle':
      return texts.idle(name)
    case 'call':
      return texts.inCall(name)
    case 'muted':
      return texts.muted(name)
    case 'sharing':
      return texts.sharing(name)
  }
}

/** What the system draws may differ from what programs do; older versions of Electron don't know. */
function isSystemDark(): boolean {
  const theme: { shouldUseDarkColorsForSystemIntegratedUI?: boolean; shouldUseDarkColors: boolean } =
    nativeTheme
  return theme.shouldUseDarkColorsForSystemIntegratedUI ?? theme.shouldUseDarkColors
}
