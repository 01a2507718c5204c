import { onScopeDispose, ref, watch } from 'vue'
import { useDependencies } from '../stores/dependencies.ts'

/**
 * A small window above all others that shows one track, and another when the speaker changes. It has a video
 * element of its own, so that it outlasts whatever happens to the tiles.
 *
 * @param track what is to be shown now; null when there is nothing, which closes the window
 */
export function usePictureInPicture(track: () => MediaStreamTrack | null) {
  const { logger } = useDependencies()
  // Not every browser has it; the types think so.
  const supported = (document as { pictureInPictureEnabled?: boolean }).pictureInPictureEnabled === true
  const open = ref(false)
  let video: HTMLVideoElement | null = null

  function createVideo(): HTMLVideoElement {
    const created = document.createElement('video')
    created.muted = true
    created.autoplay = true
    created.playsInline = true
    created.addEventListener('enterpictureinpicture', () => {
      open.value = true
    })
    created.addEventListener('leavepictureinpicture', release)
    return created
  }

  async function togglePictureInPicture(): Promise<void> {
    const shown = track()
    if (open.value) return close()
    if (!supported || shown === null) return
    const element = (video ??= createVideo())
    element.srcObject = new MediaStream([shown])
    try {
      await element.play()
      await element.requestPictureInPicture()
    } catch (error) {
      release()
      logger.warn('The picture in picture could not be opened', error)
    }
  }

  async function close(): Promise<void> {
    try {
      if (document.pictureInPictureElement === video) await document.exitPictureInPicture()
    } catch (error) {
      logger.warn('The picture in picture could not be closed', error)
    }
    release()
  }

  function release(): void {
    open.value = false
    if (video !== null) video.srcObject = null
  }

  watch(track, (now) => {
    if (!open.value || video === null) return
    if (now === null) void close()
    else video.srcObject = new MediaStream([now])
  })
  onScopeDispose(() => {
    if (open.value) void close()
  })

  return { supported, open, togglePictureInPicture }
}
