import * as v from 'valibot'
import type { Result } from './result.ts'
import { settingsChangeSchema, type Settings } from './settings.ts'

/** Where the embedded signaling server is reached. */
export interface EmbeddedServer {
  /** Origin for this machine, on the loopback interface. */
  localOrigin: string
  /** Origin for other machines on the network, for invite links; equals `localOrigin` without a network. */
  shareOrigin: string
}

export type DeviceAccess = 'granted' | 'denied'

/** What the shell tells about itself; it doesn't change while the app runs. */
export interface DesktopInfo {
  shell: 'electron' | 'browser'
  /** Node's name of the operating system, or `web`. */
  platform: 'darwin' | 'linux' | 'win32' | 'web'
  version: string
}

/**
 * What the shell around the renderer offers. In Electron it is `window.parley`, made by the preload script;
 * in a plain browser `renderer/desktop/web.ts` stands in.
 */
export interface DesktopApi {
  readonly info: DesktopInfo
  /** All settings as they are stored now. */
  getSettings(): Promise<Settings>
  /** Stores the given fields and gives back all of them. */
  updateSettings(change: Partial<Settings>): Promise<Settings>
  /** Starts the embedded signaling server, or finds it running. Refused in a browser. */
  startEmbeddedServer(): Promise<Result<EmbeddedServer, 'unsupported' | 'start-failed'>>
  /** Asks the operating system for a device, where it has a say of its own (macOS). */
  requestDeviceAccess(device: 'camera' | 'microphone'): Promise<DeviceAccess>
  /**
   * Opens the page of the operating system's settings where access to a device is given.
   *
   * @returns false where the system has no such page, as on Linux and in a browser
   */
  openSystemSettings(page: 'camera' | 'microphone'): Promise<boolean>
  copyText(text: string): Promise<void>
  /** Calls back for each invite that reaches the app from outside: a link clicked, a second start. */
  onInviteOpened(listener: (link: string) => void): () => void
}

/** The members that ask the main process for something. */
export type DesktopRequests = Omit<DesktopApi, 'info' | 'onInviteOpened'>

/** The schema of each request's one argument. The main process refuses whatever doesn't fit. */
export const DESKTOP_ARGUMENTS = {
  getSettings: v.undefined(),
  updateSettings: settingsChangeSchema,
  startEmbeddedServer: v.undefined(),
  requestDeviceAccess: v.picklist(['camera', 'microphone']),
  openSystemSettings: v.picklist(['camera', 'microphone']),
  copyText: v.pipe(v.string(), v.maxLength(65_536))
} as const satisfies Record<keyof DesktopRequests, v.GenericSchema>

/** What the main process answers a request with. */
export type DesktopHandlers = {
  [Name in keyof DesktopRequests]: (
    argument: v.InferOutput<(typeof DESKTOP_ARGUMENTS)[Name]>
  ) => Awaited<ReturnType<DesktopRequests[Name]>> | ReturnType<DesktopRequests[Name]>
}
