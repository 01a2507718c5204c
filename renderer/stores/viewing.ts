import { defineStore } from 'pinia'
import { watch } from 'vue'
import type { DrawnSize, Viewing } from '../../protocol/viewing.ts'
import { useMeetingStore } from './meeting.ts'

const NOWHERE: DrawnSize = { width: 0, height: 0 }

/** How large the pictures of the others are drawn, for their senders to know. */
export const useViewingStore = defineStore('viewing', () => {
  const meeting = useMeetingStore()
  /** By peer id; of whoever is missing nothing is drawn. */
  const drawn = new Map<string, Viewing>()

  /** Notes how large somebody's picture is drawn, in physical pixels. */
  function draw(id: string, slot: keyof Viewing, size: DrawnSize): void {
    drawn.set(id, { ...(drawn.get(id) ?? { camera: NOWHERE, screen: NOWHERE }), [slot]: size })
    meeting.show(id, slot, size)
  }

  // Who has just come may be out of sight from the start, and who is back needs to be told again.
  watch(
    () => meeting.participants.map(({ id }) => id),
    (now, before = []) => {
      for (const id of before) if (!now.includes(id)) drawn.delete(id)
      for (const id of now) {
        if (before.includes(id)) continue
        const { camera, screen } = drawn.get(id) ?? { camera: NOWHERE, screen: NOWHERE }
        meeting.show(id, 'camera', camera)
        meeting.show(id, 'screen', screen)
      }
    },
    { immediate: true, flush: 'post' }
  )

  return { draw }
})
