import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { MEETING_SHORTCUTS, type MeetingAction } from './meeting-shortcuts.ts'
import { shownKeys } from './use-meeting-shortcuts.ts'

/** As they are written on keyboards. */
const PAGE_KEYS = ['Page Up', 'Page Down']

/** What the keys of a meeting do, in words, in the order of the lists that show them. */
export function useShortcutTexts(): ComputedRef<
  { action: MeetingAction | 'pages' | 'pushToTalk'; text: string; keys: string[] }[]
> {
  const { t } = useI18n()

  function describe(action: MeetingAction): string {
    switch (action) {
      case 'microphone':
        return t('shortcuts.microphone')
      case 'camera':
        return t('shortcuts.camera')
      case 'share':
        return t('shortcuts.share')
      case 'chat':
        return t('shortcuts.chat')
      case 'hand':
        return t('hand.shortcut')
      case 'layout':
        return t('shortcuts.layout')
      case 'pinSpeaker':
        return t('shortcuts.pinSpeaker')
      case 'selfView':
        return t('shortcuts.selfView')
      case 'fullScreen':
        return t('shortcuts.fullScreen')
      case 'pictureInPicture':
        return t('shortcuts.pictureInPicture')
      case 'quality':
        return t('quality.title')
      case 'shortcuts':
        return t('shortcuts.shortcuts')
    }
  }

  return computed(() => [
    ...MEETING_SHORTCUTS.map(({ action }) => ({ action, text: describe(action), keys: shownKeys(action) })),
    { action: 'pages', text: t('shortcuts.pages'), keys: PAGE_KEYS },
    { action: 'pushToTalk', text: t('desktop.pushToTalk'), keys: [t('desktop.space')] }
  ])
}
