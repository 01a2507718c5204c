import type { SourceFile } from '../../../protocol/file-access.ts'
import { TRANSFER_LIMITS, type TransferFailure, type TransferMessage } from '../../../protocol/transfer.ts'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import { TransferChannel } from './transfer-channel.ts'

/** How much is read at a time, in bytes; twice that is held in memory. */
const READ = 2 ** 20

/** How far ahead of its pace a transfer may be, in milliseconds: timers don't run more often. */
const BURST = 20

export interface FileSenderDependencies {
  channel: RTCDataChannel
  files: readonly SourceFile[]
  isPaused: () => boolean
  /** Bytes a second that it may send; null for as fast as it goes. */
  pace: () => number | null
  clock: Clock
  logger: Logger
  onOpen: () => void
  /** @param done bytes of all files that the receiver has written */
  onWritten: (done: number) => void
  /** The receiver has everything. */
  onComplete: () => void
  onFailed: (reason: TransferFailure) => void
  /** The channel is gone. */
  onClosed: () => void
}

/**
 * Sends files over one channel, as the receiver asks for them: never more than the receiver has room for, the browser
 * takes, and the pace allows.
 *
 * `close()` closes the channel.
 */
export class FileSender {
  readonly #dependencies: FileSenderDependencies
  readonly #channel: TransferChannel
  /** What goes on; whatever belongs to an earlier one is void. */
  #run = 0
  #file = 0
  #sent = 0
  #written = 0
  /** When the pace allows more, in milliseconds. */
  #nextAt = 0
  #wake: (() => void) | null = null
  #cancelWake: (() => void) | null = null

  constructor(dependencies: FileSenderDependencies) {
    this.#dependencies = dependencies
    const { channel, logger, onOpen, onClosed } = dependencies
    const events = {
      onOpen,
      onMessage: (message: TransferMessage) => this.#onMessage(message),
      onRoom: () => this.wake(),
      onClose: onClosed
    }
    this.#channel = new TransferChannel(channel, events, logger)
  }

  /** Looks again whether it may go on. */
  wake(): void {
    this.#cancelWake?.()
    this.#cancelWake = null
    this.#wake?.()
    this.#wake = null
  }

  /** Idempotent. */
  close(): void {
    this.#run += 1
    this.wake()
    this.#channel.close()
  }

  #onMessage(message: TransferMessage): void {
    switch (message.type) {
      case 'want':
        void this.#send(message.file, message.offset)
        break
      case 'written':
        if (message.file !== this.#file || message.bytes < this.#written || message.bytes > this.#sent) return
        this.#written = message.bytes
        this.#dependencies.onWritten(this.#bytesBefore(message.file) + message.bytes)
        this.wake()
        break
      case 'complete':
        this.#dependencies.onComplete()
        break
      case 'file':
      case 'end':
        // The receiver has no files.
        break
    }
  }

  async #send(index: number, offset: number): Promise<void> {
    const { files, onWritten } = this.#dependencies
    const file = files[index]
    if (file === undefined || offset > file.bytes) return
    const run = ++this.#run
    this.wake()
    this.#file = index
    this.#sent = offset
    this.#written = offset
    const { path, bytes, modifiedAt } = file
    if (!this.#channel.send({ type: 'file', file: index, path, bytes, offset, modifiedAt })) return
    onWritten(this.#bytesBefore(index) + offset)
    if (!(await this.#sendFrom(file, offset, run))) return
    const digest = await file.digest()
    if (run !== this.#run) return
    if (digest.ok) this.#channel.send({ type: 'end', file: index, sha256: digest.value })
    else this.#dependencies.onFailed(digest.error.reason)
  }

  /** @returns whether all of it was sent */
  async #sendFrom(file: SourceFile, offset: number, run: number): Promise<boolean> {
    let next = file.read(offset, READ)
    for (let position = offset; position < file.bytes;) {
      const read = await next
      if (run !== this.#run) return false
      if (!read.ok || read.value.byteLength === 0) {
        this.#dependencies.onFailed(read.ok ? 'source-changed' : read.error.reason)
        return false
      }
      const { value: data } = read
      position += data.byteLength
      // The disk reads on while this is sent.
      if (position < file.bytes) next = file.read(position, READ)
      for (let from = 0; from < data.byteLength; from += TRANSFER_LIMITS.sliceBytes) {
        const slice = data.subarray(from, from + TRANSFER_LIMITS.sliceBytes)
        while (!this.#mayNow(slice.byteLength)) {
          await new Promise<void>((resolve) => (this.#wake = resolve))
          if (run !== this.#run) return false
        }
        if (!this.#channel.sendSlice(slice)) return false
        this.#sent += slice.byteLength
        this.#count(slice.byteLength)
      }
    }
    return true
  }

  #mayNow(bytes: number): boolean {
    const { isPaused, pace, clock } = this.#dependencies
    if (isPaused() || this.#channel.isFull) return false
    if (this.#sent + bytes - this.#written > TRANSFER_LIMITS.windowBytes) return false
    const ahead = pace() === null ? 0 : this.#nextAt - clock.now()
    if (ahead <= BURST) return true
    this.#cancelWake?.()
    this.#cancelWake = clock.after(ahead, () => this.wake())
    return false
  }

  #count(bytes: number): void {
    const pace = this.#dependencies.pace()
    if (pace === null) return
    this.#nextAt = Math.max(this.#nextAt, this.#dependencies.clock.now()) + (bytes / pace) * 1_000
  }

  #bytesBefore(index: number): number {
    return this.#dependencies.files.slice(0, index).reduce((sum, { bytes }) => sum + bytes, 0)
  }
}
