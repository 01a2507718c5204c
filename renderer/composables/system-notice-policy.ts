import type { NoticeContent } from '../stores/notices.ts'

/** What the system says of a notice: which of several it takes the place of, and where a click leads. */
export interface SystemNotice {
  /** Notices of one kind and person take each other's place. */
  tag: string
  leadsTo: 'chat' | 'people' | 'files' | 'meeting'
}

/** What else happens besides the notices of the page. */
export type SystemNoticeContent = NoticeContent | { type: 'file-offered'; name: string; file: string }

/**
 * Which of what happens is worth the system's attention while the person looks at something else: what was meant for
 * them, and who comes or waits. Null for all that can be seen later.
 */
export function systemNotice(notice: SystemNoticeContent): SystemNotice | null {
  switch (notice.type) {
    case 'mentioned':
    case 'messaged':
      return { tag: `${notice.type}:${notice.name}`, leadsTo: 'chat' }
    case 'knock':
      return { tag: `knock:${notice.name}`, leadsTo: 'people' }
    case 'file-offered':
      return { tag: `file:${notice.name}`, leadsTo: 'files' }
    case 'joined':
      // Many come at once; the last says it for all.
      return { tag: 'joined', leadsTo: 'meeting' }
    default:
      return null
  }
}
