import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { useMeetingStore } from './meeting.ts'
import { useServerStore } from './server.ts'

/** How others on the network get into a meeting that this app hosts, and whether that is shown. */
export const useNetworkInviteStore = defineStore('network-invite', () => {
  const meeting = useMeetingStore()
  const servers = useServerStore()
  const wanted = ref(false)

  /** Null where the meeting isn't hosted here, or nobody else can reach it. */
  const hosting = computed(() =>
    meeting.place !== null && meeting.place.server === servers.embedded?.localOrigin
      ? servers.embedded.network
      : null
  )
  const open = computed(() => wanted.value && hosting.value !== null)

  /** Shows it, with what is so now. */
  async function show(): Promise<void> {
    wanted.value = true
    await servers.refresh()
  }

  function close(): void {
    wanted.value = false
  }

  return { hosting, open, show, close }
})
