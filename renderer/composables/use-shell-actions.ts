import { onScopeDispose } from 'vue'
import { useRouter } from 'vue-router'
import { useDependencies } from '../stores/dependencies.ts'
import { useNoticesStore } from '../stores/notices.ts'
import { useSettingsStore } from '../stores/settings.ts'
import { useNewMeeting } from './use-new-meeting.ts'
import { useOpenMeeting } from './use-open-meeting.ts'

/** Does what the shell asks for on whatever page, and says what went wrong in a part of the app. */
export function useShellActions(): void {
  const { desktop } = useDependencies()
  const notices = useNoticesStore()
  const settings = useSettingsStore()
  const router = useRouter()
  const openMeeting = useOpenMeeting()
  const { failed, start } = useNewMeeting()

  async function newMeeting(): Promise<void> {
    // Home asks for the name, without which nobody meets anybody.
    if (settings.settings.name === '') return void (await router.push({ name: 'home' }))
    const place = await start(false)
    if (place !== null) await openMeeting(place)
    else if (failed.value) notices.show({ type: 'start-failed' })
  }

  const stops = [
    desktop.onSystemAction((action) => {
      if (action === 'new-meeting') void newMeeting()
    }),
    desktop.onMishap((part) => notices.show({ type: 'mishap', part }))
  ]
  onScopeDispose(() => {
    for (const stop of stops) stop()
  })
}
