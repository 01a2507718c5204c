import type { Signal } from '../../../protocol/signaling.ts'

/** What is to be done with a signal: see `judgeSignal`. */
export type SignalVerdict =
  /** It belongs to this connection. */
  | 'apply'
  /** It belongs to a connection that is gone. */
  | 'drop'
  /** The other side has begun anew: this side does too, and answers. */
  | 'answer-anew'
  /** The other side holds on to a connection that is gone here: this side begins anew, and offers. */
  | 'offer-anew'

/** What one side knows of a connection. */
export interface ConnectionEnds {
  /** Id of this side's RTCPeerConnection. */
  id: string
  /** Id of the other side's; null until it has been heard of. */
  remoteId: string | null
  /** Whether this side has offered and waits for the first answer. */
  offers: boolean
}

/**
 * Tells whether a signal belongs to the connection that this side has now. After a long interruption one side
 * may have given the connection up and begun anew while the other hasn't. Descriptions of two
 * different connections must never be mixed: the result would look connected, with dead data channels.
 */
export function judgeSignal(signal: Signal, { id, remoteId, offers }: ConnectionEnds): SignalVerdict {
  const { connections } = signal
  if (connections === undefined) return 'apply'
  const offered = 'description' in signal && signal.description.type === 'offer'
  if (connections.to !== null && connections.to !== id) {
    // An offer of this side that is under way makes the other side begin anew, too.
    return offered && !(offers && remoteId === null) ? 'offer-anew' : 'drop'
  }
  if (remoteId !== null && connections.from !== remoteId) return offered ? 'answer-anew' : 'drop'
  return 'apply'
}
