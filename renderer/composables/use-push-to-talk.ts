import { useEventListener } from '@vueuse/core'
import { onScopeDispose, ref } from 'vue'
import { useMediaStore } from '../stores/media.ts'
import { useMeetingStore } from '../stores/meeting.ts'
import { useSettingsStore } from '../stores/settings.ts'
import { beginsTalk } from './push-to-talk.ts'
import { useMediaToggles } from './use-media-toggles.ts'

/** Has the microphone on while Space is held, for somebody who is muted. A window without the focus hears no key come up. */
export function usePushToTalk() {
  const media = useMediaStore()
  const meeting = useMeetingStore()
  const settings = useSettingsStore()
  const { microphoneOn } = useMediaToggles()
  const talking = ref(false)

  function release(): void {
    if (!talking.value) return
    talking.value = false
    void media.setOn('microphone', false)
  }

  useEventListener(window, 'keydown', (event) => {
    if (talking.value && event.code === 'Space') event.preventDefault()
    // In a text room nobody has a microphone open unless they asked for it.
    if (!settings.settings.singleKeyShortcuts || microphoneOn.value || meeting.textOnly) return
    if (!beginsTalk(event)) return
    event.preventDefault()
    talking.value = true
    void media.setOn('microphone', true)
  })
  useEventListener(window, 'keyup', (event) => {
    if (!talking.value || event.code !== 'Space') return
    // Or a button that happens to have the focus would be pressed.
    event.preventDefault()
    release()
  })
  useEventListener(window, 'blur', release)
  // The page of the meeting may go while the key is held.
  onScopeDispose(release)

  return { talking }
}
