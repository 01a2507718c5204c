import { createHash, randomBytes, type Hash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { open, stat, type FileHandle } from 'node:fs/promises'
import * as v from 'valibot'
import {
  FILE_CHUNK,
  keptOfferSchema,
  type KeptOfferRecord,
  type KeptOfferReply,
  type RegisteredSource
} from '../../protocol/desktop-files.ts'
import type { SourceFailure } from '../../protocol/file-access.ts'
import { fail, succeed, type Result } from '../../protocol/result.ts'
import type { Log } from './log.ts'
import { codeOf } from './new-file.ts'

/** How long an offer can go on after a restart, in milliseconds: as long as its people find back. */
const LIFETIME = 24 * 60 * 60 * 1000

interface Source {
  path: string
  bytes: number
  /** Unix time in milliseconds, with its fraction. */
  modifiedAt: number
  /** Hash of the first `hashed` bytes, as far as the file was read in order. */
  hash: Hash
  hashed: number
  /** Of the whole file, once it is known. */
  digest: string | null
}

/** What is kept on the disk. */
const keptSchema = v.array(
  v.object({
    offer: keptOfferSchema,
    files: v.array(v.object({ path: v.string(), bytes: v.number(), modifiedAt: v.number() })),
    savedAt: v.number()
  })
)
type Kept = v.InferOutput<typeof keptSchema>[number]

/**
 * Files that the person sends. The page has a token of each, and never its path. A file is what it was when it was
 * registered, or can't be read any more.
 */
export class SourceFiles {
  readonly #path: string
  readonly #now: () => number
  readonly #log: Log
  readonly #sources = new Map<string, Source>()
  #kept: Kept[]

  /** @param path where offers are kept that are to outlive the app */
  constructor(path: string, now: () => number, log: Log) {
    this.#path = path
    this.#now = now
    this.#log = log
    this.#kept = read(path).filter(({ savedAt }) => now() - savedAt < LIFETIME)
  }

  /** @returns null for what is no file on a disk */
  register(paths: readonly string[]): Promise<(RegisteredSource | null)[]> {
    return Promise.all(paths.map((path) => this.#register(path)))
  }

  async read({
    token,
    offset,
    bytes
  }: {
    token: string
    offset: number
    bytes: number
  }): Promise<Result<Uint8Array<ArrayBuffer>, SourceFailure>> {
    return this.#withFile(token, async (source, handle) => {
      const data = new Uint8Array(Math.max(0, Math.min(bytes, source.bytes - offset)))
      if (!(await fill(handle, data, offset))) return fail('source-changed', 'The file is shorter')
      if (source.digest === null && source.hashed === offset) advance(source, data)
      return succeed(data)
    })
  }

  async digest(token: string): Promise<Result<string, SourceFailure>> {
    return this.#withFile(token, async (source, handle) => {
      while (source.digest === null && source.hashed < source.bytes) {
        const from = source.hashed
        const data = new Uint8Array(Math.min(FILE_CHUNK, source.bytes - from))
        if (!(await fill(handle, data, from))) return fail('source-changed', 'The file is shorter')
        // Somebody else may have read on meanwhile.
        if (source.hashed === from) advance(source, data)
      }
      source.digest ??= source.hash.digest('hex')
      return succeed(source.digest)
    })
  }

  release(tokens: readonly string[]): void {
    const kept = new Set(this.#kept.flatMap(({ offer }) => offer.files.map(({ token }) => token)))
    for (const token of tokens) if (!kept.has(token)) this.#sources.delete(token)
  }

  /** Remembers an offer for after a restart. What it says of files that aren't known is ignored. */
  keep(offer: KeptOfferRecord): void {
    const files = offer.files.map(({ token }) => this.#sources.get(token))
    if (!files.every((file) => file !== undefined)) return
    const kept = files.map(({ path, bytes, modifiedAt }) => ({ path, bytes, modifiedAt }))
    const others = this.#kept.filter((each) => each.offer.transfer !== offer.transfer)
    this.#save([...others, { offer, files: kept, savedAt: this.#now() }])
  }

  drop(transfer: string): void {
    if (!this.#kept.some(({ offer }) => offer.transfer === transfer)) return
    this.#save(this.#kept.filter(({ offer }) => offer.transfer !== transfer))
  }

  /** Offers of a sender that were kept; their files can be read again. */
  list(from: string): KeptOfferReply[] {
    return this.#kept
      .filter(({ offer }) => offer.from === from)
      .map(({ offer, files }) => ({
        ...offer,
        files: offer.files.flatMap(({ token, path }, index) => {
          const file = files[index]
          if (file === undefined) return []
          if (!this.#sources.has(token)) this.#sources.set(token, unread(file))
          return [{ token, path, bytes: file.bytes, modifiedAt: Math.trunc(file.modifiedAt) }]
        })
      }))
  }

  async #register(path: string): Promise<RegisteredSource | null> {
    const found = path === '' ? null : await stat(path).catch(() => null)
    if (found?.isFile() !== true) return null
    const token = randomBytes(16).toString('hex')
    this.#sources.set(token, unread({ path, bytes: found.size, modifiedAt: found.mtimeMs }))
    return { token, bytes: found.size, modifiedAt: Math.trunc(found.mtimeMs) }
  }

  async #withFile<Value>(
    token: string,
    use: (source: Source, handle: FileHandle) => Promise<Result<Value, SourceFailure>>
  ): Promise<Result<Value, SourceFailure>> {
    const source = this.#sources.get(token)
    if (source === undefined) {
      this.#log.warn('A file that is sent is not known here')
      return fail('source-gone', 'There is no such file')
    }
    let handle: FileHandle
    try {
      handle = await open(source.path, 'r')
    } catch (error) {
      return this.#gone('opened', error)
    }
    try {
      const { size, mtimeMs } = await handle.stat()
      if (size !== source.bytes || mtimeMs !== source.modifiedAt) {
        return fail('source-changed', 'The file is not what it was')
      }
      return await use(source, handle)
    } catch (error) {
      return this.#gone('read', error)
    } finally {
      await handle.close().catch(() => undefined)
    }
  }

  /** Why is in the log, but not the name of the file. */
  #gone(what: 'opened' | 'read', error: unknown): Result<never, SourceFailure> {
    const code = codeOf(error)
    this.#log.warn(`A file that is sent can't be ${what}: ${code === '' ? String(error) : code}`)
    return fail('source-gone', `The file can not be ${what}`)
  }

  #save(kept: Kept[]): void {
    this.#kept = kept
    try {
      writeFileSync(this.#path, JSON.stringify(kept), { mode: 0o600 })
    } catch {
      // On a full disk an offer doesn't outlive the app; now it goes on all the same.
    }
  }
}

function unread({ path, bytes, modifiedAt }: Pick<Source, 'path' | 'bytes' | 'modifiedAt'>): Source {
  return { path, bytes, modifiedAt, hash: createHash('sha256'), hashed: 0, digest: null }
}

function advance(source: Source, data: Uint8Array): void {
  source.hash.update(data)
  source.hashed += data.byteLength
}

/** Fills `data` from a file. @returns false when the file ends before */
async function fill(handle: FileHandle, data: Uint8Array, offset: number): Promise<boolean> {
  for (let filled = 0; filled < data.byteLength;) {
    const { bytesRead } = await handle.read(data, filled, data.byteLength - filled, offset + filled)
    if (bytesRead === 0) return false
    filled += bytesRead
  }
  return true
}

function read(path: string): Kept[] {
  try {
    const kept = v.safeParse(keptSchema, JSON.parse(readFileSync(path, 'utf8')))
    return kept.success ? kept.output : []
  } catch {
    return []
  }
}
