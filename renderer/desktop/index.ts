import type { DesktopApi } from '../../protocol/desktop.ts'
import { availableStorage, createWebDesktop } from './web.ts'

declare global {
  interface Window {
    /** Put there by the preload script; absent in a plain browser. */
    readonly parley?: DesktopApi
  }
}

/** The shell that this page runs in. */
export function findDesktop(): DesktopApi {
  return (
    window.parley ??
    createWebDesktop({
      storage: availableStorage(() => window.localStorage),
      clipboard: navigator.clipboard,
      document,
      network: window
    })
  )
}
