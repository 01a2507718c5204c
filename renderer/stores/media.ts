import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { DeviceChoice } from '../../protocol/settings.ts'
import type { CaptureKind, CaptureState, Device, DeviceLists } from '../call/media/capture-state.ts'
import { devicesOf, matchDevice } from '../call/media/device-match.ts'
import type { LocalMedia } from '../call/media/local-media.ts'
import type { ScreenShare } from '../call/media/screen-share.ts'
import type { ShareState } from '../call/media/share-state.ts'
import { SpeakingDetector } from '../call/stats/speaking-detector.ts'
import { useDependencies } from './dependencies.ts'
import { useNoticesStore } from './notices.ts'
import { useSettingsStore } from './settings.ts'

const OFF: CaptureState = { status: 'off' }
const NO_SHARE: ShareState = { status: 'off' }
/** Names this participant to the detector of speech. */
const SELF = 'self'
const NO_DEVICES: DeviceLists = {
  cameras: [],
  microphones: [],
  speakers: [],
  defaults: { microphone: '', speaker: '' }
}

/**
 * Mirrors this participant's camera, microphone, share and devices, and owns them from `open` to `close`: after
 * that no device is in use.
 */
export const useMediaStore = defineStore('media', () => {
  const { createMedia, playTestTone, clock } = useDependencies()
  const settings = useSettingsStore()
  const notices = useNoticesStore()
  const camera = shallowRef<CaptureState>(OFF)
  const microphone = shallowRef<CaptureState>(OFF)
  const share = shallowRef<ShareState>(NO_SHARE)
  /** Whether the page can capture a screen. */
  const canShare = ref(false)
  const devices = shallowRef<DeviceLists>(NO_DEVICES)
  /** What this person wants on, whether or not the device gives anything yet. */
  const wanted = ref({ camera: false, microphone: false })
  /** How loud the microphone is, 0 to 1. */
  const level = ref(0)
  /** Whether the microphone that is on has heard speech. */
  const heard = ref(false)
  /** Whether the test tone sounds. */
  const testing = ref(false)
  let media: LocalMedia | null = null

  /** The ids of the remembered devices that are there; null is the system's default. */
  const chosen = computed(() => ({
    camera: matchDevice(settings.settings.camera, devices.value.cameras),
    microphone: matchDevice(settings.settings.microphone, devices.value.microphones),
    speaker: matchDevice(settings.settings.speaker, devices.value.speakers)
  }))

  /** What the microphone's sound goes through. */
  const processing = computed(() => {
    const { echoCancellation, noiseSuppression, autoGainControl } = settings.settings
    return { echoCancellation, noiseSuppression, autoGainControl }
  })
  watch(processing, (now) => void media?.setProcessing(now))

  /**
   * Takes the devices. Whoever asks owns nothing: `close` is the way back.
   *
   * @param on which are switched on; as when the person last joined, if nothing else is said
   */
  function open(
    on = { camera: settings.settings.joinWithCamera, microphone: settings.settings.joinWithMicrophone }
  ): LocalMedia {
    close()
    const opened = createMedia()
    media = opened
    const mirror = () => {
      watchSpeaker(devices.value, opened.devices)
      camera.value = opened.camera
      microphone.value = opened.microphone
      share.value = opened.screen.state
      devices.value = opened.devices
      if (microphone.value.status !== 'on') heard.value = false
    }
    const detector = new SpeakingDetector()
    canShare.value = opened.screen.supported
    opened.on('change', mirror)
    opened.screen.on('ended', (ending) => notices.show({ type: 'own-share-ended', ending }))
    opened.on('device', notices.show)
    opened.on('level', (now) => {
      level.value = now
      if (now > 0 && detector.update([[SELF, now]], clock.now()).has(SELF)) heard.value = true
    })
    wanted.value = { ...on }
    void opened.setProcessing(processing.value)
    void opened.choose('camera', settings.settings.camera)
    void opened.choose('microphone', settings.settings.microphone)
    if (on.camera) void opened.setOn('camera', true)
    if (on.microphone) void opened.setOn('microphone', true)
    if (!on.camera && !on.microphone) void opened.refreshDevices()
    return opened
  }

  async function setOn(kind: CaptureKind, on: boolean): Promise<void> {
    wanted.value[kind] = on
    await media?.setOn(kind, on)
  }

  /** Takes another device and remembers it, unless it can't be used. */
  async function choose(kind: CaptureKind, id: string | null): Promise<void> {
    const choice = toChoice(devicesOf(kind, devices.value), id)
    const failure = await media?.choose(kind, choice)
    if (failure) notices.show({ type: 'switch-failed', device: choice?.label ?? '' })
    else await settings.update(kind === 'camera' ? { camera: choice } : { microphone: choice })
  }

  /** Where sound goes follows the list by itself; that it does is said. */
  function watchSpeaker(before: DeviceLists, now: DeviceLists): void {
    const choice = settings.settings.speaker
    if (choice === null || before.speakers.length === 0) return
    const had = matchDevice(choice, before.speakers) !== null
    const has = matchDevice(choice, now.speakers) !== null
    const device = choice.label
    if (had && !has) notices.show({ type: 'device-replaced', device, by: now.defaults.speaker })
    else if (has && !had) notices.show({ type: 'device-restored', device })
  }

  async function chooseSpeaker(id: string | null): Promise<void> {
    await settings.update({ speaker: toChoice(devices.value.speakers, id) })
  }

  /** Plays a tone on the chosen speaker. Settles when it has ended. */
  async function testSpeaker(): Promise<void> {
    if (testing.value) return
    testing.value = true
    try {
      await playTestTone(chosen.value.speaker)
    } catch {
      const device = devices.value.speakers.find(({ id }) => id === chosen.value.speaker)
      notices.show({ type: 'switch-failed', device: device?.label ?? '' })
    } finally {
      testing.value = false
    }
  }

  /** The share of this participant's screen; null while nothing is open. */
  function screen(): ScreenShare | null {
    return media?.screen ?? null
  }

  /** Releases the camera, the microphone and the screen. Idempotent. */
  function close(): void {
    media?.close()
    media = null
    camera.value = OFF
    microphone.value = OFF
    share.value = NO_SHARE
    devices.value = NO_DEVICES
    level.value = 0
    heard.value = false
  }

  return {
    camera,
    microphone,
    share,
    canShare,
    wanted,
    devices,
    level,
    heard,
    testing,
    chosen,
    open,
    setOn,
    choose,
    chooseSpeaker,
    testSpeaker,
    screen,
    close
  }
})

function toChoice(devices: readonly Device[], id: string | null): DeviceChoice {
  const device = devices.find((each) => each.id === id)
  return device === undefined ? null : { id: device.id, label: device.label }
}
