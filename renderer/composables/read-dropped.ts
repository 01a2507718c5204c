import type { PickedFile } from '../../protocol/file-access.ts'
import { TRANSFER_LIMITS } from '../../protocol/transfer.ts'

/** Why what was dropped is not sent. */
export type DropFailure = 'too-many' | 'unreadable'

/** What an item of a drop was when it was dropped: afterwards the browser tells nothing of it any more. */
type Dropped = { file: File } | { folder: FileSystemDirectoryEntry }

class DropError extends Error {
  readonly reason: DropFailure

  constructor(reason: DropFailure, options?: ErrorOptions) {
    super(reason, options)
    this.reason = reason
  }
}

/**
 * Reads the files and folders that were dropped or pasted; texts and links among them are left out. Has to be called
 * within the event, and goes on after it.
 *
 * @returns nothing for a drop without files, or why they can't be sent
 */
export function readDropped(items: Iterable<DataTransferItem>): Promise<PickedFile[] | DropFailure> {
  const dropped = [...items].filter(({ kind }) => kind === 'file').flatMap(take)
  return readAll(dropped).catch((error: unknown) =>
    error instanceof DropError ? error.reason : 'unreadable'
  )
}

function take(item: DataTransferItem): Dropped[] {
  const entry = item.webkitGetAsEntry()
  if (entry?.isDirectory === true) return [{ folder: entry as FileSystemDirectoryEntry }]
  const file = item.getAsFile()
  return file === null ? [] : [{ file }]
}

async function readAll(dropped: readonly Dropped[]): Promise<PickedFile[]> {
  const found: PickedFile[] = []
  for (const each of dropped) {
    if ('folder' in each) await walk(each.folder, each.folder.name, 1, found)
    else add(found, { file: each.file, path: each.file.name })
  }
  return found
}

async function walk(
  folder: FileSystemDirectoryEntry,
  path: string,
  depth: number,
  found: PickedFile[]
): Promise<void> {
  // Links may lead a folder into itself.
  if (depth >= TRANSFER_LIMITS.depth) throw new DropError('too-many')
  const reader = folder.createReader()
  // A reader gives a part at a time, and nothing at the end.
  for (let part = await readPart(reader); part.length > 0; part = await readPart(reader)) {
    for (const entry of part) {
      const place = `${path}/${entry.name}`
      if (entry.isDirectory) await walk(entry as FileSystemDirectoryEntry, place, depth + 1, found)
      else add(found, { file: await readFile(entry as FileSystemFileEntry), path: place })
    }
  }
}

function add(found: PickedFile[], file: PickedFile): void {
  if (found.length >= TRANSFER_LIMITS.files) throw new DropError('too-many')
  found.push(file)
}

function readPart(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject))
}

function readFile(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject))
}
