import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron'
import { FILE_DATA_PORT } from '../../protocol/file-data-port.ts'
import type { DesktopFiles } from '../../protocol/desktop-files.ts'
import type { DesktopApi, DesktopInfo, ShareInterruption } from '../../protocol/desktop.ts'
import type { ShellAction, ShellMishap, WindowSight } from '../../protocol/desktop-life.ts'
import type { NearbyMeeting } from '../../protocol/nearby.ts'
import type { UpdateState } from '../../protocol/updates.ts'
import { DESKTOP_EVENTS, DESKTOP_REQUESTS } from '../../protocol/desktop-channels.ts'

/** What is used of the page here. The types of the whole DOM would reach all of the main process. */
declare const window: {
  readonly origin: string
  postMessage(message: string, origin: string, ports: readonly object[]): void
}

const VERSION_ARGUMENT = '--parley-version='

const info: DesktopInfo = {
  shell: 'electron',
  platform: process.platform as DesktopInfo['platform'],
  version:
    process.argv.find((word) => word.startsWith(VERSION_ARGUMENT))?.slice(VERSION_ARGUMENT.length) ?? '',
  engines: [
    { name: 'Electron', version: process.versions.electron },
    { name: 'Chromium', version: process.versions.chrome }
  ]
}

const files: DesktopFiles = {
  openFileDataPort() {
    const { port1, port2 } = new MessageChannel()
    ipcRenderer.postMessage(FILE_DATA_PORT, null, [port1])
    window.postMessage(FILE_DATA_PORT, window.origin, [port2])
  },
  // The path of a file comes from the file itself, which the person has given to the page; a page can't make one up.
  registerSources: (files) =>
    ipcRenderer.invoke(
      DESKTOP_REQUESTS.registerSourcePaths,
      files.map((file) =>
        webUtils.getPathForFile(file as unknown as Parameters<typeof webUtils.getPathForFile>[0])
      )
    ),
  digestSource: (token) => ipcRenderer.invoke(DESKTOP_REQUESTS.digestSource, token),
  releaseSources: (tokens) => ipcRenderer.invoke(DESKTOP_REQUESTS.releaseSources, tokens),
  keepOffer: (offer) => ipcRenderer.invoke(DESKTOP_REQUESTS.keepOffer, offer),
  dropOffer: (transfer) => ipcRenderer.invoke(DESKTOP_REQUESTS.dropOffer, transfer),
  listKeptOffers: (from) => ipcRenderer.invoke(DESKTOP_REQUESTS.listKeptOffers, from),
  beginDownload: (request) => ipcRenderer.invoke(DESKTOP_REQUESTS.beginDownload, request),
  hasDownload: (key) => ipcRenderer.invoke(DESKTOP_REQUESTS.hasDownload, key),
  openDownloadFile: (file) => ipcRenderer.invoke(DESKTOP_REQUESTS.openDownloadFile, file),
  finishDownloadFile: (file) => ipcRenderer.invoke(DESKTOP_REQUESTS.finishDownloadFile, file),
  finishDownload: (key) => ipcRenderer.invoke(DESKTOP_REQUESTS.finishDownload, key),
  discardDownload: (key) => ipcRenderer.invoke(DESKTOP_REQUESTS.discardDownload, key),
  openDownload: (key) => ipcRenderer.invoke(DESKTOP_REQUESTS.openDownload, key),
  showDownload: (key) => ipcRenderer.invoke(DESKTOP_REQUESTS.showDownload, key),
  chooseDownloadFolder: () => ipcRenderer.invoke(DESKTOP_REQUESTS.chooseDownloadFolder)
}

let sight: WindowSight = 'shown'
ipcRenderer.on(DESKTOP_EVENTS.windowSight, (_event: IpcRendererEvent, now: WindowSight) => {
  sight = now
})

