import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { ElectronRuntime } from '../../build/scripts/electron-runtime.ts'

const run = promisify(execFile)

const FOLDER = '/opt/parley'

/** The app where its package puts it. */
export const INSTALLED_APP: ElectronRuntime = {
  folder: FOLDER,
  executable: `${FOLDER}/parley`,
  version: 'of the package'
}

/** Installs the package that the command has built. */
export async function install(): Promise<void> {
  const file = process.env.PARLEY_DEB
  if (file === undefined) throw new Error('PARLEY_DEB names no package; `npm run test:installed` sets it')
  await run('dpkg', ['--install', file])
}

/** Removes the package; harmless where there is none. */
export async function uninstall(): Promise<void> {
  await run('dpkg', ['--purge', 'parley'])
}

/** The command that the desktop runs when a link is clicked, as the installed entry says it. */
export async function linkCommand(link: string): Promise<string[]> {
  const entry = await readFile('/usr/share/applications/parley.desktop', 'utf8')
  if (!/^MimeType=(?:.*;)?x-scheme-handler\/parley;/m.test(entry)) throw new Error('The entry takes no links')
  const command = /^Exec=(.+)$/m.exec(entry)?.[1] ?? ''
  return command.split(' ').map((word) => (word === '%U' ? link : word))
}
