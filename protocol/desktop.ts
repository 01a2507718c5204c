import * as v from 'valibot'
import { DESKTOP_FILE_ARGUMENTS, type DesktopFileRequests, type DesktopFiles } from './desktop-files.ts'
import {
  meetingStateSchema,
  type MeetingState,
  type ShellAction,
  type ShellMishap,
  type SystemShortcuts,
  type WindowSight
} from './desktop-life.ts'
import { announcedMeetingSchema, type AnnouncedMeeting, type NearbyMeeting } from './nearby.ts'
import { fingerprintSchema } from './fingerprint.ts'
import { parseServerAddress } from './invite.ts'
import type { Result } from './result.ts'
import type { UpdateState } from './updates.ts'
import { settingsChangeSchema, type SettingKey, type Settings } from './settings.ts'

/** Where the embedded signaling server is reached. */
export interface EmbeddedServer {
  /** Origin for this machine, on the loopback interface. */
  localOrigin: string
  /** Origin for other machines on the network, for invite links; equals `localOrigin` without a network. */
  shareOrigin: string
  /** How other machines reach it; null where it is for this machine alone, or there is no network. */
  network: NetworkHosting | null
}

/** An address at which other machines on the network may reach this one. */
export interface ShareAddress {
  /** Name of the network interface, as the system has it. */
  name: string
  address: string
  /** Whether it rather leads to containers, virtual machines and tunnels. */
  virtual: boolean
}

/** How the embedded server is reached from other machines. */
export interface NetworkHosting {
  port: number
  /** Of the certificate that it made itself, see `fingerprintSchema`; null when it can't have one and speaks plain HTTP. */
  fingerprint: string | null
  /** At least one, the likely ones first. */
  addresses: ShareAddress[]
  /** Name of the interface whose address `shareOrigin` has. */
  chosen: string
  /** Whether anybody has come from another machine since the server was started. */
  reached: boolean
}

/** A server, and the certificate that it has to show: for one for whose certificate nobody vouches. */
export const pinnedServerSchema = v.object({
  server: v.pipe(
    v.string(),
    v.check((server) => parseServerAddress(server) === server)
  ),
  fingerprint: fingerprintSchema
})
export type PinnedServer = v.InferOutput<typeof pinnedServerSchema>

export type DeviceAccess = 'granted' | 'denied'

/** What the shell tells about itself; it doesn't change while the app runs. */
export interface DesktopInfo {
  shell: 'electron' | 'browser'
  /** Node's name of the operating system, or `web`. */
  platform: 'darwin' | 'linux' | 'win32' | 'web'
  version: string
  /** What it is made of, such as Electron and Chromium; nothing in a browser. */
  engines: readonly { name: string; version: string }[]
}

/** What there is to know of the settings besides themselves. */
export interface SettingsStatus {
  /** What the administrator of this machine has locked: a change of it has no effect. */
  locked: SettingKey[]
  /** Name of the file that made no sense at this start and was set aside; null when there is none. */
  setAside: string | null
}

/** How a screen is chosen to be shared. */
export interface ScreenCaptureSupport {
  /** `app`: from `listScreenSources`. `system`: a dialog of the system or the browser opens with the capture. */
  picker: 'app' | 'system'
  /** Whether what the computer plays can be shared too. */
  audio: boolean
}

/** A screen or a window that can be captured. */
export interface ScreenSource {
  id: string
  kind: 'screen' | 'window'
  /** As the system names it; a window's title. */
  name: string
  /** `data:` URL of what it shows, at most 320x180 pixels; null where the system gives no picture. */
  thumbnail: string | null
  /** `data:` URL of the icon of a window's program; null without one. */
  icon: string | null
}

/** Pages of the operating system's settings where access is given. */
export const SYSTEM_PAGES = ['camera', 'microphone', 'screen'] as const
export type SystemPage = (typeof SYSTEM_PAGES)[number]

/** Why the shell wants a share to end. */
export type ShareInterruption =
  /** The computer was locked. */
  | 'locked'
  /** The display that is shared was unplugged. */
  | 'display-removed'

