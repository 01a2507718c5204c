import type { Logger } from '../logger.ts'

/** How hard the processor works for everybody, from little to too much (W3C compute-pressure section 5). */
type PressureState = 'nominal' | 'fair' | 'serious' | 'critical'

/** The part of W3C compute-pressure that is used; TypeScript doesn't have it yet. */
export type PressureObserverConstructor = new (
  onRecords: (records: readonly { state: PressureState }[]) => void
) => {
  observe: (source: 'cpu', options?: { sampleInterval: number }) => Promise<void>
  disconnect: () => void
}

/** In milliseconds. */
const INTERVAL = 2_000

/**
 * Watches whether the processor has little left, whoever it works for. Where a browser doesn't tell (of those here only
 * Chromium does, on a secure page), nothing is called back.
 *
 * @returns ends the watch
 */
export function watchPressure(
  Observer: PressureObserverConstructor | undefined,
  onChange: (busy: boolean) => void,
  logger: Logger
): () => void {
  if (Observer === undefined) return () => {}
  const observer = new Observer((records) => {
    const state = records.at(-1)?.state
    onChange(state === 'serious' || state === 'critical')
  })
  observer.observe('cpu', { sampleInterval: INTERVAL }).catch((error: unknown) => {
    // A policy forbids it, or the system doesn't tell.
    logger.debug('How hard the processor works is not known', error)
  })
  return () => observer.disconnect()
}
