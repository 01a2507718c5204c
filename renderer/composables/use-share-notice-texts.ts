import { useI18n } from 'vue-i18n'
import type { NoticeContent } from '../stores/notices.ts'

type ShareNotice = Extract<NoticeContent, { type: `${string}share${string}` }>

/** What people read of shared screens, their own and others'. */
export function useShareNoticeTexts(): (notice: ShareNotice) => string {
  const { t } = useI18n()

  function failure(reason: Extract<ShareNotice, { type: 'share-failed' }>['reason']): string {
    switch (reason) {
      case 'denied':
        return t('share.denied')
      case 'unsupported':
        return t('share.unsupported')
      case 'unavailable':
        return t('share.unavailable')
      case 'unknown':
        return t('share.failed')
    }
  }

  function ending(how: Extract<ShareNotice, { type: 'own-share-ended' }>['ending']): string {
    switch (how) {
      case 'source-gone':
        return t('notice.shareGone')
      case 'locked':
        return t('notice.shareLocked')
      case 'stopped-by-host':
        return t('notice.shareStoppedByHost')
    }
  }

  return (notice) => {
    switch (notice.type) {
      case 'share-started':
        return t('notice.shareStarted', { name: notice.name })
      case 'share-stopped':
        return t('notice.shareStopped', { name: notice.name })
      case 'share-failed':
        return failure(notice.reason)
      case 'own-share-ended':
        return ending(notice.ending)
    }
  }
}
