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
  /** XDG_CURRENT_DESKTOP: names of the desktop, separated by colons. */
  desktop: string | undefined
  /** Whether what the system itself draws is dark. */
  dark: boolean
}

/** Which icons can be seen on the panel. macOS colours its own; GNOME's bar is dark in every theme. */
export function trayShade({ platform, desktop, dark }: PanelEnvironment): 'template' | 'dark' | 'light' {
  if (platform === 'darwin') return 'template'
  const names = (desktop ?? '').toLowerCase().split(':')
  return dark || (platform === 'linux' && names.some((name) => ['gnome', 'unity'].includes(name)))
    ? 'dark'
    : 'light'
}

/** The name of an icon's file: Windows has 16 pixels for one, panels of Linux and the bar of macOS have 22. */
export function trayIconFile(look: TrayLook, environment: PanelEnvironment): string {
  const size = environment.platform === 'win32' ? 16 : 22
  return `${look}-${trayShade(environment)}-${size}.png`
}
