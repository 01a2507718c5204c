import type { Findings } from './findings.ts'
import { PACE } from './relay-call.ts'

/** A relay that takes this share of what is sent takes all of it. */
const ALL = 0.9

/**
 * What a check has found out about this machine's line, in bits per second. Pure.
 *
 * @returns Infinity when it carried all that was tried; null when nothing was tried, or too little to tell
 */
export function foundUplink({ relay }: Findings): number | null {
  if (relay?.status !== 'measured') return null
  const { rate } = relay.figures
  // Beside a call little is sent, so that the call isn't disturbed.
  if (rate <= PACE.gentle) return null
  return rate >= PACE.full * ALL ? Infinity : rate
}
