import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { Call } from '../call/call.ts'
import { exportQuality } from '../call/stats/quality-export.ts'
import { qualitySigns, type QualitySign } from '../call/stats/quality-signs.ts'
import type { PeerVerdicts } from '../call/stats/quality-verdict.ts'
import { SAMPLE_PERIOD, type QualitySample } from '../call/stats/quality-watch.ts'
import type { SendRoom } from '../call/topology/send-policy.ts'
import { useDependencies } from './dependencies.ts'
import { useMeetingStore } from './meeting.ts'

const NOTHING: ReadonlyMap<string, readonly QualitySample[]> = new Map()
const UNJUDGED: ReadonlyMap<string, PeerVerdicts> = new Map()
/** Of a machine of which nothing is known yet. */
const ANY_ROOM: SendRoom = { pixelRate: Infinity, uplink: Infinity }

/** How well everybody can be reached, what there is room to send, and the panel that shows it. */
export const useQualityStore = defineStore('quality', () => {
  const { clock } = useDependencies()
  const meeting = useMeetingStore()

  /** How well everybody else can be reached, by peer id. */
  const verdicts = shallowRef(UNJUDGED)
  /** What this machine and its line have room for, as far as is known. */
  const sendRoom = shallowRef(ANY_ROOM)
  const isOpen = ref(false)
  /** Peer id of whom the person chose to look at; null leaves it to the first. */
  const chosen = ref<string | null>(null)
  /** The last minutes of everybody by peer id, oldest first; kept up only while the panel is open. */
  const history = shallowRef(NOTHING)
  let stopReading: (() => void) | null = null
  let call: Call | null = null

  /** What is said of those whose connection isn't good by peer id, this participant's own among them. */
  const signs = computed<ReadonlyMap<string, QualitySign>>(() => {
    const { own, others } = qualitySigns(verdicts.value)
    const { self } = meeting
    return own === null || self === null ? others : new Map([...others, [self.id, own]])
  })
  /** Peer id of whom the panel shows; null while nobody else is there. */
  const shown = computed(() => {
    const { participants } = meeting
    return (participants.find(({ id }) => id === chosen.value) ?? participants[0])?.id ?? null
  })
  /** Of whom the panel shows. */
  const samples = computed(() => history.value.get(shown.value ?? '') ?? [])

  /** Opens the panel. @param id whom it shows */
  function open(id: string | null = null): void {
    if (id !== null) chosen.value = id
    if (isOpen.value) return
    isOpen.value = true
    read()
    stopReading = clock.every(SAMPLE_PERIOD, read)
  }

  function close(): void {
    stopReading?.()
    stopReading = null
    isOpen.value = false
    history.value = NOTHING
  }

  function toggle(): void {
    if (isOpen.value) close()
    else open()
  }

  /** Everything that is remembered, as JSON. */
  function exported(): string {
    return exportQuality(call?.quality.history ?? NOTHING, clock.now())
  }

  function read(): void {
    history.value = call?.quality.history ?? NOTHING
  }

  meeting.onCall((entered) => {
    call = entered
    verdicts.value = UNJUDGED
    if (entered === null) return
    sendRoom.value = entered.sendRoom
    entered.on('send-room', () => {
      const now = entered.sendRoom
      const { pixelRate, uplink } = sendRoom.value
      if (now.pixelRate !== pixelRate || now.uplink !== uplink) sendRoom.value = now
    })
    entered.quality.on('verdicts', () => {
      verdicts.value = entered.quality.verdicts
    })
  })

  watch(
    () => meeting.state.status,
    (status) => {
      if (status === 'joined') return
      close()
      chosen.value = null
    }
  )

  return { sendRoom, isOpen, chosen, shown, samples, signs, open, close, toggle, exported }
})
