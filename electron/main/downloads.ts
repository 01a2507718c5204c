import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, realpath, stat, statfs, unlink, writeFile, type FileHandle } from 'node:fs/promises'
import { isAbsolute, join, relative } from 'node:path'
import { isExecutableName } from '../../protocol/executable-names.ts'
import type { IncomingFile, StoreFailure, StorePosition, StoreRequest } from '../../protocol/file-access.ts'
import { safeFileName, safeFilePath } from '../../protocol/file-names.ts'
import { fail, succeed, type Result } from '../../protocol/result.ts'
import { TRANSFER_LIMITS } from '../../protocol/transfer.ts'
import { DownloadRecords, type DownloadRecord } from './download-records.ts'
import type { Log } from './log.ts'
import { beginNewFile, codeOf, makeNewFolder, nameWholeFile } from './new-file.ts'

/** How long a transfer that was left in the middle can go on, in milliseconds: as long as its people find back. */
const LIFETIME = 24 * 60 * 60 * 1000

/** Most stored transfers that can be opened from the list; those before are only in their folder. */
const REMEMBERED = 500

/** Tells Windows that a file came from elsewhere, as browsers do (MS-FSCC, Zone.Identifier stream). */
const FROM_ELSEWHERE = '[ZoneTransfer]\r\nZoneId=3\r\n'

export interface DownloadsDependencies {
  /** The folder for new transfers. */
  folder: () => string
  /** Where to remember what is on its way. */
  records: string
  openPath: (path: string) => void
  showPath: (path: string) => void
  now: () => number
  platform: NodeJS.Platform
  log: Log
}

/** The file of a transfer that is written now. */
interface OpenFile {
  handle: FileHandle
  hash: Hash
  /** How many bytes are in it. */
  written: number
}

/**
 * Writes what others send to the disk: only below the folder that the person chose, under names that are safe and
 * free, and under `.part` until the hash is right. What was begun can go on after a restart.
 *
 * `close()` cascades to the open files.
 */
export class Downloads {
  readonly #dependencies: DownloadsDependencies
  readonly #records: DownloadRecords
  readonly #open = new Map<string, OpenFile>()
  /** Transfers that are whole, and where they lie. */
  readonly #stored = new Map<string, StoreRequest & { path: string }>()

  constructor(dependencies: DownloadsDependencies) {
    this.#dependencies = dependencies
    this.#records = new DownloadRecords(dependencies.records)
  }

