import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  app,
  BrowserWindow,
  desktopCapturer,
  systemPreferences,
  type DesktopCapturerSource,
  type DisplayMediaRequestHandlerHandlerRequest,
  type Session,
  type Streams
} from 'electron'
import type { ScreenCaptureSupport, ScreenSource } from '../../protocol/desktop.ts'
import { fail, succeed, type Result } from '../../protocol/result.ts'
import { isAppUrl } from './app-origin.ts'
import type { Log } from './log.ts'

/** The system that the app runs on, as far as capturing its screen depends on it. */
export interface CapturePlatform {
  platform: NodeJS.Platform
  /** The system's version, such as 15.1 on macOS. */
  systemVersion: string
  environment: Readonly<NodeJS.ProcessEnv>
}

/** Size of the pictures in the picker, in pixels. */
const THUMBNAIL = { width: 320, height: 180 }

/** How long a choice waits for the page's request, in milliseconds: it follows at once, or something went wrong. */
const CHOICE_LIFETIME = 10_000

/** How a choice of the person is answered; null refuses. */
type Answer = (streams: Streams | null) => void

/**
 * The one door to the screen: `getDisplayMedia` of our page, and nothing else, captures, and only what the
 * person has chosen.
 *
 * ```
 *              choose                 getDisplayMedia
 *   closed ─────────────▶ chosen ─────────────────────▶ granted, once
 *      ▲                    │ not asked for in time         │
 *      └────────────────────┴───────────────────────────────┘
 * ```
 *
 * Where the system has a picker of its own (Wayland's portal, macOS from 15) a request goes to it directly: asking
 * for the list of sources would already open it, and asking twice would open it twice.
 */
export class ScreenCapture {
  readonly #platform: CapturePlatform
  readonly #log: Log
  #chosen: string | null = null
  #forget: NodeJS.Timeout | undefined
  /** The display behind each screen in the list that was given out last, by the source's id. */
  #displays = new Map<string, string>()
  /** The source that was granted last. */
  #granted: string | null = null

  constructor(platform: CapturePlatform, log: Log) {
    this.#platform = platform
    this.#log = log
  }

