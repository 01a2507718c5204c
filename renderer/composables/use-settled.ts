import { onBeforeUnmount, ref, watch } from 'vue'
import { useDependencies } from '../stores/dependencies.ts'
import { useMeetingStore } from '../stores/meeting.ts'

/** How long is waited for a picture, in milliseconds: nobody may be without the controls for longer. */
const LIMIT = 600

/**
 * Whether there is time for more than the people: whoever comes wants to see somebody first, and to draw the controls
 * meanwhile would hold the first picture up.
 */
export function useSettled() {
  const { clock } = useDependencies()
  const meeting = useMeetingStore()
  const settled = ref(false)

  /** Somebody is seen. */
  function settle(): void {
    settled.value = true
  }

  watch(
    () =>
      meeting.textOnly ||
      meeting.lowBandwidth ||
      meeting.participants.every(({ presence }) => presence?.camera === false),
    (nothingToSee) => nothingToSee && settle(),
    { immediate: true }
  )
  onBeforeUnmount(clock.after(LIMIT, settle))

  return { settled, settle }
}
