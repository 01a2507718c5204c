import { useTimeoutFn } from '@vueuse/core'
import { ref } from 'vue'

/** How long a button says that something was copied, in milliseconds. */
const CONFIRMATION = 2_000

/**
 * Copies something, and tells for a moment that it did.
 *
 * @param copyText settles with whether it is on the clipboard
 */
export function useCopied(copyText: () => Promise<boolean>) {
  const copied = ref(false)
  /** The last time it went wrong. */
  const failed = ref(false)
  const { start } = useTimeoutFn(
    () => {
      copied.value = false
    },
    CONFIRMATION,
    { immediate: false }
  )

  async function copy(): Promise<void> {
    copied.value = await copyText()
    failed.value = !copied.value
    if (copied.value) start()
  }

  return { copied, failed, copy }
}
