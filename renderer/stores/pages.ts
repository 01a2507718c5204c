import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { useDependencies } from './dependencies.ts'
import { useMeetingStore } from './meeting.ts'
import { bringToPage, keepOrder, ORDER_CALM } from './page-order.ts'
import { useStageStore } from './stage.ts'

/** The pages of the grid, when there are more people than have room on one. Everybody's places are calm: see `page-order.ts`. */
export const usePagesStore = defineStore('pages', () => {
  const { clock } = useDependencies()
  const meeting = useMeetingStore()
  const stage = useStageStore()

  /** Peer ids of the others. */
  const order = shallowRef<readonly string[]>([])
  /** How many of the others have room on a page. */
  const places = ref(Infinity)
  const chosen = ref(0)
  const heard = new Map<string, number>()
  let broughtAt = -Infinity
  let cancel: (() => void) | null = null

  const size = computed(() => Math.max(1, Math.min(places.value, order.value.length)))
  const count = computed(() => Math.max(1, Math.ceil(order.value.length / size.value)))
  /** From 0. */
  const page = computed(() => Math.min(chosen.value, count.value - 1))
  /** Peer ids of those of the others who are on the page. */
  const shown = computed(() => order.value.slice(page.value * size.value, (page.value + 1) * size.value))

  /** @param now how many of the others have room on a page, 1 or more */
  function setPlaces(now: number): void {
    places.value = now
  }

  /** Turns to a page, counted from 0; what is beyond the first or the last turns to that. */
  function turnTo(to: number): void {
    chosen.value = Math.max(0, Math.min(count.value - 1, to))
  }

  function bringSpeaker(): void {
    cancel?.()
    cancel = null
    const speaker = stage.active
    if (speaker === null || shown.value.includes(speaker)) return
    const wait = broughtAt + ORDER_CALM - clock.now()
    if (wait > 0) {
      cancel = clock.after(wait, bringSpeaker)
      return
    }
    broughtAt = clock.now()
    order.value = bringToPage(order.value, shown.value, speaker, heard)
  }

  watch(
    () => meeting.participants.map(({ id }) => id),
    (present) => {
      order.value = keepOrder(order.value, present)
      for (const id of heard.keys()) if (!present.includes(id)) heard.delete(id)
    },
    { immediate: true }
  )
  watch(
    () => stage.active,
    (speaker) => {
      if (speaker !== null) heard.set(speaker, clock.now())
      bringSpeaker()
    }
  )
  // Whoever speaks may have been among those for whom a smaller page has no room.
  watch(size, bringSpeaker)
  watch(
    () => meeting.self?.id,
    () => {
      cancel?.()
      cancel = null
      broughtAt = -Infinity
      chosen.value = 0
    }
  )

  return { page, count, shown, setPlaces, turnTo }
})
