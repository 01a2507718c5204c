import { isExecutableName } from '../../../protocol/executable-names.ts'
import type { StoredTransfer, StoreFailure, StorePosition } from '../../../protocol/file-access.ts'
import { safeFileName } from '../../../protocol/file-names.ts'
import type { Result } from '../../../protocol/result.ts'
import type { FileOffer, TransferControl, TransferFailure } from '../../../protocol/transfer.ts'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import { FileReceiver } from './file-receiver.ts'
import type { TransferRecord } from './transfer-record.ts'

export interface IncomingDependencies {
  record: TransferRecord
  offer: FileOffer
  /** Makes room for it, or finds what was begun. */
  begin: () => Promise<Result<StoredTransfer, StoreFailure>>
  /** @returns false when it can't be sent now */
  send: (message: TransferControl) => boolean
  /** It is over, however. */
  onOver: () => void
  clock: Clock
  logger: Logger
}

/**
 * Files that come from one person, over any number of connections.
 *
 * `close()` cascades to its channel; what is stored so far stays, to go on with.
 */
export class IncomingTransfer {
  readonly direction = 'in'
  readonly record: TransferRecord
  readonly #dependencies: IncomingDependencies
  #stored: StoredTransfer | null = null
  #position: StorePosition = { file: 0, offset: 0, done: 0 }
  #receiver: FileReceiver | null = null
  /** When whatever was done with the store before is over. */
  #free: Promise<void> = Promise.resolve()
  #beginning = false

  constructor(dependencies: IncomingDependencies) {
    this.#dependencies = dependencies
    this.record = dependencies.record
  }

  get isInline(): boolean {
    return this.#dependencies.offer.inline
  }

  /** Takes what was offered. Never rejects. */
  async accept(): Promise<void> {
    if (this.record.phase !== 'offered' || this.#beginning) return
    this.#beginning = true
    const begun = await this.#dependencies.begin()
    this.#beginning = false
    if (this.record.isOver) {
      if (begun.ok) await begun.value.discard()
      return
    }
    // The person may have changed their mind when they were asked where to.
    if (!begun.ok && begun.error.reason === 'cancelled') return
    if (!begun.ok) return this.fail(begun.error.reason)
    this.#stored = begun.value
    this.#position = begun.value.position
    this.record.setDone(this.#position.done)
    this.record.enter('waiting')
    this.#tellAccepted()
  }

  decline(): void {
    if (this.record.phase !== 'offered') return
    this.#tellEnd('declined')
    this.record.enter('declined')
    this.#dependencies.onOver()
  }

  /** The sender says on a new channel that it is there still. */
  offeredAgain(): void {
    switch (this.record.phase) {
      case 'offered':
        break
      case 'declined':
        this.#tellEnd('declined')
        break
      case 'failed':
        this.#tellEnd(this.record.failure ?? 'failed')
        break
      case 'waiting':
      case 'running':
      case 'done':
        // What was told of pauses is told anew.
        this.#drop()
        this.record.setPaused('other', false)
        this.record.enter('waiting')
        this.#tellAccepted()
    }
  }

  /** The sender has opened the channel. */
  receive(channel: RTCDataChannel): void {
    const { phase } = this.record
    if (this.#stored === null || (phase !== 'waiting' && phase !== 'running' && phase !== 'done')) {
      return channel.close()
    }
    this.#drop()
    const { offer, clock, logger } = this.#dependencies
    this.#receiver = new FileReceiver({
      channel,
      stored: this.#stored,
      free: this.#free,
      position: () => this.#position,
      offer,
      clock,
      logger,
      onOpen: () => this.record.enter('running'),
      onFile: (path) => {
        if (isExecutableName(safeFileName(path.split('/').at(-1) ?? ''))) this.record.markExecutable()
      },
      onWritten: (position) => {
        this.#position = position
        this.record.setDone(position.done)
      },
      onDone: () => this.#complete(),
      onFailed: (reason) => this.fail(reason),
      onClosed: () => {
        this.#drop()
        this.record.enter('waiting')
      }
    })
  }

  /** Rests, or goes on when the other side doesn't want it to rest. */
  setPaused(paused: boolean): void {
    if (this.record.isOver || this.record.phase === 'offered') return
    this.record.setPaused('self', paused)
    this.#tellPaused()
  }

  otherPaused(paused: boolean): void {
    if (this.record.phase !== 'offered') this.record.setPaused('other', paused)
  }

  /** Ends it from here, tells the sender, and leaves nothing that isn't whole. */
  fail(reason: TransferFailure): void {
    if (this.record.isOver) return
    this.#tellEnd(reason)
    this.record.fail(reason, 'self')
    this.#discard()
  }

  /** The sender has ended it. */
  ended(reason: TransferFailure | 'declined'): void {
    if (this.record.isOver) return
    this.record.fail(reason === 'declined' ? 'cancelled' : reason, 'other')
    this.#discard()
  }

  /** Opens what was stored. */
  openStored(): void {
    if (this.record.phase === 'done') this.#stored?.open()
  }

  /** Shows it in its folder. */
  showStored(): void {
    if (this.record.phase === 'done') this.#stored?.show()
  }

  /** Idempotent. */
  close(): void {
    this.#drop()
    if (this.record.phase === 'running') this.record.enter('waiting')
  }

  #complete(): void {
    if (this.#stored?.opens === true) this.record.markStored()
    this.record.enter('done')
    this.#dependencies.onOver()
  }

  #discard(): void {
    this.#drop()
    const stored = this.#stored
    this.#stored = null
    if (stored !== null) void this.#free.then(() => stored.discard())
    this.#dependencies.onOver()
  }

  #tellAccepted(): void {
    this.#dependencies.send({ type: 'file-accept', transfer: this.#dependencies.offer.transfer })
    if (this.record.pausedBySelf) this.#tellPaused()
  }

  #tellPaused(): void {
    const { pausedBySelf: paused } = this.record
    this.#dependencies.send({ type: 'file-pause', transfer: this.#dependencies.offer.transfer, paused })
  }

  #tellEnd(reason: TransferFailure | 'declined'): void {
    this.#dependencies.send({ type: 'file-end', transfer: this.#dependencies.offer.transfer, reason })
  }

  #drop(): void {
    if (this.#receiver === null) return
    this.#receiver.close()
    this.#free = this.#receiver.stopped
    this.#receiver = null
  }
}
