import { computed } from 'vue'
import type { Role } from '../../protocol/moderation.ts'
import { isSharing } from '../call/participant.ts'
import { mayActOn, mayModerate } from '../call/roles.ts'
import { useChatStore } from '../stores/chat.ts'
import { useMediaStore } from '../stores/media.ts'
import { useMeetingStore } from '../stores/meeting.ts'

/** Somebody in the list of people, and what may be done with them from here. */
export interface Person {
  id: string
  name: string
  /** Avatar hue in degrees. */
  color: number
  role: Role
  self: boolean
  /** Null while they haven't said. */
  microphone: boolean | null
  camera: boolean | null
  sharing: boolean
  /** Which in the order of raised hands theirs is, from 1; null while it is down. */
  hand: number | null
  /** May be asked to mute, and be removed. */
  moderated: boolean
  renamed: boolean
  /** May be given another role. */
  appointed: boolean
}

/** What may be chosen in a person's menu; a role is one to be given. */
export type PersonAction = 'mute' | 'stop-share' | 'rename' | 'remove' | Role

/** Everybody in the meeting, this participant first; and whether this one has a say in it. */
export function usePeople() {
  const chat = useChatStore()
  const media = useMediaStore()
  const meeting = useMeetingStore()

  const moderates = computed(() => meeting.self !== null && mayModerate(meeting.self.role))
  const people = computed<Person[]>(() => {
    const { self } = meeting
    if (self === null) return []
    const own: Person = {
      ...self,
      self: true,
      microphone: media.microphone.status === 'on',
      camera: media.camera.status === 'on',
      sharing: 'share' in media.share,
      hand: placeOf(self.id),
      moderated: false,
      renamed: true,
      appointed: false
    }
    const others = meeting.participants.map(({ id, name, color, role, presence }): Person => {
      const moderated = mayActOn(self.role, role)
      return {
        id,
        name,
        color,
        role,
        self: false,
        microphone: presence?.microphone ?? null,
        camera: presence?.camera ?? null,
        sharing: isSharing({ presence }),
        hand: placeOf(id),
        moderated,
        renamed: moderated,
        appointed: self.role === 'host'
      }
    })
    return [own, ...others]
  })

  function placeOf(id: string): number | null {
    const place = chat.hands.indexOf(id)
    return place < 0 ? null : place + 1
  }

  return { people, moderates }
}
