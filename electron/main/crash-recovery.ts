import type { BrowserWindow, RenderProcessGoneDetails } from 'electron'
import type { Log } from './log.ts'

/** Ways in which a page's process ends that nobody wanted. */
const CRASHES: ReadonlySet<RenderProcessGoneDetails['reason']> = new Set([
  'abnormal-exit',
  'killed',
  'crashed',
  'oom',
  'integrity-failure'
])

/** A page that fails so often in so many milliseconds fails always. */
const ALWAYS = { crashes: 3, within: 300_000 }

export interface CrashRecoveryDependencies {
  log: Log
  now: () => number
  /** Tells the person, when bringing the page back doesn't help. */
  giveUp: () => void
}

/**
 * Brings a page back whose process has crashed: loaded anew, it finds its way back into its meeting. One that crashes
 * again and again isn't brought back for ever.
 */
export function recoverFromCrashes(
  window: BrowserWindow,
  { log, now, giveUp }: CrashRecoveryDependencies
): void {
  let crashes: number[] = []
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (!CRASHES.has(reason)) return
    log.error(`The page's process has ended: ${reason}, code ${exitCode}`)
    crashes = [...crashes.filter((at) => now() - at < ALWAYS.within), now()]
    if (crashes.length >= ALWAYS.crashes) giveUp()
    else window.webContents.reload()
  })
}
