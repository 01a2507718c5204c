import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { ActiveSpeakerPolicy } from '../call/stats/active-speaker.ts'
import { useDependencies } from './dependencies.ts'
import { useMeetingStore } from './meeting.ts'

/** Everybody in a grid, or the active speaker large with the others in a strip. */
export type StageMode = 'grid' | 'speaker'

/** Where this participant's own tile is: among the others, in a corner above them, or nowhere. */
export type SelfView = 'tile' | 'floating' | 'hidden'

export type Corner = 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right'

/** How one person is heard here, and only here. */
export interface Hearing {
  /** 0 to 1. */
  volume: number
  muted: boolean
}

const HEARD: Hearing = { volume: 1, muted: false }
const SELF_VIEWS: readonly SelfView[] = ['tile', 'floating', 'hidden']

/**
 * How this participant looks at the meeting and listens to it: nothing of it is told to others. The choices
 * about oneself last until the app is closed, those about other people until the meeting ends.
 */
export const useStageStore = defineStore('stage', () => {
  const { clock } = useDependencies()
  const meeting = useMeetingStore()

  const mode = ref<StageMode>('grid')
  const selfView = ref<SelfView>('tile')
  const corner = ref<Corner>('bottom-right')
  const mirrored = ref(true)
  /** Peer ids in the order in which they were pinned. */
  const pinned = shallowRef<readonly string[]>([])
  /** Peer id of the active speaker, who is never this participant; null while nobody has spoken. */
  const active = ref<string | null>(null)
  const hearings = shallowRef<ReadonlyMap<string, Hearing>>(new Map())
  let policy = new ActiveSpeakerPolicy()
  let cancelLook: (() => void) | null = null

  /** Peer ids of those to be shown large; nobody in the grid. */
  const focus = computed(() => {
    if (pinned.value.length > 0) return pinned.value
    const speaker = active.value ?? meeting.participants[0]?.id
    return mode.value === 'grid' || speaker === undefined ? [] : [speaker]
  })

  function switchMode(): void {
    // Who switches wants to see the layout that they switch to.
    pinned.value = []
    mode.value = mode.value === 'grid' ? 'speaker' : 'grid'
  }

  function showGrid(): void {
    pinned.value = []
    mode.value = 'grid'
  }

  function togglePin(id: string): void {
    pinned.value = pinned.value.includes(id)
      ? pinned.value.filter((each) => each !== id)
      : [...pinned.value, id]
  }

  /** Pins the active speaker, or gives up the pins that there are. */
  function togglePinOfSpeaker(): void {
    const speaker = active.value ?? meeting.participants[0]?.id
    if (pinned.value.length > 0) pinned.value = []
    else if (speaker !== undefined) pinned.value = [speaker]
  }

  /** To the next place of one's own tile. */
  function cycleSelfView(): void {
    selfView.value = SELF_VIEWS[(SELF_VIEWS.indexOf(selfView.value) + 1) % SELF_VIEWS.length] ?? 'tile'
  }

  function hearingOf(id: string): Hearing {
    return hearings.value.get(id) ?? HEARD
  }

  function setHearing(id: string, change: Partial<Hearing>): void {
    hearings.value = new Map(hearings.value).set(id, { ...hearingOf(id), ...change })
  }

  function lookWhoSpeaks(): void {
    cancelLook?.()
    cancelLook = null
    const present = new Set(meeting.participants.map(({ id }) => id))
    const verdict = policy.update(meeting.speaking, present, clock.now())
    active.value = verdict.active
    if (verdict.again !== null) cancelLook = clock.after(verdict.again - clock.now(), lookWhoSpeaks)
  }

  watch([() => meeting.speaking, () => meeting.participants], lookWhoSpeaks)
  watch(
    () => meeting.participants,
    (participants) => {
      const present = new Set([meeting.self?.id, ...participants.map(({ id }) => id)])
      if (pinned.value.some((id) => !present.has(id))) {
        pinned.value = pinned.value.filter((id) => present.has(id))
      }
    }
  )
  watch(
    () => meeting.self?.id,
    () => {
      cancelLook?.()
      cancelLook = null
      policy = new ActiveSpeakerPolicy()
      active.value = null
      pinned.value = []
      hearings.value = new Map()
    }
  )

  return {
    mode,
    selfView,
    corner,
    mirrored,
    pinned,
    active,
    focus,
    switchMode,
    showGrid,
    togglePin,
    togglePinOfSpeaker,
    cycleSelfView,
    hearingOf,
    setHearing
  }
})
