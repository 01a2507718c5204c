import { useEventListener } from '@vueuse/core'
import { ref, type Ref } from 'vue'
import { useFilesStore } from '../stores/files.ts'
import { useMeetingStore } from '../stores/meeting.ts'
import { useNoticesStore } from '../stores/notices.ts'
import { readDropped } from './read-dropped.ts'

/**
 * Takes the files that are dropped anywhere in the window, or pasted, while a meeting is shown.
 *
 * @param recipient peer id of the only one to whom they go; null for everybody
 * @param onOffered files are on offer now
 */
export function useFileDrop(recipient: Readonly<Ref<string | null>>, onOffered: () => void) {
  const files = useFilesStore()
  const meeting = useMeetingStore()
  const notices = useNoticesStore()
  /** Whether files are held over the window. */
  const dragging = ref(false)
  /** Elements that the pointer has entered and not left: each tells of itself alone. */
  let depth = 0

  useEventListener(window, 'dragenter', (event) => {
    if (!hasFiles(event)) return
    depth++
    dragging.value = true
  })
  useEventListener(window, 'dragleave', (event) => {
    if (!hasFiles(event)) return
    depth = Math.max(0, depth - 1)
    dragging.value = depth > 0
  })
  useEventListener(window, 'dragover', (event) => {
    if (!hasFiles(event)) return
    // Otherwise a file that is let go takes the place of the page.
    event.preventDefault()
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = alone() ? 'none' : 'copy'
  })
  useEventListener(window, 'drop', (event) => {
    if (!hasFiles(event)) return
    event.preventDefault()
    depth = 0
    dragging.value = false
    void offer(event.dataTransfer)
  })
  useEventListener(window, 'paste', (event) => {
    // Whatever takes a paste for itself, as the composer does with pictures, says so. A text is a text, whatever
    // picture of it some programs put beside it.
    if (event.defaultPrevented || event.clipboardData === null) return
    if (event.clipboardData.getData('text/plain') !== '' || !event.clipboardData.types.includes('Files'))
      return
    event.preventDefault()
    void offer(event.clipboardData)
  })

  const alone = () => meeting.participants.length === 0

  async function offer(data: DataTransfer | null): Promise<void> {
    if (data === null || alone()) return
    const to = recipient.value
    const picked = await readDropped(data.items)
    if (picked === 'too-many' || picked === 'unreadable')
      notices.show({ type: 'files-refused', reason: picked })
    else if (picked.length > 0) {
      files.offer(picked, to)
      onOffered()
    } else notices.show({ type: 'files-refused', reason: 'empty' })
  }

  return { dragging }
}

/** Whether files are what is dragged, and not a text or a link. */
function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') === true
}