/**
 * Windows that a page may open with `window.open('about:blank', NAME)`, and no others. They share the page's
 * process, so that a picture can move there as it is.
 */
export const CHILD_WINDOWS = {
  /** Small, above everything, and left out of captures. */
  shareBar: 'parley-share-bar',
  /** A shared screen in a window of its own. */
  popOut: 'parley-pop-out',
  /** Small and above everything: stands in for the meeting's window while that is out of sight. */
  mini: 'parley-mini'
} as const

/**
 * What the shell around the renderer offers. In Electron it is `window.parley`, made by the preload script;
 * in a plain browser `renderer/desktop/web.ts` stands in.
 */
export interface DesktopApi {
  readonly info: DesktopInfo
  /** What the shell does with files; null in a browser. */
  readonly files: DesktopFiles | null
  /** All settings as they are stored now. */
  getSettings(): Promise<Settings>
  /** Stores the given fields, without those that are locked, and gives back all of them. */
  updateSettings(change: Partial<Settings>): Promise<Settings>
  getSettingsStatus(): Promise<SettingsStatus>
  /** Starts the embedded signaling server, or finds it running. Refused in a browser. */
  startEmbeddedServer(): Promise<Result<EmbeddedServer, 'unsupported' | 'start-failed'>>
  /** Whether the embedded server's certificate, if it has one already, is the one of this fingerprint. Starts nothing. */
  ownsCertificate(fingerprint: string): Promise<boolean>
  /**
   * Opens a way to a server that has to show a certain certificate, for which nobody vouches, in place of the one before;
   * null only ends that. A browser asks its person itself.
   *
   * @returns origin under which the page reaches it; null where it is to go there itself
   */
  pinServer(pin: PinnedServer | null): Promise<string | null>
  /** Asks the operating system for a device, where it has a say of its own (macOS). */
  requestDeviceAccess(device: 'camera' | 'microphone'): Promise<DeviceAccess>
  /**
   * Opens the page of the operating system's settings where access to a device is given.
   *
   * @returns false where the system has no such page, as on Linux and in a browser
   */
  openSystemSettings(page: SystemPage): Promise<boolean>
  getScreenCaptureSupport(): Promise<ScreenCaptureSupport>
  /** What can be captured, where `picker` is `app`. The app's own windows are left out. */
  listScreenSources(): Promise<Result<ScreenSource[], 'denied' | 'failed'>>
  /** Says what the next `getDisplayMedia` captures, where `picker` is `app`. It has to follow within ten seconds. */
  chooseScreenSource(id: string): Promise<void>
  copyText(text: string): Promise<void>
  /** How the app stands with newer versions of itself. */
  getUpdateState(): Promise<UpdateState>
  /** Looks for a newer version now, and fetches it where the app installs it itself. Settles when that has begun. */
  checkForUpdates(): Promise<void>
  /** Installs the version that is ready and starts the app again. @returns false in a meeting, or when none is ready */
  installUpdate(): Promise<boolean>
  /**
   * Puts logs, settings and versions into a zip at a place that the person chooses. Nothing is sent anywhere.
   *
   * @param check the report of the last check of the connection; null without one
   * @returns the file's name
   */
  saveProblemReport(check: string | null): Promise<Result<string, 'unsupported' | 'cancelled' | 'failed'>>
  /** Calls back for each invite that reaches the app from outside: a link clicked, a second start. */
  onInviteOpened(listener: (link: string) => void): () => void
  /** Calls back when the first connection from another machine comes to the embedded server. */
  onServerReached(listener: () => void): () => void
  /** Calls back when a share has to end for a reason that the capture doesn't tell. */
  onShareInterrupted(listener: (reason: ShareInterruption) => void): () => void
  /** Calls back when this machine has other network addresses than before, and when it is back from sleep. */
  onNetworkChanged(listener: () => void): () => void
  /**
   * Calls back when the window goes out of sight or is back. The app's pages are never throttled, so their own
   * `visibilityState` doesn't tell; in a browser it does, and this never calls.
   */
  onWindowSight(listener: (sight: WindowSight) => void): () => void
  /** Brings the window into sight, wherever it is: minimised, in the tray, behind others. */
  showWindow(): Promise<void>
  /** Closes the window without asking again, and quits the app if that was wanted. */
  closeWindow(): Promise<void>
  /** Tells the shell how the meeting stands, for what the system shows of it. */
  showMeetingState(state: MeetingState): Promise<void>
  /** Calls back for what the person asks for outside the page; what came before there was a listener, with the first. */
  onSystemAction(listener: (action: ShellAction) => void): () => void
  /** How the keys of the whole system stand now. */
  getSystemShortcuts(): Promise<SystemShortcuts>
  /** Whether the desktop shows icons in a tray now; without one a hidden window couldn't be brought back. */
  hasTray(): Promise<boolean>
  /** Calls back when a part of the app has failed and goes on. */
  onMishap(listener: (mishap: ShellMishap) => void): () => void
  /** Calls back whenever the state of updates changes. */
  onUpdateState(listener: (state: UpdateState) => void): () => void
  /**
   * Announces a meeting on the embedded server to others on the network, as far as the settings allow; null takes it
   * back. The last one counts, and none outlives its page.
   */
  announceMeeting(meeting: AnnouncedMeeting | null): Promise<void>
  /** Begins to look for meetings that others on the network announce, or ends it. */
  findNearby(on: boolean): Promise<void>
  /** Calls back with all meetings nearby, each time that they are others than before. */
  onNearbyMeetings(listener: (meetings: readonly NearbyMeeting[]) => void): () => void
}

