import { computed } from 'vue'
import type { CaptureKind } from '../call/media/capture-state.ts'
import { useMediaStore } from '../stores/media.ts'

/** The switches of the microphone and the camera. One that is starting counts as on, and can be stopped. */
export function useMediaToggles() {
  const media = useMediaStore()
  const microphoneOn = computed(() => isOn('microphone'))
  const cameraOn = computed(() => isOn('camera'))

  function isOn(kind: CaptureKind): boolean {
    return media[kind].status === 'on' || media[kind].status === 'starting'
  }

  function toggle(kind: CaptureKind): void {
    void media.setOn(kind, !isOn(kind))
  }

  return { microphoneOn, cameraOn, toggle }
}
