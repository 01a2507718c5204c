import { usePreferredLanguages } from '@vueuse/core'
import { computed, watchEffect } from 'vue'
import { useI18n } from 'vue-i18n'
import { pickLanguage } from '../i18n/index.ts'
import { useMeetingStore } from '../stores/meeting.ts'
import { useSettingsStore } from '../stores/settings.ts'

/** Keeps the document in the theme and the language of the settings. A meeting is always on the dark stage. */
export function useAppearance(): void {
  const settings = useSettingsStore()
  const meeting = useMeetingStore()
  const preferredLanguages = usePreferredLanguages()
  const { locale } = useI18n()
  const theme = computed(() => (meeting.state.status === 'joined' ? 'dark' : settings.settings.theme))

  watchEffect(() => {
    const root = document.documentElement
    if (theme.value === 'system') delete root.dataset.theme
    else root.dataset.theme = theme.value
  })
  watchEffect(() => {
    const language = pickLanguage(settings.settings.language, preferredLanguages.value)
    locale.value = language
    document.documentElement.lang = language
  })
}
