import type { SourceFile } from '../../../protocol/file-access.ts'
import {
  transferChannelLabel,
  type FileOffer,
  type TransferControl,
  type TransferFailure
} from '../../../protocol/transfer.ts'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import { FileSender } from './file-sender.ts'
import type { TransferRecord } from './transfer-record.ts'

/** How long after a channel was lost the files are offered again, in milliseconds: a new connection does so at once. */
const RETRY = 2_000

export interface OutgoingDependencies {
  record: TransferRecord
  offer: FileOffer
  files: readonly SourceFile[]
  /** @returns false when it can't be sent now */
  send: (message: TransferControl) => boolean
  /** Opens a channel to the receiver; null while there is no connection. */
  openChannel: (label: string) => RTCDataChannel | null
  /** Bytes a second that it may send; null for as fast as it goes. */
  pace: () => number | null
  /** It is over, however. */
  onOver: () => void
  clock: Clock
  logger: Logger
}

/**
 * Files that go to one person, over any number of connections.
 *
 * `close()` cascades to its channel.
 */
export class OutgoingTransfer {
  readonly direction = 'out'
  readonly record: TransferRecord
  readonly #dependencies: OutgoingDependencies
  #sender: FileSender | null = null
  #cancelRetry: (() => void) | null = null

  constructor(dependencies: OutgoingDependencies) {
    this.#dependencies = dependencies
    this.record = dependencies.record
  }

  get files(): readonly SourceFile[] {
    return this.#dependencies.files
  }

  get isInline(): boolean {
    return this.#dependencies.offer.inline
  }

  /** Says it on a channel that is new: the receiver finds out whether they know it. */
  open(): void {
    if (this.record.isOver) return
    this.#drop()
    this.#dependencies.send(this.#dependencies.offer)
    if (this.record.pausedBySelf) this.#tellPaused()
  }

  /** The receiver takes it. */
  accepted(): void {
    if (this.record.isOver) return
    this.#drop()
    this.record.enter('waiting')
    // They tell anew whether they want it to rest.
    this.record.setPaused('other', false)
    const { openChannel, offer, files, pace, clock, logger } = this.#dependencies
    const channel = openChannel(transferChannelLabel(offer.transfer))
    if (channel === null) return
    this.#sender = new FileSender({
      channel,
      files,
      isPaused: () => this.record.isPaused,
      pace,
      clock,
      logger,
      onOpen: () => this.record.enter('running'),
      onWritten: (done) => this.record.setDone(done),
      onComplete: () => this.#complete(),
      onFailed: (reason) => this.fail(reason),
      onClosed: () => this.#onClosed()
    })
  }

  /** Rests, or goes on when the other side doesn't want it to rest. */
  setPaused(paused: boolean): void {
    if (this.record.isOver) return
    this.record.setPaused('self', paused)
    this.#tellPaused()
    this.#sender?.wake()
  }

  otherPaused(paused: boolean): void {
    this.record.setPaused('other', paused)
    this.#sender?.wake()
  }

  /** Looks again whether it may go on: the pace is another one. */
  paceChanged(): void {
    this.#sender?.wake()
  }

  /** Ends it from here, and tells the receiver. */
  fail(reason: TransferFailure): void {
    if (this.record.isOver) return
    this.#dependencies.send({ type: 'file-end', transfer: this.#dependencies.offer.transfer, reason })
    this.#end(() => this.record.fail(reason, 'self'))
  }

  /** The receiver has ended it, or doesn't take it. */
  ended(reason: TransferFailure | 'declined'): void {
    if (this.record.isOver) return
    this.#end(() => {
      if (reason === 'declined') this.record.enter('declined')
      else this.record.fail(reason, 'other')
    })
  }

  /** Idempotent. */
  close(): void {
    this.#drop()
    if (this.record.phase === 'running') this.record.enter('waiting')
  }

  #complete(): void {
    this.record.setDone(this.record.facts.bytes)
    this.#end(() => this.record.enter('done'))
  }

  #onClosed(): void {
    this.#drop()
    this.record.enter('waiting')
    this.#cancelRetry = this.#dependencies.clock.after(RETRY, () => this.open())
  }

  #end(change: () => void): void {
    this.#drop()
    change()
    this.#dependencies.onOver()
  }

  #tellPaused(): void {
    const { send, offer } = this.#dependencies
    send({ type: 'file-pause', transfer: offer.transfer, paused: this.record.pausedBySelf })
  }

  #drop(): void {
    this.#cancelRetry?.()
    this.#cancelRetry = null
    this.#sender?.close()
    this.#sender = null
  }
}
