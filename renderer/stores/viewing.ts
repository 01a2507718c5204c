import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import type { DrawnSize, Viewing } from '../../protocol/viewing.ts'
import type { Call } from '../call/call.ts'
import { useDependencies } from './dependencies.ts'
import { useMeetingStore } from './meeting.ts'

const NOWHERE: DrawnSize = { width: 0, height: 0 }

/** How large the pictures of the others are drawn, for their senders to know. */
export const useViewingStore = defineStore('viewing', () => {
  const { desktop } = useDependencies()
  const meeting = useMeetingStore()
  /** By peer id; of whoever is missing nothing is drawn. */
  const drawn = new Map<string, Viewing>()
  /** What a window beside the meeting's shows while that is out of sight; null: nothing. */
  let aside: { id: string; slot: keyof Viewing; size: DrawnSize } | null = null
  /** Whether the window is in sight, as far as anybody knows. */
  const shown = ref(true)
  let call: Call | null = null

  /** Notes how large somebody's picture is drawn, in physical pixels. */
  function draw(id: string, slot: keyof Viewing, size: DrawnSize): void {
    drawn.set(id, { ...(drawn.get(id) ?? { camera: NOWHERE, screen: NOWHERE }), [slot]: size })
    tell(id, slot)
  }

  /** Notes what the window beside the meeting's shows, which is seen while that isn't. */
  function drawAside(now: typeof aside): void {
    const before = aside
    aside = now
    for (const each of [before, now]) if (each !== null) tell(each.id, each.slot)
  }

  function tell(id: string, slot: keyof Viewing): void {
    const size = drawn.get(id)?.[slot] ?? NOWHERE
    // A shared screen may be in a window of its own, which is still there.
    const seen = shown.value || slot === 'screen' ? size : NOWHERE
    const beside = aside?.id === id && aside.slot === slot ? aside.size : NOWHERE
    call?.viewing.show(id, slot, seen.height >= beside.height ? seen : beside)
  }

  meeting.onCall((entered) => {
    call = entered
  })
  // Who has just come may be out of sight from the start, and who is back needs to be told again.
  watch(
    () => meeting.participants.map(({ id }) => id),
    (now, before = []) => {
      for (const id of before) if (!now.includes(id)) drawn.delete(id)
      for (const id of now) {
        if (before.includes(id)) continue
        tell(id, 'camera')
        tell(id, 'screen')
      }
    },
    { immediate: true, flush: 'post' }
  )
  watch(shown, () => {
    for (const { id } of meeting.participants) tell(id, 'camera')
  })
  desktop.onWindowSight((now) => {
    shown.value = now !== 'hidden'
  })

  return { draw, drawAside }
})
