import { onScopeDispose, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { CHILD_WINDOWS } from '../../protocol/desktop.ts'
import type { WindowSight } from '../../protocol/desktop-life.ts'
import { useDependencies } from '../stores/dependencies.ts'
import { useSettingsStore } from '../stores/settings.ts'
import { useChildWindow } from './use-child-window.ts'

/**
 * The small window that stands in for the meeting's, for as long as that is out of sight or probably covered. One that
 * was closed by hand comes back with the next time only.
 */
export function useMiniWindow() {
  const { t } = useI18n()
  const { desktop } = useDependencies()
  const settings = useSettingsStore()
  const sight = ref<WindowSight>('shown')
  const child = useChildWindow(() => ({
    name: CHILD_WINDOWS.mini,
    title: t('desktop.mini'),
    size: { width: 300, height: 200 }
  }))

  onScopeDispose(
    desktop.onWindowSight((now) => {
      sight.value = now
    })
  )
  watch([sight, () => settings.settings.miniWindow], ([now, wanted], [before, wantedBefore]) => {
    if (now === 'shown' || !wanted) child.close()
    else if (before === 'shown' || !wantedBefore) child.open()
  })

  return child
}
