import { useRouter } from 'vue-router'
import { fingerprintFragment } from '../../protocol/fingerprint.ts'
import { formatInvite } from '../../protocol/invite.ts'
import type { Place } from '../stores/meeting.ts'
import { useServerStore } from '../stores/server.ts'

/** Goes to a meeting's lobby. */
export function useOpenMeeting(): (place: Place) => Promise<void> {
  const router = useRouter()
  const servers = useServerStore()

  return async (place) => {
    const { room, server, textRoom, fingerprint = null } = await servers.locate(place)
    // A browser gets the page from the very server that the meeting is at.
    if (servers.pageServer !== null && servers.pageServer !== server) {
      window.location.assign(formatInvite(room, server, textRoom, fingerprint))
      return
    }
    const query = {
      ...(servers.isOwn(server) ? {} : { server }),
      ...(textRoom === true ? { text: '1' } : {})
    }
    await router.push({ name: 'room', params: { room }, query, hash: fingerprintFragment(fingerprint) })
  }
}
