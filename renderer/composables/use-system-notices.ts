import { watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useDependencies } from '../stores/dependencies.ts'
import { useFilesStore } from '../stores/files.ts'
import { useMeetingStore } from '../stores/meeting.ts'
import { useNoticesStore } from '../stores/notices.ts'
import { useSettingsStore } from '../stores/settings.ts'
import { isForSystem, systemNotice, type Happening, type SystemNotice } from './system-notice-policy.ts'

/**
 * Has the system say what happens in the meeting, while the person looks at something else. In a browser only if they
 * have allowed it: a question would come at a bad moment.
 */
export function useSystemNotices(): void {
  const { t } = useI18n()
  const { desktop } = useDependencies()
  const files = useFilesStore()
  const meeting = useMeetingStore()
  const notices = useNoticesStore()
  const settings = useSettingsStore()

  function say(happening: Happening): void {
    if (!isForSystem(happening) || !settings.settings.notifications || document.hasFocus()) return
    if (!('Notification' in window) || Notification.permission !== 'granted') return
    const { tag, leadsTo } = systemNotice(happening)
    const notification = new Notification(text(happening), { tag })
    notification.addEventListener('click', () => {
      void desktop.showWindow()
      if (leadsTo !== 'meeting') meeting.setPanel(leadsTo)
      notification.close()
    })
  }

  function text(notice: SystemNotice): string {
    switch (notice.type) {
      case 'mentioned':
        return t('chat.mentionedBy', { name: notice.name })
      case 'messaged':
        return t('chat.messagedBy', { name: notice.name })
      case 'knock':
        return t('notice.knock', { name: notice.name })
      case 'joined':
        return t('meeting.joined', { name: notice.name })
      case 'file-offered':
        return t('desktop.fileOffered', { name: notice.name, file: notice.file })
    }
  }

  watch(
    () => notices.notices,
    (now, before) => {
      const known = new Set(before.map(({ id }) => id))
      for (const notice of now) if (!known.has(notice.id)) say(notice)
    }
  )
  watch(
    () => files.offers,
    (now, before) => {
      const known = new Set(before.map(({ id }) => id))
      for (const { id, peer, name } of now) {
        if (!known.has(id)) say({ type: 'file-offered', name: peer.name, file: name })
      }
    }
  )
}
