import { onScopeDispose, computed, watch } from 'vue'
import { NO_MEETING, type MeetingState, type ShellAction } from '../../protocol/desktop-life.ts'
import { useChatStore } from '../stores/chat.ts'
import { useDependencies } from '../stores/dependencies.ts'
import { useMediaStore } from '../stores/media.ts'
import { useShareStore } from '../stores/share.ts'
import { useMediaToggles } from './use-media-toggles.ts'

/** What the shell asks for within a meeting. */
export type MeetingShellAction = Exclude<ShellAction, 'new-meeting'>

/** Tells the shell how the meeting stands, and does what is asked for there, for as long as the meeting is shown. */
export function useShellMeeting(actions: Readonly<Record<MeetingShellAction, () => void>>): void {
  const { desktop, logger } = useDependencies()
  const chat = useChatStore()
  const media = useMediaStore()
  const share = useShareStore()
  const { microphoneOn, cameraOn } = useMediaToggles()

  const state = computed<MeetingState>(() => ({
    in: 'meeting',
    microphone: switchOf(microphoneOn.value, media.devices.microphones),
    camera: switchOf(cameraOn.value, media.devices.cameras),
    sharing: share.active,
    handUp: chat.handUp,
    unread: chat.unread
  }))

  function tell(now: MeetingState): void {
    desktop
      .showMeetingState(now)
      .catch((error: unknown) => logger.warn('The shell does not know how the meeting stands', error))
  }

  watch(state, tell, { immediate: true })
  const stop = desktop.onSystemAction((action) => {
    if (action !== 'new-meeting') actions[action]()
  })
  onScopeDispose(() => {
    stop()
    tell(NO_MEETING)
  })
}

function switchOf(on: boolean, devices: readonly unknown[]): 'on' | 'off' | 'none' {
  if (on) return 'on'
  return devices.length === 0 ? 'none' : 'off'
}
