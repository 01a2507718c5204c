import { computed, onBeforeUnmount, watch } from 'vue'
import { useDependencies } from '../stores/dependencies.ts'
import { useNearbyStore } from '../stores/nearby.ts'

/** The meetings that others on this network announce. They are looked for while this lasts and the window is in sight. */
export function useNearbyMeetings() {
  const { desktop } = useDependencies()
  const nearby = useNearbyStore()

  nearby.find(true)
  const stop = desktop.onWindowSight((sight) => nearby.find(sight !== 'hidden'))
  onBeforeUnmount(() => {
    stop()
    nearby.find(false)
  })
  return computed(() => nearby.meetings)
}

/** Has the meeting announced to others on this network for as long as this lasts. */
export function useAnnouncement(): void {
  const nearby = useNearbyStore()

  watch(() => nearby.announced, nearby.announce, { immediate: true })
  onBeforeUnmount(() => nearby.announce(null))
}
