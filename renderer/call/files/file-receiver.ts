import { FILE_CHUNK } from '../../../protocol/desktop-files.ts'
import type { StoredTransfer, StoreFailure, StorePosition } from '../../../protocol/file-access.ts'
import { TRANSFER_LIMITS, type TransferFailure, type TransferMessage } from '../../../protocol/transfer.ts'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import { TransferChannel } from './transfer-channel.ts'

/** After so many bytes, or milliseconds, the sender is told what has been written. */
const TELL = { bytes: 2 ** 19, time: 200 }

/** What a slice counts at least, in bytes: those who send crumbs fill the memory with more than what they send. */
const LEAST_SLICE = 512

export interface FileReceiverDependencies {
  channel: RTCDataChannel
  stored: StoredTransfer
  /** Settles when nothing else is done with the store any more. */
  free: Promise<void>
  /** Where it goes on, once the store is free. */
  position: () => StorePosition
  /** What was offered. */
  offer: { readonly files: number; readonly bytes: number }
  clock: Clock
  logger: Logger
  onOpen: () => void
  /** A file with this path comes. */
  onFile: (path: string) => void
  /** So much has been written. */
  onWritten: (position: StorePosition) => void
  /** Everything is there. */
  onDone: () => void
  onFailed: (reason: TransferFailure) => void
  /** The channel is gone. */
  onClosed: () => void
}

type Announced = Extract<TransferMessage, { type: 'file' }>

/**
 * Receives files over one channel: asks for one after the other, and gives what comes to the store. More than the
 * window never waits here.
 *
 * `close()` closes the channel; `stopped` settles when the store is free for another one.
 */
export class FileReceiver {
  readonly #dependencies: FileReceiverDependencies
  readonly #channel: TransferChannel
  #position: StorePosition
  /** The file that comes; null while one is asked for. */
  #coming: { announced: Announced; received: number; sha256: string | null } | null = null
  #queue: Uint8Array<ArrayBuffer>[] = []
  #queued = 0
  #told = { bytes: 0, at: 0 }
  /** Whether this file came damaged once, and was asked for again. */
  #retried = false
  #arrived: (() => void) | null = null
  #closed = false
  #work: Promise<void>

  constructor(dependencies: FileReceiverDependencies) {
    this.#dependencies = dependencies
    this.#position = dependencies.position()
    this.#work = dependencies.free
    const events = {
      onOpen: () => {
        dependencies.onOpen()
        void dependencies.free.then(() => this.#next())
      },
      onMessage: (message: TransferMessage) => this.#onMessage(message),
      onSlice: (slice: Uint8Array<ArrayBuffer>) => this.#onSlice(slice),
      onClose: dependencies.onClosed
    }
    this.#channel = new TransferChannel(dependencies.channel, events, dependencies.logger)
  }

  /** Settles when nothing more is done with the store. */
  get stopped(): Promise<void> {
    return this.#work
  }

  /** Idempotent. */
  close(): void {
    this.#closed = true
    this.#coming = null
    this.#queue = []
    this.#wake()
    this.#channel.close()
  }

  #onMessage(message: TransferMessage): void {
    if (message.type === 'file') this.#onFile(message)
    else if (message.type === 'end' && message.file === this.#coming?.announced.file) {
      this.#coming.sha256 = message.sha256
      this.#wake()
    }
  }

  #onFile(announced: Announced): void {
    const { file, offset, done } = this.#position
    if (this.#coming !== null || announced.file !== file || announced.offset !== offset) return
    const before = done - offset
    if (announced.bytes < offset || before + announced.bytes > this.#dependencies.offer.bytes) {
      return this.#fail('damaged')
    }
    this.#dependencies.onFile(announced.path)
    this.#coming = { announced, received: offset, sha256: null }
    this.#work = this.#take(announced)
  }

  #onSlice(slice: Uint8Array<ArrayBuffer>): void {
    const coming = this.#coming
    // What was on its way when something else was asked for is void.
    if (coming === null || coming.sha256 !== null) return
    coming.received += slice.byteLength
    this.#queued += Math.max(slice.byteLength, LEAST_SLICE)
    if (coming.received > coming.announced.bytes) return this.#fail('damaged')
    if (this.#queued > 2 * TRANSFER_LIMITS.windowBytes) return this.#fail('failed')
    this.#queue.push(slice)
    this.#wake()
  }