/** The members that ask the main process for something. */
export type DesktopRequests = Omit<
  DesktopApi,
  | 'info'
  | 'files'
  | 'onInviteOpened'
  | 'onServerReached'
  | 'onShareInterrupted'
  | 'onNetworkChanged'
  | 'onWindowSight'
  | 'onSystemAction'
  | 'onMishap'
  | 'onUpdateState'
  | 'onNearbyMeetings'
> &
  DesktopFileRequests

/** The schema of each request's one argument. The main process refuses whatever doesn't fit. */
export const DESKTOP_ARGUMENTS = {
  getSettings: v.undefined(),
  updateSettings: settingsChangeSchema,
  getSettingsStatus: v.undefined(),
  startEmbeddedServer: v.undefined(),
  ownsCertificate: fingerprintSchema,
  pinServer: v.nullable(pinnedServerSchema),
  requestDeviceAccess: v.picklist(['camera', 'microphone']),
  openSystemSettings: v.picklist(SYSTEM_PAGES),
  getScreenCaptureSupport: v.undefined(),
  listScreenSources: v.undefined(),
  chooseScreenSource: v.pipe(v.string(), v.maxLength(256), v.regex(/^(?:screen|window):/)),
  copyText: v.pipe(v.string(), v.maxLength(65_536)),
  showWindow: v.undefined(),
  closeWindow: v.undefined(),
  showMeetingState: meetingStateSchema,
  getSystemShortcuts: v.undefined(),
  hasTray: v.undefined(),
  getUpdateState: v.undefined(),
  checkForUpdates: v.undefined(),
  installUpdate: v.undefined(),
  saveProblemReport: v.nullable(v.pipe(v.string(), v.maxLength(65_536))),
  announceMeeting: v.nullable(announcedMeetingSchema),
  findNearby: v.boolean(),
  ...DESKTOP_FILE_ARGUMENTS
} as const satisfies Record<keyof DesktopRequests, v.GenericSchema>

/** What the main process answers a request with. */
export type DesktopHandlers = {
  [Name in keyof DesktopRequests]: (
    argument: v.InferOutput<(typeof DESKTOP_ARGUMENTS)[Name]>
  ) => Awaited<ReturnType<DesktopRequests[Name]>> | ReturnType<DesktopRequests[Name]>
}
