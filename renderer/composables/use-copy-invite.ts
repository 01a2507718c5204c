import { useTimeoutFn } from '@vueuse/core'
import { ref } from 'vue'
import { useMeetingStore } from '../stores/meeting.ts'

/** How long a button says that the invite was copied, in milliseconds. */
const CONFIRMATION = 2_000

/** Copies the invite, and tells for a moment that it did. */
export function useCopyInvite() {
  const meeting = useMeetingStore()
  const copied = ref(false)
  const { start } = useTimeoutFn(
    () => {
      copied.value = false
    },
    CONFIRMATION,
    { immediate: false }
  )

  async function copyInvite(): Promise<void> {
    copied.value = await meeting.copyInvite()
    if (copied.value) start()
  }

  return { copied, copyInvite }
}
