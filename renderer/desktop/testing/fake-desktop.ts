import type {
  DesktopApi,
  EmbeddedServer,
  PinnedServer,
  SettingsStatus,
  ScreenSource,
  ShareInterruption,
  SystemPage
} from '../../../protocol/desktop.ts'
import {
  forEachSystemAction,
  type MeetingState,
  type ShellAction,
  type ShellMishap,
  type SystemShortcuts,
  type WindowSight
} from '../../../protocol/desktop-life.ts'
import type { AnnouncedMeeting, NearbyMeeting } from '../../../protocol/nearby.ts'
import type { UpdateState } from '../../../protocol/updates.ts'
import { succeed, type Result } from '../../../protocol/result.ts'
import { DEFAULT_SETTINGS, type SettingKey, type Settings } from '../../../protocol/settings.ts'

/** Of the certificate that the embedded server shows. */
export const FAKE_FINGERPRINT = 'Z4s-_3x8h6yW1n2b5Vd7QmRk9TgLp0aXcUeIoJfBqHw'

/** Where the page reaches a server whose certificate was named. */
export const FAKE_TUNNEL = 'http://127.0.0.1:5000'

/** A shell in memory; the desktop app's, unless a test says otherwise. */
export class FakeDesktop implements DesktopApi {
  info: DesktopApi['info'] = {
    shell: 'electron',
    platform: 'linux',
    version: '1.2.3',
    engines: [
      { name: 'Electron', version: '45.4.1' },
      { name: 'Chromium', version: '146.0.7680.31' }
    ]
  }
  readonly files: DesktopApi['files'] = null
  stored: Settings
  /** What an administrator has locked. */
  locked: SettingKey[] = []
  /** Name of the settings file that was set aside at this start. */
  setAside: string | null = null
  /** What saving a report of a problem comes to. */
  report: Awaited<ReturnType<DesktopApi['saveProblemReport']>> = succeed('parley-report.zip')
  /** The checks of the connection that were given along with reports, newest last. */
  readonly reported: (string | null)[] = []
  readonly #invites = new Set<(link: string) => void>()
  /** What reading and storing settings, and copying, reject with; nothing by default. */
  failure: Error | null = null
  embedded: Result<EmbeddedServer, 'unsupported' | 'start-failed'> = {
    ok: true,
    value: {
      localOrigin: 'http://127.0.0.1:4000',
      shareOrigin: 'https://192.168.1.5:4000',
      network: {
        port: 4000,
        fingerprint: FAKE_FINGERPRINT,
        addresses: [{ name: 'eth0', address: '192.168.1.5', virtual: false }],
        chosen: 'eth0',
        reached: false
      }
    }
  }
  /** Fingerprint of the embedded server's certificate; null before it is made. */
  certificate: string | null = null
  /** What servers were pinned to, newest last. */
  readonly pins: (PinnedServer | null)[] = []
  readonly #serverReached = new Set<() => void>()
  /** How often the embedded server was asked for. */
  starts = 0
  clipboard: string | null = null
  /** Pages of the system's settings that were opened, newest last. */
  readonly opened: string[] = []

  capture: Awaited<ReturnType<DesktopApi['getScreenCaptureSupport']>> = { picker: 'app', audio: true }
  sources: Result<ScreenSource[], 'denied' | 'failed'> = { ok: true, value: [] }
  /** Ids of the sources that were chosen, newest last. */
  readonly chosen: string[] = []
  update: UpdateState = { status: 'idle' }
  /** How often a check for updates, and a restart for one, were asked for. */
  updateChecks = 0
  updateRestarts = 0
  readonly #updateState = new Set<(state: UpdateState) => void>()
  readonly #networkChanged = new Set<() => void>()
  /** How the meeting stood, newest last. */
  readonly meetingStates: MeetingState[] = []
  /** What was done with the window, newest last. */
  readonly windowActs: ('show' | 'close')[] = []
  shortcuts: SystemShortcuts = forEachSystemAction(() => ({ accelerator: null, state: 'unset' }))
  /** Whether the desktop shows icons in a tray. */
  tray = true
  readonly #windowSight = new Set<(sight: WindowSight) => void>()
  readonly #actions = new Set<(action: ShellAction) => void>()
  /** What was announced to the network, newest last; null took it back. */
  readonly announced: (AnnouncedMeeting | null)[] = []
  /** Whether meetings nearby are looked for now. */
  finding = false
  /** What is found as soon as somebody looks. */
  nearby: readonly NearbyMeeting[] = []
  readonly #nearbyMeetings = new Set<(meetings: readonly NearbyMeeting[]) => void>()
  readonly #mishaps = new Set<(mishap: ShellMishap) => void>()
  readonly #interrupted = new Set<(reason: ShareInterruption) => void>()

  constructor(settings: Partial<Settings> = {}) {
    this.stored = { ...DEFAULT_SETTINGS, ...settings }
  }

  getSettings(): Promise<Settings> {
    return this.#answer(this.stored)
  }

  updateSettings(change: Partial<Settings>): Promise<Settings> {
    const allowed = Object.entries(change).filter(([key]) => !this.locked.includes(key as SettingKey))
    if (this.failure === null) this.stored = { ...this.stored, ...Object.fromEntries(allowed) }
    return this.#answer(this.stored)
  }

  getSettingsStatus(): Promise<SettingsStatus> {
    return this.#answer({ locked: this.locked, setAside: this.setAside })
  }

  saveProblemReport(check: string | null): ReturnType<DesktopApi['saveProblemReport']> {
    this.reported.push(check)
    return Promise.resolve(this.report)
  }

