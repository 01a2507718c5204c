import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { isSharing } from '../call/participant.ts'
import { ActiveSpeakerPolicy } from '../call/stats/active-speaker.ts'
import { useDependencies } from './dependencies.ts'
import { useMediaStore } from './media.ts'
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

/** Names the tile of a shared screen, among those of people. */
export function shareKey(id: string): string {
  return `share:${id}`
}

const HEARD: Hearing = { volume: 1, muted: false }
const SELF_VIEWS: readonly SelfView[] = ['tile', 'floating', 'hidden']

/**
 * How this participant looks at the meeting and listens to it: nothing of it is told to others. The choices
 * about oneself last until the app is closed, those about other people until the meeting ends.
 */
export const useStageStore = defineStore('stage', () => {
  const { clock } = useDependencies()
  const media = useMediaStore()
  const meeting = useMeetingStore()

  const mode = ref<StageMode>('grid')
  const selfView = ref<SelfView>('tile')
  const corner = ref<Corner>('bottom-right')
  const mirrored = ref(true)
  /** Peer ids in the order in which they were pinned. */
  const pinned = shallowRef<readonly string[]>([])
  /** Whether a shared screen is shown large; the grid shows it among the others. */
  const presenting = ref(true)
  /** Peer id of whoever's screen was chosen to be shown large. */
  const chosenShare = ref<string | null>(null)
  /** Peer id of the active speaker, who is never this participant; null while nobody has spoken. */
  const active = ref<string | null>(null)
  const hearings = shallowRef<ReadonlyMap<string, Hearing>>(new Map())
  let policy = new ActiveSpeakerPolicy()
  let cancelLook: (() => void) | null = null

  /** Peer ids of the others who share their screen. */
  const sharing = computed(() => meeting.participants.filter(isSharing).map(({ id }) => id))
  /** Whose screen is shown large while any is: the one that was chosen or began last, else any other. */
  const shown = computed(() => {
    if (chosenShare.value !== null && sharing.value.includes(chosenShare.value)) return chosenShare.value
    return chosenShare.value === meeting.self?.id && media.share.status !== 'off'
      ? chosenShare.value
      : (sharing.value.at(-1) ?? null)
  })

  /** Keys of the tiles to be shown large, which are peer ids or `shareKey`s; none in the grid. */
  const focus = computed(() => {
    if (pinned.value.length > 0) return pinned.value
    if (presenting.value && shown.value !== null) return [shareKey(shown.value)]
    const speaker = active.value ?? meeting.participants[0]?.id
    return mode.value === 'grid' || speaker === undefined ? [] : [speaker]
  })

  function switchMode(): void {
    // Who switches wants to see the layout that they switch to.
    pinned.value = []
    if (shown.value !== null && !presenting.value) presenting.value = true
    else mode.value = mode.value === 'grid' ? 'speaker' : 'grid'
  }

  function showGrid(): void {
    pinned.value = []
    presenting.value = false
    mode.value = 'grid'
  }

  /** Shows somebody's screen large. */
  function showShare(id: string): void {
    pinned.value = []
    chosenShare.value = id
    presenting.value = true
  }

  /** Own shares are seen only by those who want to: a screen that shows itself is a hall of mirrors. */
  function hideOwnShare(): void {
    chosenShare.value = null
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
  watch(sharing, (now, before) => {
    const started = now.find((id) => !before.includes(id))
    if (started === undefined) return
    // What is new is what everybody looks at; whoever pinned somebody keeps them.
    presenting.value = true
    chosenShare.value = started
  })
  watch(
    () => meeting.self?.id,
    () => {
      presenting.value = true
      chosenShare.value = null
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
    shown,
    showShare,
    hideOwnShare,
    switchMode,
    showGrid,
    togglePin,
    togglePinOfSpeaker,
    cycleSelfView,
    hearingOf,
    setHearing
  }
})
