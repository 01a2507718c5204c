import { app, type Details } from 'electron'
import type { ShellMishap } from '../../protocol/desktop-life.ts'
import type { Log } from './log.ts'

/** Ways in which a process ends that are in order. */
const IN_ORDER: ReadonlySet<Details['reason']> = new Set(['clean-exit'])

/**
 * Notes when one of Chromium's helpers dies. It starts them again by itself, the one for graphics without it after a
 * while; the person is told what they have seen flicker. Pages and the embedded server are looked after elsewhere.
 */
export function watchProcesses(log: Log, tell: (mishap: ShellMishap) => void): void {
  app.on('child-process-gone', (_event, { type, name, reason, exitCode }) => {
    if (IN_ORDER.has(reason)) return
    log.error(`A process has ended: ${[type, name].filter(Boolean).join(', ')}: ${reason}, code ${exitCode}`)
    if (type === 'GPU') tell('graphics')
  })
}
