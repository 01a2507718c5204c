import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** Every file below a folder, sorted by its path, which has slashes. */
async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).split(sep).join('/'))
    .sort()
}

/** The size of all files below a folder, in bytes. */
export async function sizeOf(folder: string): Promise<number> {
  const sizes = (await filesOf(folder)).map(async (file) => (await lstat(join(folder, file))).size)
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

/** A line for each file below a folder: its SHA-256 and its path, as `sha256sum --check` reads it. */
export async function listFiles(folder: string): Promise<string> {
  const lines: string[] = []
  for (const file of await filesOf(folder)) {
    const hash = createHash('sha256')
    await pipeline(createReadStream(join(folder, file)), hash)
    lines.push(`${hash.digest('hex')}  ${file}\n`)
  }
  return lines.join('')
}
