import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { ScreenCaptureSupport, ScreenSource } from '../../protocol/desktop.ts'
import type { ShareFailure, ShareQuality } from '../call/media/share-state.ts'
import { useDependencies } from './dependencies.ts'
import { useMediaStore } from './media.ts'
import { useMeetingStore } from './meeting.ts'
import { useNoticesStore } from './notices.ts'
import { useSettingsStore } from './settings.ts'

/** Time between two looks at the sources while the picker is open, in milliseconds. */
const REFRESH = 2_000

/** What the picker shows: nothing yet, the sources, or why there are none. */
export type PickerState =
  | { status: 'closed' }
  | { status: 'listing' }
  | { status: 'open'; sources: readonly ScreenSource[] }
  | { status: 'failed'; reason: 'denied' | 'failed' }

/**
 * What this participant shares of their screen, and the picker for it.
 *
 * ```
 *             open                      listed
 *   closed ─────────▶ listing ───────────────────▶ open (listed anew every two seconds)
 *     ▲ │                │ not allowed              │
 *     │ │ the system     └────────▶ failed          │ a source was chosen
 *     │ │ has a picker                │             ▼
 *     └─┴─────── close ◀─────────────┴───────── captures
 * ```
 */
export const useShareStore = defineStore('share', () => {
  const { desktop, clock, logger } = useDependencies()
  const media = useMediaStore()
  const meeting = useMeetingStore()
  const notices = useNoticesStore()
  const settings = useSettingsStore()

  const picker = shallowRef<PickerState>({ status: 'closed' })
  /** How a screen is chosen here; known once the picker was asked for. */
  const support = shallowRef<ScreenCaptureSupport | null>(null)
  /** Whether this page can capture a screen at all. */
  const supported = computed(() => media.canShare)
  /** Whether a capture is under way. */
  const starting = ref(false)
  const share = computed(() => ('share' in media.share ? media.share.share : null))
  const active = computed(() => share.value !== null)
  const paused = computed(() => media.share.status === 'paused')
  let cancelRefresh: (() => void) | null = null

  /** Lets the person choose what to share, in place of what is shared now if so. */
  async function open(): Promise<void> {
    if (picker.value.status !== 'closed' || starting.value) return
    support.value ??= await desktop.getScreenCaptureSupport()
    if (support.value.picker === 'system') return start(settings.settings.shareAudio, '')
    picker.value = { status: 'listing' }
    await list()
    cancelRefresh = clock.every(REFRESH, () => void list())
  }

  function close(): void {
    cancelRefresh?.()
    cancelRefresh = null
    picker.value = { status: 'closed' }
  }

  /** Shares one of the sources that the picker shows. */
  async function choose(source: ScreenSource, label: string): Promise<void> {
    close()
    await desktop.chooseScreenSource(source.id)
    await start(settings.settings.shareAudio && support.value?.audio === true, label)
  }

  async function list(): Promise<void> {
    try {
      const listed = await desktop.listScreenSources()
      if (picker.value.status === 'closed') return
      picker.value = listed.ok
        ? { status: 'open', sources: listed.value }
        : { status: 'failed', reason: listed.error.reason }
    } catch (error) {
      logger.error('The sources of the screen could not be listed', error)
      if (picker.value.status !== 'closed') picker.value = { status: 'failed', reason: 'failed' }
    }
  }

  async function start(audio: boolean, label: string): Promise<void> {
    const screen = media.screen()
    if (screen === null || starting.value) return
    starting.value = true
    const failure = await screen.start(settings.settings.shareQuality, { audio, label })
    starting.value = false
    if (failure === null || failure === 'cancelled' || isQuiet(failure)) return
    notices.show({ type: 'share-failed', reason: failure })
  }

  /** Electron has one error for a portal's dialog that was closed and for all that fails. */
  function isQuiet(failure: ShareFailure): boolean {
    const portal = support.value?.picker === 'system' && desktop.info.shell === 'electron'
    return portal && failure === 'unavailable'
  }

  /** Opens the picker, or stops what is shared. */
  function toggle(): void {
    if (active.value) stop()
    else void open()
  }

  function stop(): void {
    media.screen()?.stop()
  }

  function togglePause(): void {
    if (paused.value) media.screen()?.resume()
    else media.screen()?.pause()
  }

  /** Remembers the quality, and tunes what is shared now. */
  async function setQuality(quality: ShareQuality): Promise<void> {
    await settings.update({ shareQuality: quality })
    // The administrator may have locked another one.
    await media.screen()?.setQuality(settings.settings.shareQuality)
  }

  async function setAudio(shareAudio: boolean): Promise<void> {
    await settings.update({ shareAudio })
  }

  desktop.onShareInterrupted((reason) => media.screen()?.end(reason === 'locked' ? 'locked' : 'source-gone'))
  // Outside a meeting there is nothing to choose for.
  watch(
    () => meeting.state.status,
    (status) => {
      if (status !== 'joined') close()
    }
  )

  return {
    picker,
    support,
    supported,
    starting,
    share,
    active,
    paused,
    open,
    close,
    choose,
    toggle,
    stop,
    togglePause,
    setQuality,
    setAudio
  }
})
