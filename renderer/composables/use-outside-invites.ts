import { onBeforeUnmount } from 'vue'
import { parseInvite } from '../../protocol/invite.ts'
import { useDependencies } from '../stores/dependencies.ts'
import { useServerStore } from '../stores/server.ts'
import { useNamedMeeting } from './use-named-meeting.ts'

/** Follows the invites that reach the app from outside: a link clicked in another program, a second start. */
export function useOutsideInvites(): void {
  const { desktop, logger } = useDependencies()
  const servers = useServerStore()
  const openNamed = useNamedMeeting()

  onBeforeUnmount(
    desktop.onInviteOpened((link) => {
      const invite = parseInvite(link)
      const server = invite && servers.forInvite(invite)
      if (invite === null || server === null) return logger.warn('An invite from outside leads nowhere')
      const { room, textRoom, fingerprint } = invite
      void openNamed({ room, server, textRoom, fingerprint }, 'link')
    })
  )
}
