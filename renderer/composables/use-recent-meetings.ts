import { computed, watch } from 'vue'
import { RECENT_MEETINGS, type RecentMeeting } from '../../protocol/settings.ts'
import { useDependencies } from '../stores/dependencies.ts'
import { useMeetingStore, type Place } from '../stores/meeting.ts'
import { useServerStore } from '../stores/server.ts'
import { useSettingsStore } from '../stores/settings.ts'

/** The meetings that were joined last, newest first. */
export function useRecentMeetings() {
  const settings = useSettingsStore()
  const servers = useServerStore()
  const meetings = computed(() => settings.settings.recentMeetings)

  const others = ({ room, server }: Pick<RecentMeeting, 'room' | 'server'>) =>
    meetings.value.filter((each) => each.room !== room || each.server !== server)

  async function remove(meeting: RecentMeeting): Promise<void> {
    await settings.update({ recentMeetings: others(meeting) })
  }

  async function clear(): Promise<void> {
    await settings.update({ recentMeetings: [] })
  }

  /** @returns where the meeting is, or null when the app's own server doesn't start */
  async function find(meeting: Omit<RecentMeeting, 'joinedAt'>): Promise<Place | null> {
    const { room, server, textRoom, fingerprint } = meeting
    const origin = server ?? (await servers.ownServer())
    return origin === null ? null : { room, server: origin, textRoom, fingerprint }
  }

  async function remember(place: Place, joinedAt: number): Promise<void> {
    const { room, textRoom = false, fingerprint = null } = place
    const server = servers.isOwn(place.server) ? null : place.server
    const known = fingerprint === null ? {} : { fingerprint }
    const meeting = { room, server, textRoom, ...known, joinedAt }
    const recentMeetings = [meeting, ...others(meeting)].slice(0, RECENT_MEETINGS)
    await settings.update({ recentMeetings })
  }

  return { meetings, remove, clear, find, remember }
}

/** Remembers each meeting once it was joined. For the app's root. */
export function useMeetingMemory(): void {
  const meeting = useMeetingStore()
  const { clock } = useDependencies()
  const { remember } = useRecentMeetings()
  watch(
    () => meeting.drawn,
    (drawn) => {
      if (drawn && meeting.place !== null) void remember(meeting.place, clock.now())
    }
  )
}