  startEmbeddedServer(): ReturnType<DesktopApi['startEmbeddedServer']> {
    this.starts += 1
    if (this.embedded.ok) this.certificate = this.embedded.value.network?.fingerprint ?? this.certificate
    return Promise.resolve(this.embedded)
  }

  ownsCertificate(fingerprint: string): Promise<boolean> {
    return this.#answer(fingerprint === this.certificate)
  }

  pinServer(pin: PinnedServer | null): Promise<string | null> {
    this.pins.push(pin)
    return this.#answer(pin === null ? null : FAKE_TUNNEL)
  }

  onServerReached(listener: () => void): () => void {
    this.#serverReached.add(listener)
    return () => this.#serverReached.delete(listener)
  }

  /** Somebody comes to the embedded server from another machine. */
  reachServer(): void {
    if (this.embedded.ok && this.embedded.value.network !== null) {
      const { network } = this.embedded.value
      this.embedded = succeed({ ...this.embedded.value, network: { ...network, reached: true } })
    }
    for (const listener of this.#serverReached) listener()
  }

  requestDeviceAccess(): Promise<'granted'> {
    return Promise.resolve('granted')
  }

  openSystemSettings(page: SystemPage): Promise<boolean> {
    this.opened.push(page)
    return Promise.resolve(true)
  }

  copyText(text: string): Promise<void> {
    if (this.failure === null) this.clipboard = text
    return this.#answer(undefined)
  }

  getScreenCaptureSupport(): ReturnType<DesktopApi['getScreenCaptureSupport']> {
    return Promise.resolve(this.capture)
  }

  listScreenSources(): ReturnType<DesktopApi['listScreenSources']> {
    return Promise.resolve(this.sources)
  }

  chooseScreenSource(id: string): Promise<void> {
    this.chosen.push(id)
    return Promise.resolve()
  }

  onInviteOpened(listener: (link: string) => void): () => void {
    this.#invites.add(listener)
    return () => this.#invites.delete(listener)
  }

  /** A link to a meeting was clicked somewhere. */
  openInvite(link: string): void {
    for (const listener of this.#invites) listener(link)
  }

  onShareInterrupted(listener: (reason: ShareInterruption) => void): () => void {
    this.#interrupted.add(listener)
    return () => this.#interrupted.delete(listener)
  }

  onNetworkChanged(listener: () => void): () => void {
    this.#networkChanged.add(listener)
    return () => this.#networkChanged.delete(listener)
  }

  onWindowSight(listener: (sight: WindowSight) => void): () => void {
    this.#windowSight.add(listener)
    return () => this.#windowSight.delete(listener)
  }

  showWindow(): Promise<void> {
    this.windowActs.push('show')
    return Promise.resolve()
  }

  closeWindow(): Promise<void> {
    this.windowActs.push('close')
    return Promise.resolve()
  }

  showMeetingState(state: MeetingState): Promise<void> {
    this.meetingStates.push(state)
    return Promise.resolve()
  }

  onSystemAction(listener: (action: ShellAction) => void): () => void {
    this.#actions.add(listener)
    return () => this.#actions.delete(listener)
  }

  getSystemShortcuts(): Promise<SystemShortcuts> {
    return Promise.resolve(this.shortcuts)
  }

  hasTray(): Promise<boolean> {
    return this.#answer(this.tray)
  }

  onMishap(listener: (mishap: ShellMishap) => void): () => void {
    this.#mishaps.add(listener)
    return () => this.#mishaps.delete(listener)
  }

  /** The window is minimised, covered, or back. */
  setWindowSight(sight: WindowSight): void {
    for (const listener of this.#windowSight) listener(sight)
  }

  /** Something is asked for outside the page. */
  ask(action: ShellAction): void {
    for (const listener of this.#actions) listener(action)
  }

  /** A part of the app fails and goes on. */
  fail(mishap: ShellMishap): void {
    for (const listener of this.#mishaps) listener(mishap)
  }

  announceMeeting(meeting: AnnouncedMeeting | null): Promise<void> {
    this.announced.push(meeting)
    return Promise.resolve()
  }

  findNearby(on: boolean): Promise<void> {
    this.finding = on
    if (on) this.setNearby(this.nearby)
    return Promise.resolve()
  }

  onNearbyMeetings(listener: (meetings: readonly NearbyMeeting[]) => void): () => void {
    this.#nearbyMeetings.add(listener)
    return () => this.#nearbyMeetings.delete(listener)
  }

  /** Others on the network announce these meetings, and no others. */
  setNearby(meetings: readonly NearbyMeeting[]): void {
    this.nearby = meetings
    if (!this.finding) return
    for (const listener of this.#nearbyMeetings) listener(meetings)
  }

  getUpdateState(): Promise<UpdateState> {
    return this.#answer(this.update)
  }

  checkForUpdates(): Promise<void> {
    this.updateChecks += 1
    return this.#answer(undefined)
  }

  installUpdate(): Promise<boolean> {
    this.updateRestarts += 1
    return this.#answer(this.update.status === 'ready')
  }

  onUpdateState(listener: (state: UpdateState) => void): () => void {
    this.#updateState.add(listener)
    return () => this.#updateState.delete(listener)
  }

  /** The shell stands differently with updates. */
  setUpdate(state: UpdateState): void {
    this.update = state
    for (const listener of this.#updateState) listener(state)
  }

  /** The machine comes to another network. */
  changeNetwork(): void {
    for (const listener of this.#networkChanged) listener()
  }

  /** The shell wants a share to end. */
  interruptShare(reason: ShareInterruption): void {
    for (const listener of this.#interrupted) listener(reason)
  }

  #answer<Value>(value: Value): Promise<Value> {
    return this.failure === null ? Promise.resolve(value) : Promise.reject(this.failure)
  }
}
