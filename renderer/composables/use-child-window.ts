import { onScopeDispose, shallowRef } from 'vue'
import type { ChildWindow, ChildWindowOptions } from '../desktop/child-window.ts'
import { useDependencies } from '../stores/dependencies.ts'

/** A window beside the page's own, for as long as whoever uses it is there. */
export function useChildWindow(options: () => Omit<ChildWindowOptions, 'onClosed'>) {
  const { openChildWindow } = useDependencies()
  const opened = shallowRef<ChildWindow | null>(null)

  /** @returns whether it is open now */
  function open(): boolean {
    if (opened.value !== null) {
      opened.value.focus()
      return true
    }
    opened.value = openChildWindow({
      ...options(),
      onClosed: () => {
        opened.value = null
      }
    })
    return opened.value !== null
  }

  function close(): void {
    opened.value?.close()
    opened.value = null
  }
  onScopeDispose(close)

  return { window: opened, open, close }
}
