import { computed, ref, watch } from 'vue'
import { useMeetingStore } from '../stores/meeting.ts'

/** The field of the meeting's password, for which nobody is asked before the room does. */
export function usePasswordField() {
  const meeting = useMeetingStore()
  const password = ref('')
  const reason = computed(() => (meeting.state.status === 'failed' ? meeting.state.error.reason : null))
  /** Stays while it is tried again, and after a refusal for another reason. */
  const asked = ref(false)
  /** Until it is written anew. */
  const wrong = ref(false)

  watch(
    reason,
    (now) => {
      wrong.value = now === 'password-wrong'
      asked.value ||= wrong.value || now === 'password-required'
    },
    { immediate: true }
  )
  watch(password, () => {
    wrong.value = false
  })

  return { password, asked, wrong }
}
