import { useI18n } from 'vue-i18n'
import type { ModerationFailure, RoomNotice } from '../stores/room-notices.ts'

/** What people read of what somebody in charge does. */
export function useRoomNoticeTexts(): (notice: RoomNotice) => string {
  const { t } = useI18n()

  function ownRole(role: Extract<RoomNotice, { type: 'own-role' }>['role']): string {
    switch (role) {
      case 'host':
        return t('notice.youHost')
      case 'co-host':
        return t('notice.youCoHost')
      case 'participant':
        return t('notice.youParticipant')
    }
  }

  function failure(reason: ModerationFailure): string {
    switch (reason) {
      case 'not-permitted':
        return t('notice.notPermitted')
      case 'no-such-peer':
        return t('notice.noSuchPeer')
      case 'room-full':
        return t('notice.roomFull')
      case 'other':
        return t('notice.moderationFailed')
    }
  }

  return (notice) => {
    switch (notice.type) {
      case 'muted':
        return t('notice.muted')
      case 'own-role':
        return ownRole(notice.role)
      case 'role':
        return notice.role === 'host'
          ? t('notice.host', { name: notice.name })
          : t('notice.coHost', { name: notice.name })
      case 'renamed':
        return t('notice.renamed', { name: notice.name })
      case 'lock':
        return notice.on ? t('notice.locked') : t('notice.unlocked')
      case 'password':
        return notice.on ? t('notice.passwordOn') : t('notice.passwordOff')
      case 'waiting-room':
        return notice.on ? t('notice.waitingRoomOn') : t('notice.waitingRoomOff')
      case 'knock':
        return t('notice.knock', { name: notice.name })
      case 'moderation-failed':
        return failure(notice.reason)
    }
  }
}
