import type { SourceFile } from '../../../protocol/file-access.ts'
import { TRANSFER_LIMITS } from '../../../protocol/transfer.ts'

/** Files that are offered together. */
export interface FileGroup {
  readonly name: string
  readonly folder: boolean
  readonly files: readonly SourceFile[]
}

/** Each folder is offered by itself, and the files that lie in none together; as many at a time as may be. */
export function groupPicked(files: readonly SourceFile[]): FileGroup[] {
  const groups = new Map<string, SourceFile[]>()
  for (const file of files) {
    const slash = file.path.indexOf('/')
    const folder = slash === -1 ? '' : file.path.slice(0, slash + 1)
    const group = groups.get(folder)
    if (group === undefined) groups.set(folder, [file])
    else group.push(file)
  }
  return [...groups].flatMap(([folder, all]) =>
    chunks(all).map((part) => ({
      name: folder === '' ? (part[0]?.path ?? '') : folder.slice(0, -1),
      folder: folder !== '',
      files: part
    }))
  )
}

function chunks<Item>(items: readonly Item[]): Item[][] {
  const { files } = TRANSFER_LIMITS
  return Array.from({ length: Math.ceil(items.length / files) }, (_, index) =>
    items.slice(index * files, (index + 1) * files)
  )
}
