import { useEventListener } from '@vueuse/core'
import { computed, ref, watch, type ComputedRef } from 'vue'
import { facesCarried } from '../call/topology/forecast.ts'
import { usePagesStore } from '../stores/pages.ts'
import { useQualityStore } from '../stores/quality.ts'
import { useStageStore } from '../stores/stage.ts'
import { pageTurn } from './page-turn.ts'

/** Beside oneself. Fewer aren't a meeting, whatever the machine carries. */
const FEWEST_OTHERS = 3

/**
 * Who of the others is on the stage, when there are more than it has room for, or than this machine should show.
 *
 * @param steady how many tiles are on every page
 */
export function useStagePages(steady: ComputedRef<number>) {
  const pages = usePagesStore()
  const quality = useQualityStore()
  const stage = useStageStore()

  /** How many tiles have room in the window. */
  const room = ref(Infinity)
  /** With somebody large the others are in a strip, which has its own way. */
  const paged = computed(() => stage.focus.length === 0 && pages.count > 1)
  watch(
    [room, steady, () => quality.sendRoom],
    () => {
      // A line that is narrow for now makes faces smaller or coarse; whoever is here doesn't go to another page for it.
      const carried = facesCarried({ ...quality.sendRoom, uplink: Infinity })
      const fitting = Math.min(room.value - steady.value, carried)
      pages.setPlaces(Math.max(FEWEST_OTHERS, fitting))
    },
    { immediate: true }
  )

  useEventListener(window, 'keydown', (event) => {
    const turn = pageTurn(event)
    if (turn === null || !paged.value) return
    event.preventDefault()
    pages.turnTo(pages.page + turn)
  })

  return { room, paged }
}
