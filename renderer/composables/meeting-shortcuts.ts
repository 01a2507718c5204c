/** What can be done in a meeting by one key. */
export type MeetingAction =
  | 'microphone'
  | 'camera'
  | 'share'
  | 'chat'
  | 'hand'
  | 'layout'
  | 'pinSpeaker'
  | 'selfView'
  | 'fullScreen'
  | 'pictureInPicture'
  | 'quality'
  | 'shortcuts'

/** The keys, in the order of the list that shows them. A chord works with Ctrl or Cmd, also while writing. */
export const MEETING_SHORTCUTS: readonly { action: MeetingAction; key: string; chord: string | null }[] = [
  { action: 'microphone', key: 'm', chord: 'd' },
  { action: 'camera', key: 'v', chord: 'e' },
  { action: 'share', key: 'd', chord: null },
  { action: 'chat', key: 'c', chord: null },
  { action: 'hand', key: 'h', chord: null },
  { action: 'layout', key: 'l', chord: null },
  { action: 'pinSpeaker', key: 'p', chord: null },
  { action: 'selfView', key: 's', chord: null },
  { action: 'fullScreen', key: 'f', chord: null },
  { action: 'pictureInPicture', key: 'i', chord: null },
  { action: 'quality', key: 'q', chord: null },
  { action: 'shortcuts', key: '?', chord: null }
]

/** Where keys write, choose or answer, and so mean something else. */
const TAKEN =
  'input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable=true], [role=menu], [role=listbox], [role=dialog], [role=alertdialog]'

/**
 * What a key asks for; null when it isn't meant for the meeting.
 *
 * @param singleKeys whether keys count that are pressed alone
 */
export function meetingAction(event: KeyboardEvent, singleKeys: boolean): MeetingAction | null {
  if (event.repeat || event.isComposing || event.altKey || event.defaultPrevented) return null
  const key = letterOf(event)
  if (event.ctrlKey !== event.metaKey && !event.shiftKey) {
    return MEETING_SHORTCUTS.find(({ chord }) => chord === key)?.action ?? null
  }
  if (event.ctrlKey || event.metaKey || !singleKeys) return null
  // A question mark needs Shift on most keyboards; with letters it means that something is written.
  if (event.shiftKey && key !== '?') return null
  if (event.target instanceof Element && event.target.closest(TAKEN) !== null) return null
  return MEETING_SHORTCUTS.find((shortcut) => shortcut.key === key)?.action ?? null
}

/** The letter on a Latin keyboard, where the person's own writes another script. */
function letterOf({ key, code }: KeyboardEvent): string {
  return /^\P{ASCII}$/u.test(key) && code.startsWith('Key') ? code.slice(3).toLowerCase() : key.toLowerCase()
}
