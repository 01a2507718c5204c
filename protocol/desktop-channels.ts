import { DESKTOP_FILE_REQUESTS } from './desktop-files.ts'
import type { DesktopRequests } from './desktop.ts'

/** The IPC channel of each request. */
export const DESKTOP_REQUESTS = {
  getSettings: 'settings:get',
  updateSettings: 'settings:update',
  getSettingsStatus: 'settings:status',
  startEmbeddedServer: 'server:start',
  ownsCertificate: 'server:owns-certificate',
  pinServer: 'server:pin',
  requestDeviceAccess: 'devices:request-access',
  openSystemSettings: 'system:open-settings',
  getScreenCaptureSupport: 'screen:support',
  listScreenSources: 'screen:list',
  chooseScreenSource: 'screen:choose',
  copyText: 'clipboard:write',
  showWindow: 'window:show',
  closeWindow: 'window:close',
  showMeetingState: 'meeting:state',
  getSystemShortcuts: 'shortcuts:get',
  hasTray: 'tray:find',
  getUpdateState: 'updates:state',
  checkForUpdates: 'updates:check',
  installUpdate: 'updates:install',
  saveProblemReport: 'support:save-report',
  announceMeeting: 'nearby:announce',
  findNearby: 'nearby:find',
  ...DESKTOP_FILE_REQUESTS
} as const satisfies Record<keyof DesktopRequests, string>

export const DESKTOP_EVENTS = {
  /** To the renderer: an invite reached the app from outside. */
  inviteOpened: 'invite:opened',
  /** From the renderer: it listens now, so an invite given at start can be handed over. */
  readyForInvites: 'invite:ready',
  /** To the renderer: somebody came to the embedded server from another machine. */
  serverReached: 'server:reached',
  /** To the renderer: a share has to end. */
  shareInterrupted: 'screen:interrupted',
  /** To the renderer: this machine is on another network. */
  networkChanged: 'network:changed',
  /** To the renderer: its window is out of sight, or in sight again. */
  windowSight: 'window:sight',
  /** To the renderer: something is asked for outside the page. */
  systemAction: 'action:asked',
  /** From the renderer: it listens now, so what was asked for before can be handed over. */
  readyForActions: 'action:ready',
  /** From the renderer: it has heard what was asked, so it doesn't hang. */
  actionHeard: 'action:heard',
  /** To the renderer: a part of the app has failed and goes on. */
  mishap: 'app:mishap',
  /** To the renderer: the app stands differently with newer versions of itself. */
  updateState: 'updates:changed',
  /** To the renderer: there are other meetings nearby than before. */
  nearbyMeetings: 'nearby:meetings'
} as const
