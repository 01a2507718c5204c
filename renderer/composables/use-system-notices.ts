import { watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useMeetingStore } from '../stores/meeting.ts'
import { useNoticesStore, type Notice } from '../stores/notices.ts'

/**
 * Has the system say what somebody wrote to this person, while they look at something else. In a browser only if they
 * have allowed it: a question would come at a bad moment.
 */
export function useSystemNotices(): void {
  const { t } = useI18n()
  const meeting = useMeetingStore()
  const notices = useNoticesStore()

  function show(text: string): void {
    const notification = new Notification(text, { tag: text })
    notification.addEventListener('click', () => {
      window.focus()
      meeting.setPanel('chat')
      notification.close()
    })
  }

  function text(notice: Notice): string | null {
    if (notice.type === 'mentioned') return t('chat.mentionedBy', { name: notice.name })
    return notice.type === 'messaged' ? t('chat.messagedBy', { name: notice.name }) : null
  }

  watch(
    () => notices.notices,
    (now, before) => {
      if (document.hasFocus() || !('Notification' in window) || Notification.permission !== 'granted') return
      for (const notice of now) {
        const said = before.includes(notice) ? null : text(notice)
        if (said !== null) show(said)
      }
    }
  )
}
