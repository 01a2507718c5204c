import { computed } from 'vue'
import type { PeerState } from '../call/peer/peer-state.ts'
import { useChatStore } from '../stores/chat.ts'
import { useMediaStore } from '../stores/media.ts'
import { useMeetingStore } from '../stores/meeting.ts'

/** One person's place in the meeting's grid. */
export interface Tile {
  id: string
  name: string
  /** Avatar hue in degrees. */
  color: number
  self: boolean
  /** The camera's track; null while it is off. */
  track: MediaStreamTrack | null
  muted: boolean
  speaking: boolean
  connection: PeerState
  /** Which in the order of raised hands theirs is, from 1; null while it is down. */
  hand: number | null
  /** Emoji that float over the tile now. */
  reactions: readonly { key: number; emoji: string }[]
}

/** The tiles of everybody in the meeting by peer id, this participant's own first. */
export function useTiles() {
  const chat = useChatStore()
  const media = useMediaStore()
  const meeting = useMeetingStore()

  const own = computed<Tile | null>(() => {
    if (meeting.self === null) return null
    const { id, name, color } = meeting.self
    return {
      id,
      name,
      color,
      self: true,
      track: 'track' in media.camera ? media.camera.track : null,
      muted: media.microphone.status !== 'on',
      speaking: meeting.speaking.has(id),
      connection: 'connected',
      ...signsOf(id)
    }
  })

  const others = computed(() =>
    meeting.participants.map(({ id, name, color, presence, tracks, connection }): Tile => ({
      id,
      name,
      color,
      self: false,
      // Until they say whether it is on it is taken to be: a picture that comes meanwhile finds its place prepared.
      track: presence?.camera !== false && !meeting.lowBandwidth ? tracks.camera : null,
      // Nobody is called muted before they have said so.
      muted: presence?.microphone === false,
      speaking: meeting.speaking.has(id),
      connection,
      ...signsOf(id)
    }))
  )

  function signsOf(id: string): Pick<Tile, 'hand' | 'reactions'> {
    const place = chat.hands.indexOf(id)
    return {
      hand: place < 0 ? null : place + 1,
      reactions: chat.reactions.filter(({ peer }) => peer === id)
    }
  }

  return computed(
    () =>
      new Map([...(own.value === null ? [] : [own.value]), ...others.value].map((tile) => [tile.id, tile]))
  )
}
