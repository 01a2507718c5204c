import type { TransferFailure } from '../../../protocol/transfer.ts'

/**
 * ```
 *            accept            channel opens
 *   offered --------> waiting ---------------> running <--------> paused
 *      |                 ^                     |  |  |   pause       |
 *      |                 |    connection lost  |  |  |   resume      |
 *      |                 +---------------------+--|--|---------------+
 *      | decline                                  |  | whole and right
 *      v                                          v  v
 *   declined                                failed   done
 * ```
 * Both ends go through the same states; from each but the last three it may also fail, by either end's wish too.
 */
export type TransferState =
  /** The receiver hasn't answered yet. */
  | { readonly status: 'offered' }
  /** It goes on as soon as there is a connection. */
  | { readonly status: 'waiting' }
  | { readonly status: 'running' }
  /** Who wants it to rest. */
  | { readonly status: 'paused'; readonly by: 'self' | 'other' | 'both' }
  /** All of it is there and right. */
  | { readonly status: 'done' }
  | { readonly status: 'declined' }
  | { readonly status: 'failed'; readonly reason: TransferFailure; readonly by: 'self' | 'other' }

/** Whether somebody else offers it, and waits for an answer. */
export function isOffer({ direction, state }: Pick<Transfer, 'direction' | 'state'>): boolean {
  return direction === 'in' && state.status === 'offered'
}

/** Files on their way between this participant and another one. A snapshot: a change makes a new object. */
export interface Transfer {
  /** Unique among the transfers here: what goes to three people is three transfers. */
  readonly id: string
  readonly direction: 'in' | 'out'
  readonly peer: { readonly id: string; readonly name: string }
  /** Name of the only file, of the folder, or of the first of several files; made safe to show. */
  readonly name: string
  readonly folder: boolean
  readonly files: number
  readonly bytes: number
  /** Bytes that the receiver has written. */
  readonly done: number
  readonly state: TransferState
  /** Bytes a second of late; null while it doesn't run, or only just began. */
  readonly rate: number | null
  /** Whether it holds what a computer would run when it is opened. */
  readonly executable: boolean
  /** Unix time in milliseconds when it was offered. */
  readonly offeredAt: number
  /** Whether it can be opened, and shown in its folder: it was stored by the desktop app. */
  readonly stored: boolean
}
