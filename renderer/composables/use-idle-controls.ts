import { useEventListener } from '@vueuse/core'
import { onScopeDispose, ref } from 'vue'
import { useDependencies } from '../stores/dependencies.ts'

/** How long nothing may happen before the controls hide, in milliseconds. */
export const IDLE_DELAY = 4_000

/**
 * Whether the controls may be out of the way: nothing was moved, touched, typed or focused for a while.
 *
 * @param mayHide asked at that moment; while it says no, the controls stay
 */
export function useIdleControls(mayHide: () => boolean) {
  const { clock } = useDependencies()
  const idle = ref(false)
  let last = clock.now()
  let pointer = ''
  /** A finger came down on what couldn't be seen: that brings the controls back and does nothing else. */
  let blind = false
  let cancel = clock.after(IDLE_DELAY, look)

  function look(): void {
    const left = last + IDLE_DELAY - clock.now()
    if (left <= 0 && mayHide()) idle.value = true
    else cancel = clock.after(left > 0 ? left : IDLE_DELAY, look)
  }

  function wake(): void {
    last = clock.now()
    if (!idle.value) return
    idle.value = false
    cancel = clock.after(IDLE_DELAY, look)
  }

  useEventListener(window, ['keydown', 'focusin', 'wheel'], wake, { capture: true, passive: true })
  useEventListener(
    window,
    'pointerdown',
    ({ pointerType }) => {
      blind = idle.value && pointerType === 'touch'
      wake()
    },
    { capture: true, passive: true }
  )
  useEventListener(
    window,
    'click',
    (event) => {
      if (!blind) return
      blind = false
      event.stopPropagation()
      event.preventDefault()
    },
    { capture: true }
  )
  useEventListener(
    window,
    'pointermove',
    ({ screenX, screenY }) => {
      // Something that moves under a pointer at rest is no movement of the pointer.
      const place = `${screenX},${screenY}`
      if (place !== pointer) wake()
      pointer = place
    },
    { passive: true }
  )
  onScopeDispose(() => cancel())

  return { idle, wake }
}
