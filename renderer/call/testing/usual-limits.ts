import type { SendLimits } from '../peer/sender-limits.ts'
import { planSending } from '../topology/send-policy.ts'

/** What the only other person is sent, before they have said how they draw it. */
export function usualLimits(): SendLimits {
  const situation = {
    own: null,
    anySharing: false,
    camera: null,
    room: { pixelRate: 100_000_000, uplink: Infinity },
    codecs: ['video/vp8']
  }
  const limits = planSending(situation, new Map([['other', null]])).limits.get('other')
  if (limits === undefined) throw new Error('Nothing was planned')
  return limits
}
