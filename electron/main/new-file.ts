import { link, mkdir, open, rename, stat, unlink, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { numberedName } from '../../protocol/file-names.ts'

/** How many other names are tried, before something is thought to be wrong. */
const TRIES = 10_000

/** Ending of a file that isn't whole. */
const PART = '.part'

/**
 * Begins a file under a name that nothing has, neither whole nor begun: `Notes.txt`, else `Notes (2).txt`. Only the
 * `.part` file is there at first.
 */
export async function beginNewFile(
  folder: string,
  name: string
): Promise<{ path: string; part: string; handle: FileHandle }> {
  for (let number = 1; number <= TRIES; number += 1) {
    const path = join(folder, numberedName(name, number))
    if (await exists(path)) continue
    const part = path + PART
    // Exclusive: it follows no link, and never takes over what is there.
    const handle = await open(part, 'wx').catch(unless('EEXIST'))
    if (handle !== null) return { path, part, handle }
  }
  throw new Error('There is no free name')
}

/** Makes a folder that wasn't there: `Photos`, else `Photos (2)`. @returns its path */
export async function makeNewFolder(folder: string, name: string): Promise<string> {
  for (let number = 1; number <= TRIES; number += 1) {
    const path = join(folder, numberedName(name, number))
    const made = await mkdir(path).then(() => true, unless('EEXIST'))
    if (made === true) return path
  }
  throw new Error('There is no free name')
}

/**
 * Gives a whole file its name. Never overwrites: should something have taken the name meanwhile, it gets another one.
 *
 * @returns the path that it has now
 */
export async function nameWholeFile(part: string, path: string): Promise<string> {
  const folder = dirname(path)
  const name = path.slice(folder.length + 1)
  for (let number = 1; number <= TRIES; number += 1) {
    const free = join(folder, numberedName(name, number))
    try {
      // Unlike a rename, a link fails where there is something already.
      await link(part, free)
      await unlink(part)
      return free
    } catch (error) {
      const code = codeOf(error)
      if (code === 'EEXIST') continue
      // Some file systems know no links, those of memory sticks for one.
      if (
        code !== 'EPERM' &&
        code !== 'ENOTSUP' &&
        code !== 'EOPNOTSUPP' &&
        code !== 'ENOSYS' &&
        code !== 'EISDIR'
      )
        throw error
      if (await exists(free)) continue
      await rename(part, free)
      return free
    }
  }
  throw new Error('There is no free name')
}

function unless(code: string): (error: unknown) => null {
  return (error) => {
    if (codeOf(error) === code) return null
    throw error
  }
}

/** The system's code of an error of a file; empty for another one. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: unknown) => codeOf(error) !== 'ENOENT'
  )
}
