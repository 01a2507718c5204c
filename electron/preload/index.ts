import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import type { DesktopApi, DesktopInfo, ShareInterruption } from '../../protocol/desktop.ts'
import { DESKTOP_EVENTS, DESKTOP_REQUESTS } from '../../protocol/desktop-channels.ts'

const VERSION_ARGUMENT = '--parley-version='

const info: DesktopInfo = {
  shell: 'electron',
  platform: process.platform as DesktopInfo['platform'],
  version:
    process.argv.find((word) => word.startsWith(VERSION_ARGUMENT))?.slice(VERSION_ARGUMENT.length) ?? ''
}

/** One method a member of the contract: a page can't name a channel of its own. */
const parley: DesktopApi = {
  info,
  getSettings: () => ipcRenderer.invoke(DESKTOP_REQUESTS.getSettings),
  updateSettings: (change) => ipcRenderer.invoke(DESKTOP_REQUESTS.updateSettings, change),
  startEmbeddedServer: () => ipcRenderer.invoke(DESKTOP_REQUESTS.startEmbeddedServer),
  requestDeviceAccess: (device) => ipcRenderer.invoke(DESKTOP_REQUESTS.requestDeviceAccess, device),
  openSystemSettings: (page) => ipcRenderer.invoke(DESKTOP_REQUESTS.openSystemSettings, page),
  getScreenCaptureSupport: () => ipcRenderer.invoke(DESKTOP_REQUESTS.getScreenCaptureSupport),
  listScreenSources: () => ipcRenderer.invoke(DESKTOP_REQUESTS.listScreenSources),
  chooseScreenSource: (id) => ipcRenderer.invoke(DESKTOP_REQUESTS.chooseScreenSource, id),
  copyText: (text) => ipcRenderer.invoke(DESKTOP_REQUESTS.copyText, text),
  onInviteOpened(listener) {
    const onInvite = (_event: IpcRendererEvent, link: string) => listener(link)
    ipcRenderer.on(DESKTOP_EVENTS.inviteOpened, onInvite)
    ipcRenderer.send(DESKTOP_EVENTS.readyForInvites)
    return () => ipcRenderer.off(DESKTOP_EVENTS.inviteOpened, onInvite)
  },
  onShareInterrupted(listener) {
    const onInterrupted = (_event: IpcRendererEvent, reason: ShareInterruption) => listener(reason)
    ipcRenderer.on(DESKTOP_EVENTS.shareInterrupted, onInterrupted)
    return () => ipcRenderer.off(DESKTOP_EVENTS.shareInterrupted, onInterrupted)
  },
  onNetworkChanged(listener) {
    const onChanged = () => listener()
    ipcRenderer.on(DESKTOP_EVENTS.networkChanged, onChanged)
    return () => ipcRenderer.off(DESKTOP_EVENTS.networkChanged, onChanged)
  }
}

contextBridge.exposeInMainWorld('parley', parley)
