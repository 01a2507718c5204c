import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type {
  FileAccess,
  FileSources,
  FileStore,
  KeptOffer,
  PickedFile,
  SourceFailure,
  SourceFile,
  StoredTransfer,
  StoreFailure,
  StorePosition,
  StoreRequest
} from '../../../protocol/file-access.ts'
import { fail, succeed } from '../../../protocol/result.ts'

/** A transfer on the fake disk. */
interface Stored {
  request: StoreRequest
  /** Whole files by their paths, as they were given. */
  whole: Map<string, Uint8Array>
  part: Uint8Array
  file: number
}

/** Files in memory, that outlive the page as those on a disk do. */
export class FakeFiles implements FileAccess {
  /** What was stored, by key; also what isn't whole. */
  readonly stored = new Map<string, Stored>()
  /** Keys of what was opened and shown, newest last. */
  readonly opened: string[] = []
  readonly shown: string[] = []
  readonly kept = new Map<string, KeptOffer>()
  /** How many source files are open. */
  openSources = 0
  /** What storing fails with from now on; nothing by default. */
  storeFailure: StoreFailure | null = null
  /** What reading fails with from now on; nothing by default. */
  sourceFailure: SourceFailure | null = null
  /** Settles before anything is written; a test may hold the disk up. */
  disk: () => Promise<void> = () => Promise.resolve()
  /** What was read, in order. */
  readonly reads: { path: string; offset: number }[] = []
  /** Most bytes that waited to be written at once. */
  largestWrite = 0

  readonly sources: FileSources = {
    open: async (picked) => {
      const files = await Promise.all(picked.map((each) => this.#source(each)))
      this.openSources += files.length
      return files
    },
    release: (files) => {
      this.openSources -= files.length
    },
    keep: (offer) => void this.kept.set(offer.transfer, offer),
    drop: (transfer) => void this.kept.delete(transfer),
    kept: (from) => Promise.resolve([...this.kept.values()].filter((offer) => offer.from === from))
  }

  readonly store: FileStore = {
    begin: (key, request) => {
      if (this.storeFailure !== null) return Promise.resolve(fail(this.storeFailure, 'The disk says no'))
      const stored = this.stored.get(key) ?? { request, whole: new Map(), part: new Uint8Array(0), file: 0 }
      this.stored.set(key, stored)
      return Promise.resolve(succeed(this.#transfer(key, stored)))
    },
    has: (key) => Promise.resolve(this.stored.has(key))
  }

  /** What has come under a path, as text. */
  text(path: string): string | undefined {
    for (const { whole } of this.stored.values()) {
      const data = whole.get(path)
      if (data !== undefined) return new TextDecoder().decode(data)
    }
    return undefined
  }

  async #source({ file, path }: PickedFile): Promise<SourceFile> {
    const data = new Uint8Array(await file.slice(0, file.size).arrayBuffer())
    const failing = () => this.sourceFailure !== null
    const failure = () => fail(this.sourceFailure ?? 'source-gone', 'The disk says no')
    return {
      path,
      bytes: data.byteLength,
      modifiedAt: file.lastModified,
      read: (offset, length) => {
        this.reads.push({ path, offset })
        return Promise.resolve(failing() ? failure() : succeed(data.slice(offset, offset + length)))
      },
      digest: () => Promise.resolve(failing() ? failure() : succeed(bytesToHex(sha256(data))))
    }
  }

  #transfer(key: string, stored: Stored): StoredTransfer {
    let coming = { path: '', bytes: 0 }
    const wholeBytes = () => [...stored.whole.values()].reduce((sum, data) => sum + data.byteLength, 0)
    const position = (): StorePosition => ({
      file: stored.file,
      offset: stored.part.byteLength,
      done: wholeBytes() + stored.part.byteLength
    })
    return {
      position: position(),
      opens: true,
      openFile: ({ path, bytes }) => {
        coming = { path, bytes }
        return Promise.resolve(succeed(stored.part.byteLength))
      },
      write: async (data) => {
        this.largestWrite = Math.max(this.largestWrite, data.byteLength)
        await this.disk()
        if (this.storeFailure !== null) return fail(this.storeFailure, 'The disk says no')
        stored.part = join(stored.part, data)
        return succeed(null)
      },
      finishFile: (hash) => {
        const data = stored.part
        stored.part = new Uint8Array(0)
        if (data.byteLength !== coming.bytes || bytesToHex(sha256(data)) !== hash) {
          return Promise.resolve(fail('damaged', 'The hash is another one'))
        }
        stored.whole.set(coming.path, data)
        stored.file += 1
        return Promise.resolve(succeed(null))
      },
      finish: () => Promise.resolve(succeed(null)),
      discard: () => {
        this.stored.delete(key)
        return Promise.resolve()
      },
      open: () => void this.opened.push(key),
      show: () => void this.shown.push(key)
    }
  }
}

/** A picked file of this text. */
export function pickedFile(path: string, text: string): PickedFile {
  return { path, file: new File([text], path.split('/').at(-1) ?? path, { lastModified: 1_000 }) }
}

function join(one: Uint8Array, other: Uint8Array): Uint8Array {
  const joined = new Uint8Array(one.byteLength + other.byteLength)
  joined.set(one)
  joined.set(other, one.byteLength)
  return joined
}
