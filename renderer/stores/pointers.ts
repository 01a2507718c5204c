import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import type { Point, PointerMessage } from '../../protocol/channel.ts'
import type { Call } from '../call/call.ts'
import { useDependencies } from './dependencies.ts'
import { useMeetingStore } from './meeting.ts'

/** How long a pointer stays of which nothing more is heard, in milliseconds. */
const LIFETIME = 3_000

/** Time between two messages while a pointer moves, in milliseconds: it looks smooth, and stays within the budget. */
const SPACING = 33

/** Time after which a pointer that doesn't move is told again, in milliseconds: what was told may have been lost. */
const REPEAT = 1_000

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
  let call: Call | null = null

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

  /** Where this participant points now, and what of it was told last. */
  let own: { screen: string; at: Point } | null = null
  let told: { screen: string; at: Point } | null = null
  let spacing = false
  let cancelNext = () => {}

  /** Shows the others where this participant points; null: nowhere. */
  function point(screen: string, at: Point | null): void {
    if (!pointing.value) return
    if (at === null) return stop(screen)
    own = { screen, at }
    if (!spacing) tell()
  }

  function tell(): void {
    if (own === null) return
    cancelNext()
    told = own
    call?.point(own.screen, own.at)
    spacing = true
    cancelNext = clock.after(SPACING, () => {
      spacing = false
      if (own !== told) tell()
      else cancelNext = clock.after(REPEAT, tell)
    })
  }

  function stop(screen: string): void {
    cancelNext()
    spacing = false
    own = null
    call?.point(screen, null)
  }

  /** @param screen peer id of whoever shares the picture that is looked at */
  function setPointing(on: boolean, screen: string): void {
    if (!on) stop(screen)
    pointing.value = on
  }

  function forget(id: string): void {
    endings.get(id)?.()
    endings.delete(id)
    if (!pointers.value.has(id)) return
    const rest = new Map(pointers.value)
    rest.delete(id)
    pointers.value = rest
  }

  meeting.onCall((entered) => {
    call = entered
    entered?.on('pointer', receive)
  })
  watch(
    () => meeting.participants,
    (participants) => {
      const present = new Set(participants.map(({ id }) => id))
      for (const id of pointers.value.keys()) if (!present.has(id)) forget(id)
      if (present.size === 0 && pointing.value) setPointing(false, own?.screen ?? '')
    }
  )

  return { pointing, pointers, point, setPointing }
})