  async #take(announced: Announced): Promise<void> {
    const { stored } = this.#dependencies
    const { file, path, bytes, modifiedAt, offset } = announced
    const isCurrent = () => this.#coming?.announced === announced
    const opened = await stored.openFile({ file, path, bytes, modifiedAt })
    if (!isCurrent()) return
    if (!opened.ok) return this.#fail(opened.error.reason)
    if (opened.value !== offset) return this.#ask(file, opened.value)
    const wrong = await this.#write(announced)
    if (!isCurrent()) return
    const sha256 = this.#coming?.sha256 ?? null
    if (wrong !== null || sha256 === null) return this.#fail(wrong ?? 'damaged')
    this.#tell(true)
    const finished = await stored.finishFile(sha256)
    if (finished.ok) {
      this.#retried = false
      this.#move({ file: file + 1, offset: 0, done: this.#position.done })
    }
    if (!isCurrent()) return
    if (finished.ok) await this.#nextOrEnd()
    else if (finished.error.reason === 'damaged' && !this.#retried) {
      // What was there from before may have been harmed, as by a crash.
      this.#retried = true
      this.#ask(file, 0)
    } else this.#fail(finished.error.reason)
  }

  /** Writes until the file has ended. @returns what went wrong */
  async #write({ file, bytes }: Announced): Promise<StoreFailure | null> {
    const coming = this.#coming
    while (coming !== null && coming === this.#coming) {
      if (this.#queue.length > 0) {
        const data = this.#join()
        const written = await this.#dependencies.stored.write(data)
        if (!written.ok) return written.error.reason
        const { offset, done } = this.#position
        this.#move({ file, offset: offset + data.byteLength, done: done + data.byteLength })
        this.#tell()
      } else if (coming.sha256 !== null) {
        return this.#position.offset === bytes ? null : 'damaged'
      } else await new Promise<void>((resolve) => (this.#arrived = resolve))
    }
    return null
  }

  /** What has come, as one piece, up to as much as the store takes. */
  #join(): Uint8Array<ArrayBuffer> {
    let length = 0
    let count = 0
    for (const slice of this.#queue) {
      if (count > 0 && length + slice.byteLength > FILE_CHUNK) break
      length += slice.byteLength
      count += 1
    }
    const slices = this.#queue.splice(0, count)
    for (const slice of slices) this.#queued -= Math.max(slice.byteLength, LEAST_SLICE)
    const [first] = slices
    if (first !== undefined && count === 1) return first
    const joined = new Uint8Array(length)
    let at = 0
    for (const slice of slices) {
      joined.set(slice, at)
      at += slice.byteLength
    }
    return joined
  }

  #move(position: StorePosition): void {
    this.#position = position
    this.#dependencies.onWritten(position)
  }

  /** Tells the sender how far it is, not for each little piece. */
  #tell(atEnd = false): void {
    const { file, offset } = this.#position
    const now = this.#dependencies.clock.now()
    if (this.#coming === null) return
    if (!atEnd && offset - this.#told.bytes < TELL.bytes && now - this.#told.at < TELL.time) return
    this.#told = { bytes: offset, at: now }
    this.#channel.send({ type: 'written', file, bytes: offset })
  }

  /** Asks for a file from a byte on. */
  #ask(file: number, offset: number): void {
    const { done } = this.#position
    this.#coming = null
    this.#queue = []
    this.#queued = 0
    this.#told = { bytes: offset, at: this.#dependencies.clock.now() }
    this.#move({ file, offset, done: done - this.#position.offset + offset })
    this.#channel.send({ type: 'want', file, offset })
  }

  #next(): void {
    if (this.#closed) return
    this.#position = this.#dependencies.position()
    const { file, offset } = this.#position
    if (file < this.#dependencies.offer.files) this.#ask(file, offset)
    else this.#work = this.#nextOrEnd()
  }

  async #nextOrEnd(): Promise<void> {
    const { stored, offer, onDone } = this.#dependencies
    if (this.#position.file < offer.files) return this.#ask(this.#position.file, 0)
    this.#coming = null
    const finished = await stored.finish()
    if (this.#closed) return
    if (!finished.ok) return this.#fail(finished.error.reason)
    this.#channel.send({ type: 'complete' })
    onDone()
  }

  #fail(reason: TransferFailure): void {
    this.#coming = null
    this.#queue = []
    this.#wake()
    this.#dependencies.onFailed(reason)
  }

  #wake(): void {
    this.#arrived?.()
    this.#arrived = null
  }
}
