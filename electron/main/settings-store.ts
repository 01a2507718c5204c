import { mkdirSync, readFileSync, renameSync, writeFileSync as writePlainly } from 'node:fs'
import { join } from 'node:path'
import { writeFileSync } from 'atomically'
import type { SettingsStatus } from '../../protocol/desktop.ts'
import { lockedKeys, type ManagedSettings } from '../../protocol/managed-settings.ts'
import { DEFAULT_SETTINGS, usableSettings, type SettingKey, type Settings } from '../../protocol/settings.ts'
import { migrateSettings } from '../../protocol/settings-migrations.ts'
import type { Log } from './log.ts'
import { codeOf } from './new-file.ts'

export interface SettingsStoreOptions {
  /** The profile's folder. */
  folder: string
  managed: ManagedSettings
  now: () => number
  log: Log
}

type Stored = Record<string, unknown>

const FILE = 'settings.json'

/**
 * The settings of this profile, in `settings.json` of its folder: what the person has changed. What they haven't is as
 * the administrator or the app has it; what the administrator has locked is as it is there.
 *
 * No file, and none that can't be written, keeps the app from starting: settings then last as long as it runs.
 */
export class SettingsStore {
  readonly #options: SettingsStoreOptions
  readonly #setAside: string | null
  /** Whether the file could be read: one that couldn't isn't overwritten. */
  readonly #readable: boolean
  #stored: Stored

  constructor(options: SettingsStoreOptions) {
    this.#options = options
    const { stored, setAside } = openFile(options)
    this.#setAside = setAside
    this.#readable = stored !== null
    this.#stored = migrateSettings(stored ?? {})
  }

  get settings(): Settings {
    const { defaults, locked } = this.#options.managed
    return { ...DEFAULT_SETTINGS, ...defaults, ...usableSettings(this.#stored), ...locked }
  }

  /** What the person can't change. */
  get locked(): SettingKey[] {
    return lockedKeys(this.#options.managed)
  }

  /** What there is to know of the settings besides themselves; it doesn't change while the app runs. */
  get status(): SettingsStatus {
    return { locked: this.locked, setAside: this.#setAside }
  }

  /**
   * Changes some settings. Those that are locked stay as they are.
   *
   * @returns all settings after the change
   */
  update(change: Partial<Settings>): Settings {
    const { folder, managed, log } = this.#options
    const refused = Object.keys(change).filter((key) => Object.hasOwn(managed.locked, key))
    if (refused.length > 0) log.warn(`The administrator has locked ${refused.join(', ')}`)
    const allowed = Object.entries(change).filter(([key]) => !refused.includes(key))
    if (allowed.length === 0) return this.settings
    this.#stored = { ...this.#stored, ...Object.fromEntries(allowed) }
    if (!this.#readable) return this.settings
    try {
      mkdirSync(folder, { recursive: true })
      writeWhole(join(folder, FILE), JSON.stringify(this.#stored, null, 2))
    } catch (error) {
      log.error('The settings could not be stored', error)
    }
    return this.settings
  }
}

/** Writes a file whole, or not at all where that can be had. */
function writeWhole(path: string, text: string): void {
  const options = { mode: 0o600 }
  try {
    writeFileSync(path, text, options)
  } catch (error) {
    // Some folders of Windows are of two devices at once, and can't be renamed in.
    if (codeOf(error) !== 'EXDEV') throw error
    writePlainly(path, text, options)
  }
}

interface OpenedFile {
  /** What is stored; null when that can't be known. */
  stored: Stored | null
  /** The name under which a damaged file is kept. */
  setAside: string | null
}

/** Reads the file. One that isn't a JSON object goes out of the way: somebody may still want to read what is in it. */
function openFile({ folder, now, log }: SettingsStoreOptions): OpenedFile {
  const path = join(folder, FILE)
  try {
    const stored: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (isStored(stored)) return { stored, setAside: null }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { stored: {}, setAside: null }
    // What can't be read now may be in order.
    if (!(error instanceof SyntaxError) && codeOf(error) !== 'EISDIR') {
      log.error('The settings can be neither read nor stored', error)
      return { stored: null, setAside: null }
    }
  }
  // Without colons, which file systems of Windows don't have in names.
  const date = new Date(now()).toISOString().slice(0, 19).replaceAll(':', '-')
  const setAside = `${FILE}.corrupt-${date}`
  try {
    renameSync(path, join(folder, setAside))
    log.error(`The settings made no sense and are set aside as ${setAside}`)
    return { stored: {}, setAside }
  } catch (error) {
    log.error('The settings make no sense and cannot be set aside', error)
    return { stored: null, setAside: null }
  }
}

function isStored(value: unknown): value is Stored {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
