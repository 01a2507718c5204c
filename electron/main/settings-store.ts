import Store from 'electron-store'
import { parseSettings, type Settings } from '../../protocol/settings.ts'

/** The settings of this profile, in `settings.json` of its folder. */
export class SettingsStore {
  // A file that isn't JSON counts as empty; one whose fields don't fit is read as far as it goes.
  readonly #store = new Store<Record<string, unknown>>({ name: 'settings', clearInvalidConfig: true })

  get settings(): Settings {
    return parseSettings(this.#store.store)
  }

  /** @returns all settings after the change */
  update(change: Partial<Settings>): Settings {
    const settings = { ...this.settings, ...change }
    this.#store.store = settings
    return settings
  }
}
