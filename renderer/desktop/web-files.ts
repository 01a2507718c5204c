import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { FileAccess, StoredTransfer, StoreFailure, StoreRequest } from '../../protocol/file-access.ts'
import { numberedName, safeFileName, safeFilePath } from '../../protocol/file-names.ts'
import { fail, succeed, type Result } from '../../protocol/result.ts'
import { TRANSFER_LIMITS } from '../../protocol/transfer.ts'
import { contentSource } from './content-source.ts'

/** The most that is taken where a browser can't write to the disk as it comes, in bytes. */
export const MEMORY_LIMIT = 512 * 2 ** 20

/** The part of a directory's handle that is used here (File System Standard). */
interface Folder {
  getDirectoryHandle(name: string, options?: { create: boolean }): Promise<Folder>
  getFileHandle(name: string, options?: { create: boolean }): Promise<NewFile>
  removeEntry(name: string): Promise<void>
}

interface NewFile {
  createWritable(): Promise<{
    write(data: Uint8Array<ArrayBuffer>): Promise<void>
    close(): Promise<void>
    abort(): Promise<void>
  }>
}

export interface WebFilesEnvironment {
  /** Asks where a folder or several files go; missing where the browser has no File System Access API. */
  pickFolder?: (options: { mode: 'readwrite' }) => Promise<Folder>
  /** Asks where one file goes. */
  pickFile?: (options: { suggestedName: string }) => Promise<NewFile>
  /** Gives a file that is in memory to the browser's own downloads. */
  download: (name: string, data: Blob) => void
}

/** Where one file goes: under its name when it is closed, and nowhere when it is given up. */
interface Target {
  write(data: Uint8Array<ArrayBuffer>): Promise<void>
  close(): Promise<void>
  abort(): Promise<void>
}

type OpenTarget = (path: readonly string[]) => Promise<Target>

/**
 * Files in a plain browser: written as they come where it has the File System Access API, else held in memory within
 * a limit. Nothing outlives the page.
 */
export function createWebFiles(environment: WebFilesEnvironment): FileAccess {
  return {
    sources: {
      open: (picked) => Promise.resolve(picked.map(({ file, path }) => contentSource(path, file))),
      release: () => {},
      keep: () => {},
      drop: () => {},
      kept: () => Promise.resolve([])
    },
    store: {
      has: () => Promise.resolve(false),
      async begin(_key, request) {
        const target = await chooseTarget(environment, request)
        return target.ok ? succeed(storedTransfer(target.value)) : target
      }
    }
  }
}

async function chooseTarget(
  { pickFolder, pickFile, download }: WebFilesEnvironment,
  { name, folder, files, bytes }: StoreRequest
): Promise<Result<OpenTarget, StoreFailure>> {
  try {
    if (files === 1 && !folder && pickFile !== undefined) {
      const file = await pickFile({ suggestedName: safeFileName(name) })
      // The browser writes beside it, and puts that into its place when it is closed.
      return succeed(() => file.createWritable())
    }
    if ((files > 1 || folder) && pickFolder !== undefined) {
      const chosen = await pickFolder({ mode: 'readwrite' })
      return succeed((path) => openInFolder(chosen, path))
    }
  } catch (error) {
    return fail(reasonOf(error), 'The browser does not write there')
  }
  if (bytes > MEMORY_LIMIT) return fail('too-large', 'It does not fit into memory')
  return succeed((path) => Promise.resolve(inMemory(path.at(-1) ?? 'file', download)))
}

/** A new file below a folder; folders are taken as they are, files never. */
async function openInFolder(chosen: Folder, path: readonly string[]): Promise<Target> {
  let folder = chosen
  for (const name of path.slice(0, -1)) folder = await folder.getDirectoryHandle(name, { create: true })
  const wanted = path.at(-1) ?? 'file'
  for (let number = 1; ; number += 1) {
    const name = numberedName(wanted, number)
    const taken = await folder.getFileHandle(name).then(
      () => true,
      (error: unknown) => (error as Error).name !== 'NotFoundError'
    )
    if (taken) continue
    const file = await folder.getFileHandle(name, { create: true })
    const writable = await file.createWritable()
    return {
      write: (data) => writable.write(data),
      close: () => writable.close(),
      async abort() {
        await writable.abort()
        // The empty file that held the name.
        await folder.removeEntry(name)
      }
    }
  }
}

function inMemory(name: string, download: WebFilesEnvironment['download']): Target {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  return {
    write(data) {
      pieces.push(data)
      return Promise.resolve()
    },
    close() {
      // Whatever it is, the browser stores it, and doesn't show it under our origin.
      download(name, new Blob(pieces.splice(0), { type: 'application/octet-stream' }))
      return Promise.resolve()
    },
    abort() {
      pieces.length = 0
      return Promise.resolve()
    }
  }
}

function storedTransfer(openTarget: OpenTarget): StoredTransfer {
  let current: {
    target: Target
    hash: ReturnType<typeof sha256.create>
    written: number
    file: number
  } | null = null
  const abort = async () => {
    const { target } = current ?? {}
    current = null
    await target?.abort().catch(() => undefined)
  }
  return {
    position: { file: 0, offset: 0, done: 0 },
    opens: false,
    openFile: ({ file, path }) =>
      attempt(async () => {
        if (current?.file === file) return current.written
        await abort()
        const target = await openTarget(safeFilePath(path, TRANSFER_LIMITS.depth))
        current = { target, hash: sha256.create(), written: 0, file }
        return 0
      }),
    write: (data) =>
      attempt(async () => {
        if (current === null) throw new Error('There is no such file')
        await current.target.write(data)
        current.hash.update(data)
        current.written += data.byteLength
        return null
      }),
    async finishFile(digest) {
      if (current === null || bytesToHex(current.hash.digest()) !== digest) {
        await abort()
        return fail('damaged', 'The hash is another one')
      }
      const { target } = current
      current = null
      return attempt(async () => {
        await target.close()
        return null
      })
    },
    finish: () => Promise.resolve(succeed(null)),
    discard: abort,
    open: () => {},
    show: () => {}
  }
}

async function attempt<Value>(action: () => Promise<Value>): Promise<Result<Value, StoreFailure>> {
  try {
    return succeed(await action())
  } catch (error) {
    return fail(reasonOf(error), 'The browser does not write it')
  }
}

function reasonOf(error: unknown): StoreFailure {
  switch ((error as Error).name) {
    case 'AbortError':
      return 'cancelled'
    case 'QuotaExceededError':
      return 'disk-full'
    case 'NotAllowedError':
    case 'NoModificationAllowedError':
    case 'SecurityError':
      return 'no-permission'
    default:
      return 'failed'
  }
}
