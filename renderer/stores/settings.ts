import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { DEFAULT_SETTINGS, type SettingKey, type Settings } from '../../protocol/settings.ts'
import { useDependencies } from './dependencies.ts'
import { useNoticesStore } from './notices.ts'

/** What the app remembers. A change is seen at once and stored by the shell. */
export const useSettingsStore = defineStore('settings', () => {
  const { desktop, logger } = useDependencies()
  const notices = useNoticesStore()
  const settings = shallowRef<Readonly<Settings>>(DEFAULT_SETTINGS)
  /** What the administrator of this machine has locked. */
  const locked = shallowRef<ReadonlySet<SettingKey>>(new Set())

  /** Whether this page has told of a file that was set aside. */
  let told = false

  /** Reads what is stored; until then the defaults hold, as they do when it can't be read. */
  async function load(): Promise<void> {
    try {
      const [stored, status] = await Promise.all([desktop.getSettings(), desktop.getSettingsStatus()])
      settings.value = stored
      locked.value = new Set(status.locked)
      if (status.setAside !== null && !told)
        notices.show({ type: 'settings-set-aside', file: status.setAside })
      told = true
    } catch (error) {
      logger.error('The settings could not be read', error)
    }
  }

  /** Changes what isn't locked. */
  async function update(change: Partial<Settings>): Promise<void> {
    const allowed = Object.entries(change).filter(([key]) => !locked.value.has(key as SettingKey))
    if (allowed.length === 0) return
    const made: Partial<Settings> = Object.fromEntries(allowed)
    settings.value = { ...settings.value, ...made }
    try {
      await desktop.updateSettings(made)
    } catch (error) {
      logger.error('The settings could not be stored', error)
    }
  }

  return { settings, locked, load, update }
})