  /** Removes what nobody will go on with. */
  async removeOld(): Promise<void> {
    const { now } = this.#dependencies
    for (const [key, { savedAt }] of this.#records.all)
      if (now() - savedAt > LIFETIME) await this.discard(key)
  }

  /** Whether a transfer was begun: one that is whole counts, since its sender may not have heard that it is. */
  has(key: string): boolean {
    return this.#records.all.has(key) || this.#stored.has(key)
  }

  async begin({
    key,
    ...request
  }: StoreRequest & { key: string }): Promise<Result<StorePosition, StoreFailure>> {
    return this.#attempt(async () => {
      const whole = this.#stored.get(key)
      if (whole !== undefined) {
        if (!isSame(whole, request)) return fail('failed', 'It is another transfer')
        return succeed({ file: whole.files, offset: 0, done: whole.bytes })
      }
      const known = this.#records.all.get(key)
      if (known !== undefined) {
        await this.#closeFile(key)
        if (isSame(known, request)) return succeed(await this.#positionOf(known))
        await this.discard(key)
      }
      const target = await realpath(this.#dependencies.folder())
      const { bavail, bsize } = await statfs(target)
      if (bavail * bsize < request.bytes) return fail('disk-full', 'There is no room for it')
      const { name, folder, files, bytes } = request
      this.#save(key, {
        ...{ name, folder, files, bytes, target },
        ...{ root: null, finished: 0, finishedBytes: 0, first: null, current: null, savedAt: 0 }
      })
      return succeed({ file: 0, offset: 0, done: 0 })
    })
  }

  /** @returns how many bytes of the file are there */
  async openFile({ key, ...file }: IncomingFile & { key: string }): Promise<Result<number, StoreFailure>> {
    return this.#attempt(async () => {
      const record = this.#records.all.get(key)
      if (record === undefined || file.file !== record.finished)
        return fail('failed', 'It is not the next file')
      if (file.bytes > record.bytes - record.finishedBytes)
        return fail('damaged', 'It is more than was offered')
      const { current } = record
      const same = current?.bytes === file.bytes && current.modifiedAt === file.modifiedAt
      // After a lost connection it is still open, and needn't be read again.
      const still = this.#open.get(key)
      if (same && still !== undefined) return succeed(still.written)
      await this.#closeFile(key)
      if (current !== null) {
        const opened = same ? await reopen(current.part) : null
        if (opened !== null && opened.written <= file.bytes) {
          this.#open.set(key, opened)
          return succeed(opened.written)
        }
        await opened?.handle.close()
        await unlink(current.part).catch(() => undefined)
      }
      await this.#beginFile(key, record, file)
      return succeed(0)
    })
  }

  async write({ key, data }: { key: string; data: Uint8Array }): Promise<Result<null, StoreFailure>> {
    return this.#attempt(async () => {
      const file = this.#open.get(key)
      const current = this.#records.all.get(key)?.current ?? null
      if (file === undefined || current === null) return fail('failed', 'There is no such file')
      if (file.written + data.byteLength > current.bytes)
        return fail('damaged', 'It is more than was announced')
      for (let offset = 0; offset < data.byteLength;) {
        const { bytesWritten } = await file.handle.write(
          data,
          offset,
          data.byteLength - offset,
          file.written + offset
        )
        offset += bytesWritten
      }
      file.hash.update(data)
      file.written += data.byteLength
      return succeed(null)
    })
  }

  async finishFile({ key, sha256 }: { key: string; sha256: string }): Promise<Result<null, StoreFailure>> {
    return this.#attempt(async () => {
      const file = this.#open.get(key)
      const record = this.#records.all.get(key)
      const current = record?.current ?? null
      if (file === undefined || record === undefined || current === null)
        return fail('failed', 'There is no such file')
      const whole = file.written === current.bytes && file.hash.digest('hex') === sha256
      if (whole) await file.handle.sync()
      await this.#closeFile(key)
      if (!whole) {
        await unlink(current.part)
        this.#save(key, { ...record, current: null })
        return fail('damaged', 'The hash is another one')
      }
      const path = await nameWholeFile(current.part, current.path)
      await this.#markAsForeign(path)
      this.#save(key, {
        ...record,
        current: null,
        finished: record.finished + 1,
        finishedBytes: record.finishedBytes + current.bytes,
        first: record.first ?? path
      })
      return succeed(null)
    })
  }

  async finish(key: string): Promise<Result<null, StoreFailure>> {
    // Whoever lost the answer asks again.
    if (this.#stored.has(key)) return succeed(null)
    const record = this.#records.all.get(key)
    if (record === undefined || record.finished < record.files) return fail('failed', 'It is not whole')
    await this.#closeFile(key)
    this.#records.delete(key)
    const { name, folder, files, bytes } = record
    const path = record.root ?? record.first ?? record.target
    this.#stored.set(key, { name, folder, files, bytes, path })
    for (const old of [...this.#stored.keys()].slice(0, -REMEMBERED)) this.#stored.delete(old)
    return succeed(null)
  }

  /** Forgets a transfer that isn't whole, with the file that was on its way. Whole files stay. */
  async discard(key: string): Promise<void> {
    const record = this.#records.all.get(key)
    await this.#closeFile(key)
    const part = record?.current?.part
    if (part !== undefined) await unlink(part).catch(() => undefined)
    this.#records.delete(key)
  }

  /** Opens what was stored. What might run something, and what holds more than one file, is only shown. */
  open(key: string): void {
    const path = this.#stored.get(key)?.path
    if (path === undefined) return
    if (isExecutableName(path)) this.#dependencies.showPath(path)
    else this.#dependencies.openPath(path)
  }

  show(key: string): void {
    const path = this.#stored.get(key)?.path
    if (path !== undefined) this.#dependencies.showPath(path)
  }

  /** Idempotent. What was begun stays, to go on with. */
  async close(): Promise<void> {
    for (const key of [...this.#open.keys()]) await this.#closeFile(key)
  }

  async #beginFile(
    key: string,
    record: DownloadRecord,
    { path, bytes, modifiedAt }: IncomingFile
  ): Promise<void> {
    const [first = 'file', ...rest] = safeFilePath(path, TRANSFER_LIMITS.depth)
    let { root } = record
    let folder = record.target
    if (record.folder && rest.length > 0) {
      // All its files lie in one folder, which is new: nothing in it is anybody else's.
      root ??= await makeNewFolder(record.target, safeFileName(first))
      folder = join(root, ...rest.slice(0, -1))
      await mkdir(folder, { recursive: true })
    }
    const inside = relative(record.target, await realpath(folder))
    if (inside.startsWith('..') || isAbsolute(inside)) throw new Error('The folder leads elsewhere')
    const begun = await beginNewFile(folder, rest.at(-1) ?? first)
    this.#open.set(key, { handle: begun.handle, hash: createHash('sha256'), written: 0 })
    this.#save(key, { ...record, root, current: { path: begun.path, part: begun.part, bytes, modifiedAt } })
  }

  async #positionOf(record: DownloadRecord): Promise<StorePosition> {
    const { finished, finishedBytes, current } = record
    const offset =
      current === null
        ? 0
        : await stat(current.part).then(
            ({ size }) => size,
            () => 0
          )
    return { file: finished, offset, done: finishedBytes + offset }
  }

  async #markAsForeign(path: string): Promise<void> {
    if (this.#dependencies.platform !== 'win32') return
    // Not every file system has streams.
    await writeFile(`${path}:Zone.Identifier`, FROM_ELSEWHERE).catch(() => undefined)
  }

  async #closeFile(key: string): Promise<void> {
    const file = this.#open.get(key)
    this.#open.delete(key)
    await file?.handle.close()
  }

  #save(key: string, record: DownloadRecord): void {
    this.#records.set(key, { ...record, savedAt: this.#dependencies.now() })
  }

  /** Makes a failure of what the system says. */
  async #attempt<Value>(
    action: () => Promise<Result<Value, StoreFailure>>
  ): Promise<Result<Value, StoreFailure>> {
    try {
      return await action()
    } catch (error) {
      this.#dependencies.log.warn(`A file could not be stored: ${codeOf(error)}`)
      return fail(reasonOf(error), 'The system refuses')
    }
  }
}

function isSame(record: StoreRequest, { name, folder, files, bytes }: StoreRequest): boolean {
  return record.name === name && record.folder === folder && record.files === files && record.bytes === bytes
}

/** Goes on with a file that was begun; its hash is made from what is in it. @returns null when it is gone */
async function reopen(part: string): Promise<OpenFile | null> {
  try {
    const handle = await open(part, 'r+')
    const hash = createHash('sha256')
    let written = 0
    for await (const data of createReadStream(part) as AsyncIterable<Buffer>) {
      hash.update(data)
      written += data.byteLength
    }
    return { handle, hash, written }
  } catch {
    return null
  }
}

function reasonOf(error: unknown): StoreFailure {
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'disk-full'
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'no-permission'
    case 'EFBIG':
      return 'too-large'
    default:
      return 'failed'
  }
}
