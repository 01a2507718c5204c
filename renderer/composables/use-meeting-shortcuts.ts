import { useEventListener } from '@vueuse/core'
import { MEETING_SHORTCUTS, meetingAction, type MeetingAction } from './meeting-shortcuts.ts'
import { useSettingsStore } from '../stores/settings.ts'

const CHORD = /^(Mac|iP)/.test(navigator.platform) ? '⌘' : 'Ctrl+'

/** Does what the meeting's keys ask for, while the meeting is shown. */
export function useMeetingShortcuts(actions: Record<MeetingAction, () => void>): void {
  const settings = useSettingsStore()

  useEventListener(window, 'keydown', (event) => {
    const action = meetingAction(event, settings.settings.singleKeyShortcuts)
    if (action === null) return
    event.preventDefault()
    actions[action]()
  })
}

/** The keys of each action, as they are shown. */
export function shownKeys(action: MeetingAction): string[] {
  const shortcut = MEETING_SHORTCUTS.find((each) => each.action === action)
  if (shortcut === undefined) return []
  const chord = shortcut.chord === null ? [] : [CHORD + shortcut.chord.toUpperCase()]
  return [shortcut.key.toUpperCase(), ...chord]
}
