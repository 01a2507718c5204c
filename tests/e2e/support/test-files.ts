import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, open, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A folder of the disk for one test. */
export class TestFolder {
  readonly path: string

  private constructor(path: string) {
    this.path = path
  }

  static async make(): Promise<TestFolder> {
    return new TestFolder(await mkdtemp(join(tmpdir(), 'parley-files-')))
  }

  /** Writes a file of chance. @returns its path */
  async write(name: string, bytes: number): Promise<string> {
    const path = join(this.path, name)
    await mkdir(dirname(path), { recursive: true })
    const file = await open(path, 'wx')
    for (let left = bytes; left > 0; left -= 2 ** 20) await file.write(randomBytes(Math.min(left, 2 ** 20)))
    await file.close()
    return path
  }

  /** Makes a folder within it. @returns its path */
  async folder(name: string): Promise<string> {
    const path = join(this.path, name)
    await mkdir(path, { recursive: true })
    return path
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true })
  }
}

/** The SHA-256 of each file of a folder, by its path in it. */
export async function hashesOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  const hashes = files
    .sort()
    .map(async (path) => [path.slice(folder.length + 1), await hashOf(path)] as const)
  return Object.fromEntries(await Promise.all(hashes))
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const data of createReadStream(path) as AsyncIterable<Buffer>) hash.update(data)
  return hash.digest('hex')
}
