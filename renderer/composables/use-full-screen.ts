import { useEventListener } from '@vueuse/core'
import { ref } from 'vue'
import { useDependencies } from '../stores/dependencies.ts'

/** The whole page on the whole screen. */
export function useFullScreen() {
  const { logger } = useDependencies()
  const supported = document.fullscreenEnabled
  const fullScreen = ref(document.fullscreenElement !== null)

  useEventListener(document, 'fullscreenchange', () => {
    fullScreen.value = document.fullscreenElement !== null
  })

  async function toggleFullScreen(): Promise<void> {
    if (!supported) return
    try {
      if (document.fullscreenElement === null) await document.documentElement.requestFullscreen()
      else await document.exitFullscreen()
    } catch (error) {
      logger.warn('The window could not change to or from full screen', error)
    }
  }

  return { supported, fullScreen, toggleFullScreen }
}
