import type { DesktopApi } from '../../protocol/desktop.ts'
import { forEachSystemAction } from '../../protocol/desktop-life.ts'
import { fail } from '../../protocol/result.ts'
import { parseSettings, type Settings } from '../../protocol/settings.ts'

const STORAGE_KEY = 'parley.settings'

export interface WebEnvironment {
  /** Null where the browser refuses storage; settings then last as long as the page. */
  storage: Storage | null
  /** Undefined where the origin isn't secure. */
  clipboard: Pick<Clipboard, 'writeText'> | undefined
  document: Document
  /** What says that there is a network again: the window. */
  network: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>
}

/** What a plain browser can offer of the desktop shell. */
export function createWebDesktop({ storage, clipboard, document, network }: WebEnvironment): DesktopApi {
  /** What lasts where nothing can be stored. */
  let settings = parseSettings(readJson(storage))
  /** Another tab may have stored something since. */
  const current = () => (storage === null ? settings : parseSettings(readJson(storage) ?? settings))
  return {
    info: { shell: 'browser', platform: 'web', version: '', engines: [] },
    files: null,
    getSettings: () => Promise.resolve(current()),
    updateSettings(change: Partial<Settings>) {
      settings = parseSettings({ ...current(), ...change })
      writeJson(storage, settings)
      return Promise.resolve(settings)
    },
    getSettingsStatus: () => Promise.resolve({ locked: [], setAside: null }),
    startEmbeddedServer: () => Promise.resolve(fail('unsupported', 'A browser runs no server')),
    ownsCertificate: () => Promise.resolve(false),
    pinServer: () => Promise.resolve(null),
    onServerReached: () => () => {},
    // The browser asks by itself when a device is opened.
    requestDeviceAccess: () => Promise.resolve('granted'),
    openSystemSettings: () => Promise.resolve(false),
    // The browser's own picker opens with the capture.
    getScreenCaptureSupport: () => Promise.resolve({ picker: 'system', audio: true }),
    listScreenSources: () => Promise.resolve(fail('failed', 'A browser lists no sources')),
    chooseScreenSource: () => Promise.resolve(),
    async copyText(text: string) {
      if (clipboard !== undefined) await clipboard.writeText(text)
      else if (!copyBySelection(document, text)) throw new Error('The browser did not copy')
    },
    // Each page that a server sends is its newest.
    getUpdateState: () => Promise.resolve({ status: 'unsupported' }),
    checkForUpdates: () => Promise.resolve(),
    installUpdate: () => Promise.resolve(false),
    onUpdateState: () => () => {},
    // A browser keeps no log.
    saveProblemReport: () => Promise.resolve(fail('unsupported', 'A browser keeps no log')),
    // A page hosts nothing, and hears no multicast.
    announceMeeting: () => Promise.resolve(),
    findNearby: () => Promise.resolve(),
    onNearbyMeetings: () => () => {},
    // A link that is opened in a browser opens a page of its own.
    onInviteOpened: () => () => {},
    // A browser ends the capture by itself.
    onShareInterrupted: () => () => {},
    onWindowSight: () => () => {},
    showWindow() {
      document.defaultView?.focus()
      return Promise.resolve()
    },
    // A tab belongs to the person alone.
    closeWindow: () => Promise.resolve(),
    showMeetingState: () => Promise.resolve(),
    onSystemAction: () => () => {},
    getSystemShortcuts: () =>
      Promise.resolve(forEachSystemAction(() => ({ accelerator: null, state: 'unsupported' }))),
    hasTray: () => Promise.resolve(false),
    onMishap: () => () => {},
    // A browser says only that there is a network again, and not that it is another one.
    onNetworkChanged(listener) {
      network.addEventListener('online', listener)
      return () => network.removeEventListener('online', listener)
    }
  }
}

/** A storage of the browser, or null where touching it throws (blocked cookies). */
export function availableStorage(touch: () => Storage): Storage | null {
  try {
    return touch()
  } catch {
    return null
  }
}

function readJson(storage: Storage | null): unknown {
  try {
    return JSON.parse(storage?.getItem(STORAGE_KEY) ?? 'null')
  } catch {
    return null
  }
}

function writeJson(storage: Storage | null, value: unknown): void {
  try {
    storage?.setItem(STORAGE_KEY, JSON.stringify(value))
  } catch {
    // Storage is full or blocked: the settings last as long as the page.
  }
}

/** The way to copy on origins that aren't secure; `execCommand` is deprecated, and all there is. */
function copyBySelection(document: Document, text: string): boolean {
  const focused = document.activeElement
  const field = document.createElement('textarea')
  field.value = text
  field.readOnly = true
  field.style.position = 'fixed'
  field.style.opacity = '0'
  // Inside an open dialog, so that its focus trap lets the field have the selection.
  const host = focused?.closest('[role=dialog]') ?? document.body
  host.append(field)
  field.select()
  try {
    return document.execCommand('copy')
  } finally {
    field.remove()
    if (focused instanceof HTMLElement) focused.focus()
  }
}
