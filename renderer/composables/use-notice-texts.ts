import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useFailureTexts } from './use-failure-texts.ts'
import { useRoomNoticeTexts } from './use-room-notice-texts.ts'
import { useShareNoticeTexts } from './use-share-notice-texts.ts'
import { useNoticesStore, type Notice } from '../stores/notices.ts'

/** The notices of this moment, in words. */
export function useNoticeTexts() {
  const { t } = useI18n()
  const notices = useNoticesStore()
  const { captureFailure } = useFailureTexts()
  const roomNotice = useRoomNoticeTexts()
  const shareNotice = useShareNoticeTexts()

  function text(notice: Notice): string {
    switch (notice.type) {
      case 'joined':
        return joined(notice)
      case 'left':
        return left(notice)
      case 'capture-failed':
        return captureFailure(notice.kind, notice.reason)
      case 'switch-failed':
        return t('meeting.switchFailed', { device: notice.device })
      case 'copy-failed':
        return t('invite.copyFailed')
      case 'share-started':
      case 'share-stopped':
      case 'share-failed':
      case 'own-share-ended':
        return shareNotice(notice)
      case 'muted':
      case 'own-role':
      case 'role':
      case 'renamed':
      case 'lock':
      case 'password':
      case 'waiting-room':
      case 'knock':
      case 'moderation-failed':
        return roomNotice(notice)
    }
  }

  function joined({ name, others }: { name: string; others: readonly string[] }): string {
    const [other] = others
    if (other === undefined) return t('meeting.joined', { name })
    if (others.length === 1) return t('meeting.joinedTwo', { name, other })
    return t('meeting.joinedMany', { name, count: others.length })
  }

  function left({ name, others }: { name: string; others: readonly string[] }): string {
    const [other] = others
    if (other === undefined) return t('meeting.left', { name })
    if (others.length === 1) return t('meeting.leftTwo', { name, other })
    return t('meeting.leftMany', { name, count: others.length })
  }

  return computed(() => notices.notices.map((notice) => ({ id: notice.id, text: text(notice) })))
}
