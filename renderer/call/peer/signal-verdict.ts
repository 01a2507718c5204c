import type { Signal } from '../../../protocol/signaling.ts'

/** What is to be done with a signal: see `judgeSignal`. */
export type SignalVerdict =
  /** It belongs to this connection. */
  | 'apply'
  /** It is of no use: its connection is gone, or won't come about. */
  | 'drop'
  /** The other side has begun anew, or both at once and this side gives way: it does so as well, and answers. */
  | 'answer-anew'
  /** The other side holds on to what this side doesn't have, or no more: this side begins anew, and offers. */
  | 'offer-anew'

/** What one side knows of a connection. */
export interface ConnectionEnds {
  /** Id of this side's RTCPeerConnection. */
  id: string
  /** Id of the other side's; null until it has been heard of. */
  remoteId: string | null
  /** Whether this side has made the first offer and waits for its answer. */
  offering: boolean
  /** Whether this side gives way when both make the first offer. */
  polite: boolean
}

/**
 * Tells whether a signal belongs to the connection that this side has now. After a long interruption one side
 * may have given the connection up and begun anew while the other hasn't. Descriptions of two
 * different connections must never be mixed: the result would look connected, with dead data channels.
 */
export function judgeSignal(signal: Signal, ends: ConnectionEnds): SignalVerdict {
  const { id, remoteId, offering, polite } = ends
  const { connections } = signal
  const offered = 'description' in signal && signal.description.type === 'offer'
  if (connections !== undefined && connections.to !== null && connections.to !== id) {
    // An offer of this side that is under way makes the other side begin anew, too.
    return offered && !offering ? 'offer-anew' : 'drop'
  }
  if (offering && offered) {
    // The other side gives way, and answers what this side has offered, once more if it has to.
    if (!polite) return 'drop'
    // Who names this connection has answered already, and that was lost. A first offer that is rolled back leaves too much
    // behind, so the connection that made it goes.
    return connections?.to === id ? 'offer-anew' : 'answer-anew'
  }
  // Before the answer there is nothing that a candidate could belong to but an offer that was dropped.
  if (offering && !('description' in signal)) return 'drop'
  if (connections === undefined) return 'apply'
  if (remoteId !== null && connections.from !== remoteId) return offered ? 'answer-anew' : 'drop'
  return 'apply'
}
