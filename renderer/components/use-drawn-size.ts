import { useElementSize } from '@vueuse/core'
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import type { DrawnSize } from '../../protocol/viewing.ts'

/**
 * How large an element is drawn, in physical pixels; 0 by 0 while its window is minimised or covered. The element may be in
 * another window than the page's own.
 */
export function useDrawnSize(element: Readonly<Ref<HTMLElement | null>>): ComputedRef<DrawnSize> {
  const { width, height } = useElementSize(element)
  const visible = ref(true)
  watch(
    () => element.value?.ownerDocument,
    (document, _before, onCleanup) => {
      if (document === undefined) return
      const look = () => {
        visible.value = document.visibilityState === 'visible'
      }
      look()
      document.addEventListener('visibilitychange', look)
      onCleanup(() => document.removeEventListener('visibilitychange', look))
    },
    { immediate: true, flush: 'post' }
  )
  return computed(() => {
    const ratio = element.value?.ownerDocument.defaultView?.devicePixelRatio ?? 1
    const pixels = (length: number) => (visible.value ? Math.round(length * ratio) : 0)
    return { width: pixels(width.value), height: pixels(height.value) }
  })
}
