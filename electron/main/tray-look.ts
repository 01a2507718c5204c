import type { MeetingState } from '../../protocol/desktop-life.ts'

/** What the icon in the tray shows. */
export type TrayLook = 'idle' | 'call' | 'muted' | 'sharing'

/** What matters most comes first: that others see the screen, then that they don't hear this person. */
export function trayLook(state: MeetingState): TrayLook {
  if (state.in === 'no-meeting') return 'idle'
  if (state.sharing) return 'sharing'
  return state.microphone === 'on' ? 'call' : 'muted'
}

export interface PanelEnvironment {
  platform: NodeJS.Platform
  /** Whether what the system itself draws is dark. */
  dark: boolean
}

/**
 * Which icons can be seen on the panel. macOS colours its own. Panels of Linux are dark under light themes and light under
 * dark ones, and tell nobody: there the icon has a ground of its own.
 */
export function trayShade({ platform, dark }: PanelEnvironment): 'template' | 'dark' | 'light' | 'ground' {
  if (platform === 'darwin') return 'template'
  if (platform === 'linux') return 'ground'
  return dark ? 'dark' : 'light'
}

/** The name of an icon's file: Windows has 16 pixels for one, panels of Linux and the bar of macOS have 22. */
export function trayIconFile(look: TrayLook, environment: PanelEnvironment): string {
  const size = environment.platform === 'win32' ? 16 : 22
  return `${look}-${trayShade(environment)}-${size}.png`
}
