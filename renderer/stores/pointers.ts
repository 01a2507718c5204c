import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import type { Point, PointerMessage } from '../../protocol/channel.ts'
import { useDependencies } from './dependencies.ts'
import { useMeetingStore } from './meeting.ts'

/** How long a pointer stays of which nothing more is heard, in milliseconds. */
const LIFETIME = 3_000

/** Where somebody points. */
export interface Pointer {
  /** Peer id of whoever points. */
  id: string
  /** Peer id of whoever shares the picture. */
  screen: string
  at: Point
}

/** Who points where in the pictures that are shared. */
export const usePointersStore = defineStore('pointers', () => {
  const { clock } = useDependencies()
  const meeting = useMeetingStore()
  /** Whether the others are shown where this participant points. */
  const pointing = ref(false)
  /** By the id of whoever points. */
  const pointers = shallowRef<ReadonlyMap<string, Pointer>>(new Map())
  const endings = new Map<string, () => void>()

  function receive(id: string, { screen, at }: PointerMessage): void {
    endings.get(id)?.()
    endings.delete(id)
    if (at === null) return forget(id)
    pointers.value = new Map(pointers.value).set(id, { id, screen, at })
    endings.set(
      id,
      clock.after(LIFETIME, () => forget(id))
    )
  }

  /** Shows the others where this participant points; null: nowhere. */
  function point(screen: string, at: Point | null): void {
    if (pointing.value || at === null) meeting.point(screen, at)
  }

  function setPointing(on: boolean, screen: string): void {
    pointing.value = on
    if (!on) meeting.point(screen, null)
  }

  function forget(id: string): void {
    endings.get(id)?.()
    endings.delete(id)
    if (!pointers.value.has(id)) return
    const rest = new Map(pointers.value)
    rest.delete(id)
    pointers.value = rest
  }

  meeting.onPointer(receive)
  watch(
    () => meeting.participants,
    (participants) => {
      const present = new Set(participants.map(({ id }) => id))
      for (const id of pointers.value.keys()) if (!present.has(id)) forget(id)
      if (present.size === 0) pointing.value = false
    }
  )

  return { pointing, pointers, point, setPointing }
})