  get support(): ScreenCaptureSupport {
    return { picker: hasSystemPicker(this.#platform) ? 'system' : 'app', audio: hasLoopback(this.#platform) }
  }

  /** Answers every `getDisplayMedia` of a session. */
  guard(session: Session): void {
    session.setDisplayMediaRequestHandler(
      (request, callback) => {
        void this.answer(request, callback)
      },
      { useSystemPicker: this.#platform.platform === 'darwin' && hasSystemPicker(this.#platform) }
    )
  }

  /**
   * What can be captured, but for our own windows. On macOS this makes the system ask for permission the first
   * time; once refused, only its settings help.
   */
  async listSources(): Promise<Result<ScreenSource[], 'denied' | 'failed'>> {
    if (this.support.picker === 'system') return fail('failed', 'The system has a picker of its own')
    if (this.#isDenied()) return fail('denied', 'The system allows no capture of the screen')
    try {
      const sources = await desktopCapturer.getSources({
        types: ['screen', 'window'],
        thumbnailSize: THUMBNAIL,
        fetchWindowIcons: true
      })
      const own = new Set(BrowserWindow.getAllWindows().map((window) => windowKey(window.getMediaSourceId())))
      const foreign = sources.filter(({ id }) => !own.has(windowKey(id)))
      this.#displays = new Map(foreign.map(({ id, display_id }) => [id, display_id]))
      return succeed(foreign.map(describe))
    } catch (error) {
      this.#log.warn('The sources of the screen could not be listed', error)
      return fail('failed', 'The sources could not be listed')
    }
  }

  /** Notes what the next request of the page captures. */
  choose(id: string): void {
    this.#chosen = id
    clearTimeout(this.#forget)
    this.#forget = setTimeout(() => {
      this.#chosen = null
    }, CHOICE_LIFETIME)
  }

  /** Answers a request. It is always settled, so that the page's promise is too. */
  async answer(
    { frame, securityOrigin, audioRequested }: DisplayMediaRequestHandlerHandlerRequest,
    callback: Answer
  ): Promise<void> {
    const id = this.#chosen
    clearTimeout(this.#forget)
    this.#chosen = null
    if (!isAppUrl(securityOrigin) || frame === null || frame.parent !== null || this.#isDenied()) {
      return callback(null)
    }
    const video = this.support.picker === 'system' ? await this.#askPortal() : id && { id, name: '' }
    if (!video) return callback(null)
    this.#granted = video.id
    callback(audioRequested && this.support.audio ? { video, audio: 'loopback' } : { video })
  }

  /** Whether the screen that was granted last was on this display. */
  isOn(displayId: number): boolean {
    return this.#granted !== null && this.#displays.get(this.#granted) === String(displayId)
  }

  /** Idempotent. */
  close(): void {
    clearTimeout(this.#forget)
    this.#chosen = null
  }

  /** Opens the portal's dialog, and gives what the person chose there. */
  async #askPortal(): Promise<DesktopCapturerSource | null> {
    try {
      const sources = await desktopCapturer.getSources({
        types: ['screen', 'window'],
        thumbnailSize: { width: 0, height: 0 }
      })
      return sources[0] ?? null
    } catch (error) {
      this.#log.info('The portal gave no source', error)
      return null
    }
  }

  #isDenied(): boolean {
    if (this.#platform.platform !== 'darwin') return false
    const status = systemPreferences.getMediaAccessStatus('screen')
    return status === 'denied' || status === 'restricted'
  }
}

/**
 * Lets Chromium capture what a Linux computer plays, which it does elsewhere without being told. Has to come before
 * the app is ready.
 */
export function allowLoopback(): void {
  if (process.platform === 'linux') {
    app.commandLine.appendSwitch('enable-features', 'PulseaudioLoopbackForScreenShare')
  }
}

/** Whether asking for sources, or for a capture, opens a dialog of the system. */
function hasSystemPicker({ platform, systemVersion, environment }: CapturePlatform): boolean {
  if (platform === 'darwin') return majorOf(systemVersion) >= 15
  // As WebRTC decides it: what the desktop is, not what Electron draws with.
  return (
    platform === 'linux' && environment.XDG_SESSION_TYPE === 'wayland' && isSet(environment.WAYLAND_DISPLAY)
  )
}

/** Whether Chromium can capture what the computer plays. */
function hasLoopback({ platform, systemVersion, environment }: CapturePlatform): boolean {
  if (platform === 'win32') return true
  if (platform === 'darwin') return majorOf(systemVersion) >= 13
  return platform === 'linux' && (isSet(environment.PULSE_SERVER) || existsSync(pulseSocket(environment)))
}

function pulseSocket({ XDG_RUNTIME_DIR }: Readonly<NodeJS.ProcessEnv>): string {
  return join(XDG_RUNTIME_DIR ?? `/run/user/${process.getuid?.() ?? 0}`, 'pulse/native')
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== ''
}

function majorOf(version: string): number {
  return Number.parseInt(version, 10)
}

/** What names a window in an id such as `window:44040195:0`; the last part tells whose window it is. */
function windowKey(id: string): string {
  return id.split(':', 2).join(':')
}

function describe({ id, name, thumbnail, appIcon }: DesktopCapturerSource): ScreenSource {
  // Electron gives no icon for screens, and none for windows whose program has none.
  const icon = appIcon as DesktopCapturerSource['appIcon'] | null
  return {
    id,
    kind: id.startsWith('screen:') ? 'screen' : 'window',
    name,
    thumbnail: thumbnail.isEmpty() ? null : thumbnail.toDataURL(),
    icon: icon === null || icon.isEmpty() ? null : icon.toDataURL()
  }
}
