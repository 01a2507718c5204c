import type { Result } from './result.ts'
import type { TransferFailure } from './transfer.ts'

/**
 * What transfers need of whatever has the files. The app and the browser each have their own way
 * (`renderer/desktop/`), and the call knows neither.
 */
export interface FileAccess {
  readonly sources: FileSources
  readonly store: FileStore
}

/** A file that somebody picked, as a browser gives it. */
export interface PickedFile {
  readonly file: PickedContent
  /** Its place among what was picked, with `/` between folders. */
  readonly path: string
}

/** The part of the DOM's `File` that is used here. */
export interface PickedContent {
  readonly name: string
  readonly size: number
  readonly type: string
  /** Unix time in milliseconds. */
  readonly lastModified: number
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> }
}

/** Why a file can't be sent. */
export type SourceFailure = Extract<TransferFailure, 'source-changed' | 'source-gone'>

/** A file that is sent. */
export interface SourceFile {
  readonly path: string
  readonly bytes: number
  /** Unix time in milliseconds; null where nobody knows. */
  readonly modifiedAt: number | null
  /** Reads `length` bytes from `offset` on. Never rejects. */
  read(offset: number, length: number): Promise<Result<Uint8Array<ArrayBuffer>, SourceFailure>>
  /** SHA-256 of all of it, in lower-case hexadecimal (FIPS 180-4). Cheap after it was read in order. Never rejects. */
  digest(): Promise<Result<string, SourceFailure>>
}

/** Files that were offered before the page was lost. */
export interface KeptOffer {
  readonly transfer: string
  /** Peer id of whoever offered, and of whom it goes to. */
  readonly from: string
  readonly to: { readonly id: string; readonly name: string }
  readonly name: string
  readonly folder: boolean
  readonly files: readonly SourceFile[]
}

/** Where files come from. */
export interface FileSources {
  /** Makes picked files ready to be sent. Those that can't be read at all are left out. */
  open(picked: readonly PickedFile[]): Promise<readonly SourceFile[]>
  /** Lets files go that nobody is sent any more. */
  release(files: readonly SourceFile[]): void
  /** Remembers an offer, so that it can go on after a restart; where that isn't possible, nothing happens. */
  keep(offer: KeptOffer): void
  /** Forgets an offer that is over. */
  drop(transfer: string): void
  /** Offers that were kept, of this sender. */
  kept(from: string): Promise<readonly KeptOffer[]>
}

/** Why something can't be stored. */
export type StoreFailure = Exclude<TransferFailure, SourceFailure>

/** What is to be stored, as its sender says. */
export interface StoreRequest {
  readonly name: string
  readonly folder: boolean
  readonly files: number
  readonly bytes: number
}

/** Where a transfer goes on: bytes of that file, and of those before it, which are there. */
export interface StorePosition {
  readonly file: number
  readonly offset: number
  /** Bytes of all files that are there. */
  readonly done: number
}

export interface IncomingFile {
  readonly file: number
  /** Not safe yet: the store makes it so. */
  readonly path: string
  readonly bytes: number
  readonly modifiedAt: number | null
}

/** One transfer as it is stored. One method at a time; none rejects. */
export interface StoredTransfer {
  readonly position: StorePosition
  /** Whether the person can open it from here when it is there. */
  readonly opens: boolean
  /** Begins a file, or goes on with the one that was begun. @returns how many of its bytes are there */
  openFile(file: IncomingFile): Promise<Result<number, StoreFailure>>
  /** Appends to the file that was opened last. */
  write(data: Uint8Array<ArrayBuffer>): Promise<Result<null, StoreFailure>>
  /** Ends the file: under its name when the hash is right, else there is nothing left of it (`damaged`). */
  finishFile(sha256: string): Promise<Result<null, StoreFailure>>
  /** Everything has come. */
  finish(): Promise<Result<null, StoreFailure>>
  /** Forgets it, and whatever isn't whole. Idempotent. */
  discard(): Promise<void>
  /** Opens it, or the folder with it when it might run something. */
  open(): void
  /** Shows it in its folder. */
  show(): void
}

/** Where files go. */
export interface FileStore {
  /**
   * Makes room for a transfer, or finds the one that was begun. Within a click, since a browser may ask where to.
   *
   * @param key names the transfer among all that there are
   */
  begin(key: string, request: StoreRequest): Promise<Result<StoredTransfer, StoreFailure>>
  /** Whether a transfer was begun, before the page was lost, and can go on. */
  has(key: string): Promise<boolean>
}
