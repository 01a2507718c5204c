import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { CaptureKind, Device } from '../call/media/capture-state.ts'
import { useMediaStore } from '../stores/media.ts'

export interface PickerOption {
  value: string
  label: string
}

/** What a picker of devices shows, and what it does. */
export interface DevicePicker {
  label: string
  options: PickerOption[]
  selected: string
  /** Why there is nothing to choose from, if so. */
  empty: string | null
  select: (value: string) => void
}

/** Stands for the system's default, which has no id. */
const DEFAULT = 'default'

/** The pickers of the camera, the microphone and the speaker, as they are in the lobby and in the meeting. */
export function useDevicePickers(): Record<'camera' | 'microphone' | 'speaker', ComputedRef<DevicePicker>> {
  const { t } = useI18n()
  const media = useMediaStore()

  function options(
    devices: readonly Device[],
    behindDefault: string,
    numbered: (number: number) => string
  ): PickerOption[] {
    // Browsers give no labels, and some no ids, before access is granted.
    const named = devices.map((device, index) => ({
      value: device.id,
      label: device.label === '' ? numbered(index + 1) : device.label
    }))
    const label =
      behindDefault === '' ? t('devices.default') : t('devices.defaultNamed', { device: behindDefault })
    return [{ value: DEFAULT, label }, ...named]
  }

  /** No list names the default camera; while it is in use, it is known. */
  function usedCamera(): string {
    const { camera } = media
    if (media.chosen.camera !== null || !('deviceId' in camera)) return ''
    return media.devices.cameras.find(({ id }) => id === camera.deviceId)?.label ?? ''
  }

  /** A list is empty without devices, and without leave to know of them. */
  function noneBecause(kind: CaptureKind): string {
    const state = media[kind]
    const refused = state.status === 'failed' && ['denied', 'insecure-origin'].includes(state.reason)
    if (kind === 'camera') return refused ? t('devices.cameraDenied') : t('devices.noCamera')
    return refused ? t('devices.microphoneDenied') : t('devices.noMicrophone')
  }

  const id = (value: string) => (value === DEFAULT ? null : value)

  return {
    camera: computed(() => ({
      label: t('lobby.camera'),
      options: options(media.devices.cameras, usedCamera(), (number) =>
        t('devices.cameraNumber', { number })
      ),
      selected: media.chosen.camera ?? DEFAULT,
      empty: media.devices.cameras.length === 0 ? noneBecause('camera') : null,
      select: (value) => void media.choose('camera', id(value))
    })),
    microphone: computed(() => ({
      label: t('lobby.microphone'),
      options: options(media.devices.microphones, media.devices.defaults.microphone, (number) =>
        t('devices.microphoneNumber', { number })
      ),
      selected: media.chosen.microphone ?? DEFAULT,
      empty: media.devices.microphones.length === 0 ? noneBecause('microphone') : null,
      select: (value) => void media.choose('microphone', id(value))
    })),
    speaker: computed(() => ({
      label: t('lobby.speaker'),
      options: options(media.devices.speakers, media.devices.defaults.speaker, (number) =>
        t('devices.speakerNumber', { number })
      ),
      selected: media.chosen.speaker ?? DEFAULT,
      // Some browsers have one output and no list of them.
      empty: media.devices.speakers.length === 0 ? t('devices.default') : null,
      select: (value) => void media.chooseSpeaker(id(value))
    }))
  }
}
