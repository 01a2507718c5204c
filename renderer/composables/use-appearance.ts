import { usePreferredLanguages } from '@vueuse/core'
import { computed, watch, watchEffect } from 'vue'
import { useI18n } from 'vue-i18n'
import { loadTexts, pickLanguage } from '../i18n/index.ts'
import { useDependencies } from '../stores/dependencies.ts'
import { useMeetingStore } from '../stores/meeting.ts'
import { useSettingsStore } from '../stores/settings.ts'

/** Keeps the document in the theme and the language of the settings. A meeting is always on the dark stage. */
export function useAppearance(): void {
  const settings = useSettingsStore()
  const meeting = useMeetingStore()
  const preferredLanguages = usePreferredLanguages()
  const texts = useI18n()
  const { logger } = useDependencies()
  const theme = computed(() => (meeting.drawn ? 'dark' : settings.settings.theme))

  watchEffect(() => {
    const root = document.documentElement
    if (theme.value === 'system') delete root.dataset.theme
    else root.dataset.theme = theme.value
  })
  const language = computed(() => pickLanguage(settings.settings.language, preferredLanguages.value))

  /** Speaks a language, unless another one is wanted by the time that its texts are there. */
  async function speak(wanted: string): Promise<void> {
    try {
      if (!texts.availableLocales.includes(wanted)) texts.setLocaleMessage(wanted, await loadTexts(wanted))
    } catch (error) {
      logger.warn(`The texts in ${wanted} do not come`, error)
      return
    }
    if (wanted !== language.value) return
    texts.locale.value = wanted
    document.documentElement.lang = wanted
  }
  watch(language, (wanted) => void speak(wanted), { immediate: true })
}
