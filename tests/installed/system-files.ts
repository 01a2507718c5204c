import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Where a package could leave something. dpkg's own records and what systems cache of all programs are no part of it. */
const FOLDERS = ['/etc', '/opt', '/usr', '/var/lib']
const NOT_OURS = /^\/var\/lib\/(?:dpkg|apt|systemd|ucf)\/|\.cache$|^\/var\/lib\/[^/]+$|\.dpkg-(?:new|tmp)$/

/** Every path of the system that a package could have made. */
export async function systemFiles(): Promise<Set<string>> {
  const { stdout } = await promisify(execFile)('find', [...FOLDERS, '-xdev'], { maxBuffer: 2 ** 28 })
  return new Set(stdout.split('\n').filter((path) => !NOT_OURS.test(path)))
}

/** Every file below a folder, by its path in it. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .sort()
}
