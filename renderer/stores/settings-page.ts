import { defineStore } from 'pinia'
import { ref } from 'vue'

export type SettingsSection =
  | 'profile'
  | 'devices'
  | 'shortcuts'
  | 'meetings'
  | 'server'
  | 'appearance'
  | 'system'
  | 'privacy'
  | 'updates'
  | 'about'

/** Whether the settings are shown, over whatever else is, and which of them. */
export const useSettingsPageStore = defineStore('settings-page', () => {
  const open = ref(false)
  const section = ref<SettingsSection>('profile')

  /** Shows the settings: a section, or the one that was shown last. */
  function show(which = section.value): void {
    section.value = which
    open.value = true
  }

  return { open, section, show }
})
