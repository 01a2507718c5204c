import { computed } from 'vue'
import type { Point } from '../../protocol/channel.ts'
import { useMediaStore } from '../stores/media.ts'
import { useMeetingStore } from '../stores/meeting.ts'
import { usePointersStore } from '../stores/pointers.ts'

/** A screen that somebody shares. */
export interface SharedScreen {
  /** Peer id of whoever shares it. */
  id: string
  name: string
  self: boolean
  /** Null while it is paused. */
  track: MediaStreamTrack | null
  paused: boolean
}

/** Somebody who points in a shared picture. */
export interface ShownPointer {
  id: string
  name: string
  /** Hue in degrees. */
  color: number
  at: Point
}

/** The screens that are shared in the meeting by peer id, this participant's own last. */
export function useShares() {
  const media = useMediaStore()
  const meeting = useMeetingStore()
  const pointers = usePointersStore()

  const shares = computed(() => {
    const others = meeting.participants.flatMap(({ id, name, presence, tracks }): SharedScreen[] => {
      const screen = presence?.screen ?? 'off'
      if (screen === 'off') return []
      return [
        { id, name, self: false, track: screen === 'on' ? tracks.screen : null, paused: screen === 'paused' }
      ]
    })
    const { self } = meeting
    const own: SharedScreen[] =
      self !== null && 'share' in media.share
        ? [
            {
              id: self.id,
              name: self.name,
              self: true,
              track: media.share.status === 'sharing' ? media.share.share.video : null,
              paused: media.share.status === 'paused'
            }
          ]
        : []
    return new Map([...others, ...own].map((share) => [share.id, share]))
  })

  /** Who points in the screen that somebody shares. */
  function pointersOn(screen: string): ShownPointer[] {
    const people = new Map(meeting.participants.map((participant) => [participant.id, participant]))
    return [...pointers.pointers.values()].flatMap(({ id, screen: where, at }) => {
      const person = people.get(id)
      return where === screen && person !== undefined
        ? [{ id, name: person.name, color: person.color, at }]
        : []
    })
  }

  return { shares, pointersOn }
}
