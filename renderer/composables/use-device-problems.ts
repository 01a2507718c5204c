import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { CaptureFailure, CaptureKind } from '../call/media/capture-state.ts'
import { useDependencies } from '../stores/dependencies.ts'
import { useMediaStore } from '../stores/media.ts'
import { useFailureTexts } from './use-failure-texts.ts'

/** Why a device gives nothing, and the ways on. */
export interface DeviceProblem {
  kind: CaptureKind
  reason: CaptureFailure
  text: string
  /** Trying again may help. */
  retriable: boolean
  /** The system's settings have a page for it. */
  inSystemSettings: boolean
}

/** What keeps the camera and the microphone in the lobby, each with its own way on. */
export function useDeviceProblems() {
  const { t } = useI18n()
  const { desktop, logger } = useDependencies()
  const media = useMediaStore()
  const { captureFailure } = useFailureTexts()
  const { platform } = desktop.info

  const failure = (kind: CaptureKind) => {
    const state = media[kind]
    return state.status === 'failed' ? state.reason : null
  }
  /** The same ails both, so it is said once. */
  const common = computed(() => {
    const reason = failure('camera')
    const once = reason === 'not-found' || reason === 'insecure-origin'
    return once && failure('microphone') === reason ? reason : null
  })

  function text(kind: CaptureKind, reason: CaptureFailure): string {
    if (common.value === 'not-found') return t('capture.nothingFound')
    if (reason === 'denied' && platform === 'web') {
      return kind === 'camera' ? t('capture.cameraBlocked') : t('capture.microphoneBlocked')
    }
    return captureFailure(kind, reason)
  }

  function problem(kind: CaptureKind): DeviceProblem | null {
    const reason = failure(kind)
    if (reason === null) return null
    return {
      kind,
      reason,
      text: text(kind, reason),
      retriable: reason !== 'insecure-origin',
      inSystemSettings: reason === 'denied' && (platform === 'darwin' || platform === 'win32')
    }
  }

  async function openSystemSettings(kind: CaptureKind): Promise<void> {
    try {
      await desktop.openSystemSettings(kind)
    } catch (error) {
      logger.warn("The system's settings did not open", error)
    }
  }

  async function retry(kind: CaptureKind): Promise<void> {
    await media.setOn(kind, true)
    if (common.value === 'not-found') await media.setOn('microphone', true)
  }

  return {
    camera: computed(() => problem('camera')),
    microphone: computed(() => (common.value === null ? problem('microphone') : null)),
    openSystemSettings,
    retry
  }
}
