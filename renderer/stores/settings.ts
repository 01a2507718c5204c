import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { DEFAULT_SETTINGS, type Settings } from '../../protocol/settings.ts'
import { useDependencies } from './dependencies.ts'

/** What the app remembers. A change is seen at once and stored by the shell. */
export const useSettingsStore = defineStore('settings', () => {
  const { desktop, logger } = useDependencies()
  const settings = shallowRef<Readonly<Settings>>(DEFAULT_SETTINGS)

  /** Reads what is stored; until then the defaults hold, as they do when it can't be read. */
  async function load(): Promise<void> {
    try {
      settings.value = await desktop.getSettings()
    } catch (error) {
      logger.error('The settings could not be read', error)
    }
  }

  async function update(change: Partial<Settings>): Promise<void> {
    settings.value = { ...settings.value, ...change }
    try {
      await desktop.updateSettings(change)
    } catch (error) {
      logger.error('The settings could not be stored', error)
    }
  }

  return { settings, load, update }
})
