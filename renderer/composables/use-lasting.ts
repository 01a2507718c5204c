import { onScopeDispose, ref, watch, type Ref } from 'vue'
import { useDependencies } from '../stores/dependencies.ts'

/**
 * Whether something has been so for a while. It ends at once.
 *
 * @param delay how long it has to be so before that is said, in milliseconds
 */
export function useLasting(source: () => boolean, delay: number): Readonly<Ref<boolean>> {
  const { clock } = useDependencies()
  const lasting = ref(false)
  let cancel: (() => void) | null = null

  function reset(): void {
    cancel?.()
    cancel = null
    lasting.value = false
  }

  watch(
    source,
    (now) => {
      reset()
      if (!now) return
      cancel = clock.after(delay, () => {
        lasting.value = true
      })
    },
    { immediate: true }
  )
  onScopeDispose(reset)
  return lasting
}
