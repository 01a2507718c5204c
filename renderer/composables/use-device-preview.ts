import { onBeforeUnmount, onMounted, watch } from 'vue'
import { useDependencies } from '../stores/dependencies.ts'
import { useMediaStore } from '../stores/media.ts'
import { useMeetingStore } from '../stores/meeting.ts'

/**
 * Has the devices on while they are looked at outside of a meeting. From the lobby on they are the meeting's, which
 * nobody else switches on or off.
 */
export function useDevicePreview(): void {
  const { prepareMedia, logger } = useDependencies()
  const media = useMediaStore()
  const meeting = useMeetingStore()
  let mounted = true
  /** Whether the devices are open for the preview alone. */
  let own = false

  onMounted(async () => {
    try {
      if (!meeting.atMeeting) await prepareMedia()
    } catch (error) {
      return logger.error('The devices cannot be shown', error)
    }
    if (!mounted || meeting.atMeeting) return
    own = true
    media.open({ camera: true, microphone: true })
  })
  // The meeting has opened them anew.
  watch(
    () => meeting.atMeeting,
    (atMeeting) => {
      if (atMeeting) own = false
    },
    { flush: 'sync' }
  )
  onBeforeUnmount(() => {
    mounted = false
    if (own) media.close()
  })
}
