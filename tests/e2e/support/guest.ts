import { chromium, type Browser, type Page } from '@playwright/test'
import { existsSync } from 'node:fs'
import { findInstalledBrowser } from '../../../build/scripts/installed-browser.ts'
import { LobbyPage } from '../pages/lobby-page.ts'
import { MeetingPage } from '../pages/meeting-page.ts'
import { QualityPage } from '../pages/quality-page.ts'
import { SharePage } from '../pages/share-page.ts'
import { installProbe, type ProbeOptions } from './probe.ts'
import { TEXTS, type Texts } from './texts.ts'

/** Debian's program itself: the wrapper on the path adds flags of its own. */
const DEBIAN = '/usr/lib/chromium/chromium'

export interface GuestOptions extends ProbeOptions {
  name: string
  /** How many cameras, and as many microphones and speakers. */
  devices?: number
  /** Whether the guest allows their use when asked. */
  allow?: boolean
  /** A made-up host name that leads to this machine. */
  hostName?: string
  /** Title of the window that the guest chooses whenever the browser asks what to share. */
  shares?: string
  /** Further command-line switches. */
  switches?: readonly string[]
  /** A film that takes the place of the camera's picture, see `writeCameraFile`. */
  camera?: string | null
  /** The browser's program; the one that is installed by default. */
  executablePath?: string | null
}

/** Chromium keeps a fake microphone even when it is to have no devices, so they are taken from the page. */
function unplugDevices(): void {
  Object.assign(MediaDevices.prototype, {
    enumerateDevices: () => Promise.resolve([]),
    getUserMedia: () => Promise.reject(new DOMException('Requested device not found', 'NotFoundError'))
  })
}

/** The browser that guests use here; null when none is installed. */
export function guestBrowser(): string | null {
  return existsSync(DEBIAN) ? DEBIAN : findInstalledBrowser()
}

/** A person in a plain browser, without the app. */
export class Guest {
  readonly name: string
  readonly page: Page
  readonly texts: Texts = TEXTS.en
  readonly lobby: LobbyPage
  readonly meeting: MeetingPage
  readonly quality: QualityPage
  readonly share: SharePage
  readonly #browser: Browser

  private constructor(name: string, browser: Browser, page: Page) {
    this.name = name
    this.page = page
    this.lobby = new LobbyPage(page, this.texts)
    this.meeting = new MeetingPage(page, this.texts)
    this.quality = new QualityPage(page, this.texts)
    this.share = new SharePage(page, this.texts)
    this.#browser = browser
  }

  static async open(options: GuestOptions): Promise<Guest> {
    const {
      name,
      devices = 1,
      allow = true,
      hostName,
      shares,
      switches = [],
      relayOnly = false,
      camera = null,
      executablePath = guestBrowser()
    } = options
    if (executablePath === null) throw new Error('There is no Chromium, Chrome or Edge here for a guest')
    const root = process.platform === 'linux' && process.getuid?.() === 0
    const browser = await chromium.launch({
      executablePath,
      // Without a window of its own a browser sees no screen.
      headless: shares === undefined,
      args: [
        `--use-fake-device-for-media-stream=device-count=${devices},fps=30`,
        ...(shares !== undefined
          ? [`--auto-select-window-capture-source-by-title=${shares}`]
          : allow
            ? ['--use-fake-ui-for-media-stream']
            : ['--deny-permission-prompts']),
        ...(camera === null ? [] : [`--use-file-for-fake-video-capture=${camera}`]),
        ...(hostName === undefined ? [] : [`--host-resolver-rules=MAP ${hostName} 127.0.0.1`]),
        '--autoplay-policy=no-user-gesture-required',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-background-timer-throttling',
        '--disable-renderer-backgrounding',
        ...(root ? ['--no-sandbox'] : []),
        ...switches
      ]
    })
    // The fake prompt grants nothing that lasts, and only to those with a grant the browser shows its addresses.
    const permissions = allow ? ['camera', 'microphone'] : []
    const page = await browser.newPage({ locale: 'en-US', permissions })
    await page.addInitScript(installProbe, { relayOnly })
    if (devices === 0) await page.addInitScript(unplugDevices)
    return new Guest(name, browser, page)
  }

  /** Opens an invite and gives the guest's name. */
  async openInvite(link: string): Promise<void> {
    await this.page.goto(link)
    await this.page.getByRole('textbox', { name: this.texts.home.name }).fill(this.name)
  }

  async join(link: string): Promise<void> {
    await this.openInvite(link)
    await this.lobby.join()
    await this.meeting.controls.waitFor()
  }

  async close(): Promise<void> {
    await this.#browser.close()
  }
}
