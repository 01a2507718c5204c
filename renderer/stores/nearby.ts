import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { AnnouncedMeeting, NearbyMeeting } from '../../protocol/nearby.ts'
import { useDependencies } from './dependencies.ts'
import { useMeetingStore } from './meeting.ts'
import { useServerStore } from './server.ts'
import { useSettingsStore } from './settings.ts'

/** Meetings on this network: those that others announce, and the own one, as far as it is announced. */
export const useNearbyStore = defineStore('nearby', () => {
  const { desktop, logger } = useDependencies()
  const meeting = useMeetingStore()
  const servers = useServerStore()
  const settings = useSettingsStore()
  const meetings = shallowRef<readonly NearbyMeeting[]>([])
  let finding = false
  /** What the shell was told last. */
  let told: AnnouncedMeeting | null = null

  /**
   * What others on the network are shown of the meeting here. Nobody gets into one that is locked, nor learns that there
   * is one.
   */
  const announced = computed<AnnouncedMeeting | null>(() => {
    const { self, place, room } = meeting
    if (self === null || place === null || room.locked || !isShown(place.server)) return null
    return { room: place.room, name: self.name, textRoom: place.textRoom === true }
  })

  function isShown(server: string): boolean {
    const { showNearby, hostOnNetwork } = settings.settings
    return servers.pageServer === null && servers.isOwn(server) && showNearby && hostOnNetwork
  }

  desktop.onNearbyMeetings((now) => {
    if (finding) meetings.value = now
  })

  /** Begins to look for meetings, or ends it and forgets them. */
  function find(on: boolean): void {
    if (on === finding) return
    finding = on
    if (!on) meetings.value = []
    desktop.findNearby(on).catch((error: unknown) => logger.warn('Meetings nearby are not looked for', error))
  }

  /** Tells the shell what is announced now. */
  function announce(now: AnnouncedMeeting | null): void {
    if (now === null && told === null) return
    told = now
    desktop
      .announceMeeting(now)
      .catch((error: unknown) => logger.warn('The network is not told of the meeting', error))
  }

  return { meetings, announced, find, announce }
})
