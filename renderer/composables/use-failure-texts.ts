import { useI18n } from 'vue-i18n'
import type { CallFailureReason } from '../call/call-error.ts'
import type { CaptureFailure, CaptureKind } from '../call/media/capture-state.ts'
import { useDependencies } from '../stores/dependencies.ts'

/** What people read when something fails: what it is, and what they can do. */
export function useFailureTexts() {
  const { t } = useI18n()
  const inBrowser = useDependencies().desktop.info.shell === 'browser'

  function callFailure(reason: CallFailureReason): string {
    switch (reason) {
      case 'server-unreachable':
        return t('call.serverUnreachable')
      case 'server-incompatible':
        return t('call.serverIncompatible')
      case 'room-full':
        return t('call.roomFull')
      case 'protocol-version':
        return t('call.protocolVersion')
      case 'rate-limited':
        return t('call.rateLimited')
      case 'closing':
        return t('call.closing')
      case 'room-locked':
        return t('call.roomLocked')
      case 'password-required':
        return t('call.passwordRequired')
      case 'password-wrong':
        return t('call.passwordWrong')
      case 'removed':
        return t('call.removed')
      case 'waiting':
      case 'not-permitted':
      case 'no-such-peer':
      case 'malformed':
      case 'not-joined':
      case 'already-joined':
      case 'internal':
        return t('call.failed')
    }
  }

  function captureFailure(kind: CaptureKind, reason: CaptureFailure): string {
    const camera = kind === 'camera'
    switch (reason) {
      case 'not-found':
        return camera ? t('capture.cameraNotFound') : t('capture.microphoneNotFound')
      case 'denied':
        if (inBrowser) return camera ? t('capture.cameraBlocked') : t('capture.microphoneBlocked')
        return camera ? t('capture.cameraDenied') : t('capture.microphoneDenied')
      case 'busy':
        return camera ? t('capture.cameraBusy') : t('capture.microphoneBusy')
      case 'insecure-origin':
        return t('capture.insecureOrigin')
      case 'unknown':
        return camera ? t('capture.cameraUnknown') : t('capture.microphoneUnknown')
    }
  }

  return { callFailure, captureFailure }
}
