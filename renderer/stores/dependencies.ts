import { inject, type InjectionKey } from 'vue'
import type { DesktopApi } from '../../protocol/desktop.ts'
import type { Call } from '../call/call.ts'
import type { ServerProbe } from '../call/check/server-probe-port.ts'
import type { ConnectionCheck } from '../call/check/connection-check.ts'
import type { Clock } from '../call/clock.ts'
import type { Logger } from '../call/logger.ts'
import type { LocalMedia } from '../call/media/local-media.ts'
import type { Licences } from '../desktop/licences.ts'
import type { TicketStore } from '../desktop/ticket-store.ts'
import type { ChildWindow, ChildWindowOptions } from '../desktop/child-window.ts'

/** What the stores need from outside. The composition root provides it to the app; tests provide fakes. */
export interface Dependencies {
  desktop: DesktopApi
  /** Origin of the signaling server that served this page; null in the desktop app, which serves its own. */
  pageServer: string | null
  /** Gives an unpredictable integer in [0, below). */
  randomInteger: (below: number) => number
  /** Fetches what `createMedia` needs, where the page of a meeting hasn't. Rejects when that is out of reach. */
  prepareMedia: () => Promise<void>
  createMedia: () => LocalMedia
  createCall: (server: string, media: LocalMedia) => Call
  /**
   * A check of the connection to a server, null being one that doesn't start.
   *
   * @param gentle whether a call goes on beside it
   */
  createConnectionCheck: (server: string | null, gentle: boolean) => Promise<ConnectionCheck>
  /** Asks a server how it is; never rejects. */
  probeServer: (server: string, signal: AbortSignal) => ReturnType<ServerProbe>
  /** The licences that the app is under. Rejects when its own files are out of reach. */
  loadLicences: () => Promise<Licences>
  /** Plays a tone on an output device, null being the system's default; settles when it has ended. */
  playTestTone: (speaker: string | null) => Promise<void>
  tickets: TicketStore
  /** Whether the page was loaded anew, as after a crash, and not opened. */
  reloaded: boolean
  /** Opens a window beside the page's own; null where the browser refuses. */
  openChildWindow: (options: ChildWindowOptions) => ChildWindow | null
  clock: Clock
  logger: Logger
}

export const dependenciesKey: InjectionKey<Dependencies> = Symbol('dependencies')

export function useDependencies(): Dependencies {
  const dependencies = inject(dependenciesKey)
  if (dependencies === undefined) throw new Error('The app was made without its dependencies')
  return dependencies
}
