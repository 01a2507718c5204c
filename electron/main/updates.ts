import type { Settings } from '../../protocol/settings.ts'
import type { UpdateState } from '../../protocol/updates.ts'
import type { Installer } from './installer.ts'
import type { Log } from './log.ts'
import { updateFailure } from './update-failure.ts'

type UpdateSettings = Pick<Settings, 'updates' | 'updateChannel'>

export interface UpdatesDependencies {
  /** As they are now, with what an administrator has laid down. */
  settings: () => UpdateSettings
  inMeeting: () => boolean
  /** Makes what looks for versions of a channel; null in an app that never looks. */
  createInstaller: ((channel: Settings['updateChannel']) => Promise<Installer>) | null
  onState: (state: UpdateState) => void
  /** Unix time in milliseconds. */
  now: () => number
  log: Log
}

/** Milliseconds from the start to the first check, and between checks. */
const FIRST_CHECK = 60_000
const CHECK_INTERVAL = 4 * 3_600_000

/** How long a check is put off that falls into a meeting, in milliseconds. */
const MEETING_DELAY = 10 * 60_000

/**
 * Keeps the app up to date, without ever being in the way: it looks and fetches outside of meetings, installs when the
 * app quits, and restarts it only when asked to. Its states are drawn in `protocol/updates.ts`.
 *
 * `close()` ends the timer. What was fetched is installed nevertheless.
 */
export class Updates {
  readonly #dependencies: UpdatesDependencies
  #state: UpdateState = { status: 'idle' }
  #channel: Settings['updateChannel']
  /** What works on the channel that was asked for last. */
  #installer: Promise<Installer> | null = null
  /** Null before the start and after the end. */
  #timer: NodeJS.Timeout | null = null

  constructor(dependencies: UpdatesDependencies) {
    this.#dependencies = dependencies
    const { updates, updateChannel } = dependencies.settings()
    this.#channel = updateChannel
    if (dependencies.createInstaller === null) this.#state = { status: 'unsupported' }
    else if (!updates) this.#state = { status: 'off' }
  }

  get state(): UpdateState {
    return this.#state
  }

  /** Looks for newer versions from now on, as long as the settings say so. */
  start(): void {
    if (this.#state.status !== 'unsupported') this.#checkIn(FIRST_CHECK)
  }

  /** Idempotent. */
  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  /** Applies settings that may have changed. */
  followSettings(): void {
    if (this.#dependencies.createInstaller === null) return
    const { updates, updateChannel } = this.#dependencies.settings()
    const moved = updateChannel !== this.#channel
    this.#channel = updateChannel
    if (!updates || moved) this.#forget()
    if (!updates) this.#setState({ status: 'off' })
    else if (this.#state.status === 'off' || moved) this.#setState({ status: 'idle' })
  }

  /** Looks now, unless it does already, and fetches what it finds. Settles when both are done. */
  async check(): Promise<void> {
    const { createInstaller, log } = this.#dependencies
    const busy = ['unsupported', 'off', 'checking', 'downloading', 'ready'].includes(this.#state.status)
    if (createInstaller === null || busy) return
    this.#setState({ status: 'checking' })
    const creating = (this.#installer ??= createInstaller(this.#channel))
    try {
      const installer = await creating
      await this.#find(installer, () => this.#installer === creating)
    } catch (error) {
      // What was dropped meanwhile ends so.
      if (this.#installer !== creating) return
      log.warn('There is no update to be had', error)
      // The next check begins anew.
      this.#installer = null
      this.#setState({ status: 'failed', reason: updateFailure(error) })
    }
  }

  /**
   * Installs what is ready and starts the app again.
   *
   * @returns false when nothing is ready, or a meeting is going on
   */
  async install(): Promise<boolean> {
    const installer = await this.#installer
    if (installer === null || this.#state.status !== 'ready' || this.#dependencies.inMeeting()) return false
    this.#dependencies.log.info(`The app restarts as ${this.#state.version}`)
    installer.restart()
    return true
  }

  /** @param isWanted whether the settings still ask for what this installer finds */
  async #find(installer: Installer, isWanted: () => boolean): Promise<void> {
    const { log, now } = this.#dependencies
    const version = await installer.check()
    if (!isWanted()) return
    if (version === null) return this.#setState({ status: 'current', checkedAt: now() })
    log.info(`There is version ${version}`)
    if (!installer.installs) return this.#setState({ status: 'available', version })
    this.#setState({ status: 'downloading', version, progress: 0 })
    await installer.download((progress) => {
      if (isWanted()) this.#setState({ status: 'downloading', version, progress })
    })
    if (isWanted()) this.#setState({ status: 'ready', version })
    else installer.drop()
  }

  /** Drops what was found, fetched, or is being fetched. */
  #forget(): void {
    void this.#installer?.then((installer) => installer.drop()).catch(() => undefined)
    this.#installer = null
  }

  #checkIn(delay: number): void {
    this.#timer = setTimeout(() => {
      if (this.#dependencies.inMeeting()) return this.#checkIn(MEETING_DELAY)
      void this.check().finally(() => {
        if (this.#timer !== null) this.#checkIn(CHECK_INTERVAL)
      })
    }, delay)
  }

  #setState(state: UpdateState): void {
    this.#state = state
    this.#dependencies.onState(state)
  }
}
