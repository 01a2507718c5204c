import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { TRANSFER_LIMITS } from '../../protocol/transfer.ts'
import { useFailureTexts } from './use-failure-texts.ts'
import { useRoomNoticeTexts } from './use-room-notice-texts.ts'
import { useShareNoticeTexts } from './use-share-notice-texts.ts'
import { useMediaStore } from '../stores/media.ts'
import { useMeetingStore } from '../stores/meeting.ts'
import { useNoticesStore, type Notice } from '../stores/notices.ts'

/** Where more is to be seen of what a notice tells. */
const SHOWN_IN: ReadonlyMap<Notice['type'], 'chat' | 'files'> = new Map([
  ['mentioned', 'chat'],
  ['messaged', 'chat'],
  ['file-received', 'files'],
  ['file-failed', 'files']
])

/** The notices of this moment, in words, and what can be done about them. */
export function useNoticeTexts() {
  const { t } = useI18n()
  const notices = useNoticesStore()
  const media = useMediaStore()
  const meeting = useMeetingStore()
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
      case 'start-failed':
        return t('invite.startFailed')
      case 'switch-failed':
        return t('meeting.switchFailed', { device: notice.device })
      case 'copy-failed':
        return t('invite.copyFailed')
      case 'message-copy-failed':
        return t('chat.copyFailed')
      case 'picture-refused':
        return notice.reason === 'too-large' ? t('files.pictureTooLarge') : t('files.noPicture')
      case 'file-received':
        return t('files.receivedFrom', { name: notice.name, file: notice.file })
      case 'file-delivered':
        return t('files.deliveredTo', { name: notice.name, file: notice.file })
      case 'file-declined':
        return t('files.declinedBy', { name: notice.name, file: notice.file })
      case 'file-failed':
        return t('files.failedWith', { name: notice.name, file: notice.file })
      case 'files-refused':
        return filesRefused(notice.reason)
      case 'share-started':
      case 'share-stopped':
      case 'share-failed':
      case 'own-share-ended':
        return shareNotice(notice)
      case 'mentioned':
        return t('chat.mentionedBy', { name: notice.name })
      case 'messaged':
        return t('chat.messagedBy', { name: notice.name })
      case 'settings-set-aside':
        return t('notice.settingsSetAside', { file: notice.file })
      case 'device-replaced':
        return notice.by === ''
          ? t('notice.deviceGone', { device: notice.device })
          : t('notice.deviceReplaced', { device: notice.device, by: notice.by })
      case 'device-returned':
        return t('notice.deviceReturned', { device: notice.device.label })
      case 'device-restored':
        return t('notice.deviceRestored', { device: notice.device })
      case 'device-followed':
        return t('notice.deviceFollowed', { device: notice.device })
      case 'mishap':
        return notice.part === 'graphics' ? t('desktop.graphicsFailed') : t('desktop.serverFailed')
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

  function filesRefused(reason: 'too-many' | 'unreadable' | 'empty'): string {
    if (reason === 'too-many') return t('files.tooMany', { limit: TRANSFER_LIMITS.files })
    return reason === 'empty' ? t('files.nothingInIt') : t('files.unreadable')
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

  function action({ type }: Notice): string | null {
    if (type === 'device-returned') return t('notice.useDevice')
    return SHOWN_IN.has(type) ? t('chat.show') : null
  }

  const texts = computed(() =>
    notices.notices.map((notice) => ({
      id: notice.id,
      text: text(notice),
      action: action(notice)
    }))
  )

  /** Does what a notice offers. */
  function act(id: number): void {
    const notice = notices.notices.find((each) => each.id === id)
    notices.dismiss(id)
    if (notice?.type === 'device-returned') void media.choose(notice.kind, notice.device.id)
    else if (notice !== undefined) meeting.setPanel(SHOWN_IN.get(notice.type) ?? null)
  }

  return { texts, act }
}