/** One method a member of the contract: a page can't name a channel of its own. */
const parley: DesktopApi = {
  info,
  files,
  getSettings: () => ipcRenderer.invoke(DESKTOP_REQUESTS.getSettings),
  updateSettings: (change) => ipcRenderer.invoke(DESKTOP_REQUESTS.updateSettings, change),
  getSettingsStatus: () => ipcRenderer.invoke(DESKTOP_REQUESTS.getSettingsStatus),
  startEmbeddedServer: () => ipcRenderer.invoke(DESKTOP_REQUESTS.startEmbeddedServer),
  ownsCertificate: (fingerprint) => ipcRenderer.invoke(DESKTOP_REQUESTS.ownsCertificate, fingerprint),
  pinServer: (pin) => ipcRenderer.invoke(DESKTOP_REQUESTS.pinServer, pin),
  requestDeviceAccess: (device) => ipcRenderer.invoke(DESKTOP_REQUESTS.requestDeviceAccess, device),
  openSystemSettings: (page) => ipcRenderer.invoke(DESKTOP_REQUESTS.openSystemSettings, page),
  getScreenCaptureSupport: () => ipcRenderer.invoke(DESKTOP_REQUESTS.getScreenCaptureSupport),
  listScreenSources: () => ipcRenderer.invoke(DESKTOP_REQUESTS.listScreenSources),
  chooseScreenSource: (id) => ipcRenderer.invoke(DESKTOP_REQUESTS.chooseScreenSource, id),
  copyText: (text) => ipcRenderer.invoke(DESKTOP_REQUESTS.copyText, text),
  getUpdateState: () => ipcRenderer.invoke(DESKTOP_REQUESTS.getUpdateState),
  checkForUpdates: () => ipcRenderer.invoke(DESKTOP_REQUESTS.checkForUpdates),
  installUpdate: () => ipcRenderer.invoke(DESKTOP_REQUESTS.installUpdate),
  saveProblemReport: (check) => ipcRenderer.invoke(DESKTOP_REQUESTS.saveProblemReport, check),
  announceMeeting: (meeting) => ipcRenderer.invoke(DESKTOP_REQUESTS.announceMeeting, meeting),
  findNearby: (on) => ipcRenderer.invoke(DESKTOP_REQUESTS.findNearby, on),
  onNearbyMeetings(listener) {
    const onMeetings = (_event: IpcRendererEvent, meetings: NearbyMeeting[]) => listener(meetings)
    ipcRenderer.on(DESKTOP_EVENTS.nearbyMeetings, onMeetings)
    return () => ipcRenderer.off(DESKTOP_EVENTS.nearbyMeetings, onMeetings)
  },
  onInviteOpened(listener) {
    const onInvite = (_event: IpcRendererEvent, link: string) => listener(link)
    ipcRenderer.on(DESKTOP_EVENTS.inviteOpened, onInvite)
    ipcRenderer.send(DESKTOP_EVENTS.readyForInvites)
    return () => ipcRenderer.off(DESKTOP_EVENTS.inviteOpened, onInvite)
  },
  onServerReached(listener) {
    const onReached = () => listener()
    ipcRenderer.on(DESKTOP_EVENTS.serverReached, onReached)
    return () => ipcRenderer.off(DESKTOP_EVENTS.serverReached, onReached)
  },
  onShareInterrupted(listener) {
    const onInterrupted = (_event: IpcRendererEvent, reason: ShareInterruption) => listener(reason)
    ipcRenderer.on(DESKTOP_EVENTS.shareInterrupted, onInterrupted)
    return () => ipcRenderer.off(DESKTOP_EVENTS.shareInterrupted, onInterrupted)
  },
  onWindowSight(listener) {
    // A page that is loaded anew, or begins to listen late, has missed how its window is.
    if (sight !== 'shown') queueMicrotask(() => listener(sight))
    const onSight = (_event: IpcRendererEvent, sight: WindowSight) => listener(sight)
    ipcRenderer.on(DESKTOP_EVENTS.windowSight, onSight)
    return () => ipcRenderer.off(DESKTOP_EVENTS.windowSight, onSight)
  },
  showWindow: () => ipcRenderer.invoke(DESKTOP_REQUESTS.showWindow),
  closeWindow: () => ipcRenderer.invoke(DESKTOP_REQUESTS.closeWindow),
  showMeetingState: (state) => ipcRenderer.invoke(DESKTOP_REQUESTS.showMeetingState, state),
  onSystemAction(listener) {
    const onAction = (_event: IpcRendererEvent, action: ShellAction) => {
      ipcRenderer.send(DESKTOP_EVENTS.actionHeard)
      listener(action)
    }
    ipcRenderer.on(DESKTOP_EVENTS.systemAction, onAction)
    ipcRenderer.send(DESKTOP_EVENTS.readyForActions)
    return () => ipcRenderer.off(DESKTOP_EVENTS.systemAction, onAction)
  },
  getSystemShortcuts: () => ipcRenderer.invoke(DESKTOP_REQUESTS.getSystemShortcuts),
  hasTray: () => ipcRenderer.invoke(DESKTOP_REQUESTS.hasTray),
  onMishap(listener) {
    const onMishap = (_event: IpcRendererEvent, mishap: ShellMishap) => listener(mishap)
    ipcRenderer.on(DESKTOP_EVENTS.mishap, onMishap)
    return () => ipcRenderer.off(DESKTOP_EVENTS.mishap, onMishap)
  },
  onUpdateState(listener) {
    const onState = (_event: IpcRendererEvent, state: UpdateState) => listener(state)
    ipcRenderer.on(DESKTOP_EVENTS.updateState, onState)
    return () => ipcRenderer.off(DESKTOP_EVENTS.updateState, onState)
  },
  onNetworkChanged(listener) {
    const onChanged = () => listener()
    ipcRenderer.on(DESKTOP_EVENTS.networkChanged, onChanged)
    return () => ipcRenderer.off(DESKTOP_EVENTS.networkChanged, onChanged)
  }
}

contextBridge.exposeInMainWorld('parley', parley)
