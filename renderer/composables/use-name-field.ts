import * as v from 'valibot'
import { computed, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { nameSchema } from '../../protocol/identity.ts'
import { SIGNALING_LIMITS } from '../../protocol/signaling.ts'
import { useSettingsStore } from '../stores/settings.ts'

/** The field of one's own name: remembered, and wanted before going on. */
export function useNameField() {
  const { t } = useI18n()
  const settings = useSettingsStore()
  const name = ref(settings.settings.name)
  // It may be given in the settings meanwhile; what is being typed here stays.
  watch(
    () => settings.settings.name,
    (now, before) => {
      if (name.value.trim() === before) name.value = now
    }
  )
  /** Nobody is blamed for an empty field before they try to go on. */
  const tried = ref(false)
  const parsed = computed(() => v.safeParse(nameSchema, name.value))
  const tooLong = computed(() => name.value.trim().length > SIGNALING_LIMITS.nameLength)
  const error = computed(() => {
    if (tooLong.value) return t('name.tooLong', { limit: SIGNALING_LIMITS.nameLength })
    return tried.value && !parsed.value.success ? t('name.missing') : null
  })

  /** Remembers the name. @returns whether there is one */
  function commit(): boolean {
    tried.value = true
    if (!parsed.value.success) return false
    const { output } = parsed.value
    if (output !== settings.settings.name) void settings.update({ name: output })
    return true
  }

  return { name, error, commit }
}
