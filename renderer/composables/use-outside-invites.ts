import { onBeforeUnmount, shallowRef } from 'vue'
import { parseInvite } from '../../protocol/invite.ts'
import { useDependencies } from '../stores/dependencies.ts'
import { useMeetingStore, type Place } from '../stores/meeting.ts'
import { useServerStore } from '../stores/server.ts'
import { useOpenMeeting } from './use-open-meeting.ts'

/**
 * Follows the invites that reach the app from outside: a link clicked in another program, a second start. Anybody can
 * make such a link, so one to a server that this person doesn't use asks first, and until then nothing goes there.
 */
export function useOutsideInvites() {
  const { desktop, logger } = useDependencies()
  const servers = useServerStore()
  const meeting = useMeetingStore()
  const openMeeting = useOpenMeeting()
  /** Where a link leads that waits for an answer; the last one, if there are several. */
  const question = shallowRef<Place | null>(null)

  onBeforeUnmount(
    desktop.onInviteOpened((link) => {
      const invite = parseInvite(link)
      const server = invite && servers.forInvite(invite)
      if (invite === null || server === null) return logger.warn('An invite from outside leads nowhere')
      const { room, textRoom, fingerprint } = invite
      const place = { room, server, textRoom, fingerprint }
      if (servers.isKnown(server, fingerprint) || isHere(place)) void follow(place)
      else question.value = place
    })
  )

  /** Whether it is where this person is already. */
  function isHere({ server, fingerprint }: Place): boolean {
    return meeting.place?.server === server && (meeting.place.fingerprint ?? null) === fingerprint
  }

  async function follow(place: Place): Promise<void> {
    question.value = null
    await openMeeting(place)
  }

  async function answer(confirmed: boolean): Promise<void> {
    const place = question.value
    question.value = null
    if (confirmed && place !== null) await openMeeting(place)
  }

  return { question, answer }
}
