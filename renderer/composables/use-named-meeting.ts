import { useMeetingStore, type Place } from '../stores/meeting.ts'
import { useServerQuestionStore, type ServerQuestion } from '../stores/server-question.ts'
import { useServerStore } from '../stores/server.ts'
import { useOpenMeeting } from './use-open-meeting.ts'

/**
 * Goes to a meeting that somebody else has named. Anybody can make a link or an announcement, so one to a server that
 * this person doesn't use asks first, and until then nothing goes there.
 */
export function useNamedMeeting(): (place: Place, from: ServerQuestion['from']) => Promise<void> {
  const servers = useServerStore()
  const meeting = useMeetingStore()
  const asked = useServerQuestionStore()
  const openMeeting = useOpenMeeting()

  /** Whether it is where this person is already. */
  function isHere({ server, fingerprint = null }: Place): boolean {
    return meeting.place?.server === server && (meeting.place.fingerprint ?? null) === fingerprint
  }

  return async (named, from) => {
    const place = await servers.locate(named)
    const known = servers.isKnown(place.server) || isHere(place)
    asked.question = known ? null : { place, from }
    if (known) await openMeeting(place)
  }
}
