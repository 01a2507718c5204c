import type { SignalingRefusal } from '../../protocol/signaling.ts'

/** Why a meeting could not be joined or went on no longer: the server's refusals, and what happens on this side. */
export type CallFailureReason =
  | SignalingRefusal
  /** Nothing answers at the server's address. */
  | 'server-unreachable'
  /** Something answers, but not as a Parley server does. */
  | 'server-incompatible'

/** A failed join or a call that ended by itself. `reason` chooses the text that people read. */
export class CallError extends Error {
  override readonly name = 'CallError'
  readonly reason: CallFailureReason

  constructor(reason: CallFailureReason, message: string, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
  }
}
