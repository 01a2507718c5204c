import type { Findings } from './findings.ts'
import { PACE } from './relay-call.ts'

/** A relay that takes this share of what is sent takes all of it. */
const ALL = 0.9

/**
 * What a check has found out about this machine's line, in bits per second. Pure.
 *
 * @param gentle whether it went on beside a call, and so sent little
 * @returns Infinity when it carried all that was tried; null when nothing was tried, or too little to tell
 */
export function foundUplink({ relay }: Findings, gentle: boolean): number | null {
  if (gentle || relay?.status !== 'measured') return null
  const { rate } = relay.figures
  if (rate === 0) return null
  return rate >= PACE.full * ALL ? Infinity : rate
}
