import { EventEmitter } from 'node:events'

/** An entry of a menu, as far as the app's menus use it. */
export interface FakeItem {
  label?: string
  role?: string
  type?: string
  enabled?: boolean
  click?: () => void
  submenu?: FakeItem[]
}

/** A window in memory. */
export class FakeWindow extends EventEmitter {
  readonly webContents = Object.assign(new EventEmitter(), {
    sent: [] as unknown[][],
    crashed: false,
    send: (...given: unknown[]) => void this.webContents.sent.push(given),
    isCrashed: () => this.webContents.crashed
  })
  /** What was done with it, newest last. */
  readonly done: string[] = []
  bounds = { x: 10, y: 20, width: 1120, height: 760 }
  minimized = false
  maximized = false
  destroyed = false
  overlay: { image: unknown; text: string } | null = null
  buttons: { tooltip: string; flags: string[]; click: () => void }[] = []

  isMinimized = () => this.minimized
  isMaximized = () => this.maximized
  isDestroyed = () => this.destroyed
  getBounds = () => this.bounds
  getNormalBounds = () => this.bounds
  show = () => void this.done.push('show')
  hide = () => void this.done.push('hide')
  focus = () => void this.done.push('focus')
  restore = () => {
    this.minimized = false
    this.done.push('restore')
  }
  setOverlayIcon = (image: unknown, text: string) => {
    this.overlay = { image, text }
  }
  setThumbarButtons = (buttons: FakeWindow['buttons']) => {
    this.buttons = buttons
  }

  destroy = () => {
    if (this.destroyed) return
    this.destroyed = true
    this.done.push('destroy')
    this.emit('closed')
  }

  /** As the person does; whether anything kept it open. */
  close = (): boolean => {
    let prevented = false
    this.emit('close', { preventDefault: () => (prevented = true) })
    if (prevented) return true
    this.destroyed = true
    this.emit('closed')
    return false
  }
}

/** The parts of Electron that belong to the system, in memory. For `vi.mock('electron', ...)`. */
export class FakeElectron {
  /** Keys that other programs have. */
  readonly takenKeys = new Set<string>()
  /** What the app's own keys do. */
  readonly keys = new Map<string, () => void>()
  /** Ids of what keeps the display on. */
  readonly blockers = new Set<number>()
  readonly trays: { image: string; template: boolean; tip: string; menu: FakeItem[]; destroyed: boolean }[] =
    []
  readonly loginItems: unknown[] = []
  readonly quits: string[] = []
  /** Whether something kept the last quit from going on. */
  quitPrevented = false
  appMenu: FakeItem[] | null = null
  dockMenu: FakeItem[] | null = null
  tasks: { arguments: string }[] = []
  badge = 0
  focused: unknown = null
  displays = [{ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } }]
  loginStart = false
  #ids = 0

  readonly app = Object.assign(new EventEmitter(), {
    isPackaged: true,
    getName: () => 'Parley',
    getAppPath: () => '/opt/Parley/app',
    getPreferredSystemLanguages: () => ['en-GB'],
    setLoginItemSettings: (item: unknown) => void this.loginItems.push(item),
    getLoginItemSettings: () => ({ wasOpenedAtLogin: this.loginStart }),
    setBadgeCount: (count: number) => void (this.badge = count),
    setUserTasks: (tasks: { arguments: string }[]) => void (this.tasks = tasks),
    dock: { setMenu: (menu: FakeItem[]) => void (this.dockMenu = menu) },
    quit: () => {
      this.quits.push('quit')
      this.quitPrevented = false
      this.app.emit('before-quit', { preventDefault: () => (this.quitPrevented = true) })
    }
  })
  readonly powerMonitor = new EventEmitter()
  readonly autoUpdater = new EventEmitter()
  readonly ipcMain = new EventEmitter()
  readonly nativeTheme = Object.assign(new EventEmitter(), { shouldUseDarkColors: false })
  readonly screen = { getAllDisplays: () => this.displays }
  readonly BrowserWindow = { getFocusedWindow: () => this.focused }
  readonly Menu = {
    buildFromTemplate: (items: FakeItem[]) => items,
    setApplicationMenu: (menu: FakeItem[] | null) => void (this.appMenu = menu)
  }
  readonly nativeImage = {
    createFromPath: (path: string) => ({
      path,
      template: false,
      setTemplateImage(on: boolean) {
        this.template = on
      }
    })
  }
  readonly globalShortcut = {
    isRegistered: (key: string) => this.keys.has(key),
    register: (key: string, act: () => void) => {
      if (key.includes('Unreadable')) throw new Error('An accelerator that nobody can read')
      if (this.takenKeys.has(key)) return false
      this.keys.set(key, act)
      return true
    },
    unregister: (key: string) => void this.keys.delete(key)
  }
  readonly powerSaveBlocker = {
    start: () => {
      this.blockers.add(++this.#ids)
      return this.#ids
    },
    stop: (id: number) => void this.blockers.delete(id)
  }
  /** A class that needs the fake around it. */
  readonly Tray = createTray(this)
}

interface FakeImage {
  path: string
  template: boolean
}

function createTray(electron: FakeElectron) {
  return class extends EventEmitter {
    readonly #shown = { image: '', template: false, tip: '', menu: [] as FakeItem[], destroyed: false }

    constructor(image: FakeImage) {
      super()
      electron.trays.push(this.#shown)
      this.setImage(image)
    }

    setImage({ path, template }: FakeImage): void {
      this.#shown.image = path
      this.#shown.template = template
    }

    setToolTip(tip: string): void {
      this.#shown.tip = tip
    }

    setContextMenu(menu: FakeItem[]): void {
      this.#shown.menu = menu
    }

    destroy(): void {
      this.#shown.destroyed = true
    }
  }
}
