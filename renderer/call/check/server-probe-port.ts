import type { Result } from '../../../protocol/result.ts'
import type { IceServer } from '../../../protocol/signaling.ts'
import type { CallFailureReason } from '../call-error.ts'

/** What a signaling server answered. */
export interface ProbedServer {
  /** Median time from a request to its acknowledgement, in milliseconds. */
  roundTrip: number
  iceServers: readonly IceServer[]
}

/**
 * Asks a signaling server how it is, without joining anything. Never rejects; after an abort it settles at once, and
 * what it had open is closed.
 */
export type ServerProbe = (signal: AbortSignal) => Promise<Result<ProbedServer, CallFailureReason>>
