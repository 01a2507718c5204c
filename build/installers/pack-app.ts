import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { listPackage } from '@electron/asar'
import { build, Platform } from 'electron-builder'
import type { ElectronRuntime } from '../scripts/electron-runtime.ts'
import { SetupError } from '../scripts/project.ts'
import { builderConfig, type BuilderOptions } from './builder-config.ts'
import { sizeOf } from './file-list.ts'

/** Most that the app may add to Electron's own files, in bytes. */
const SIZE_LIMIT = 10 * 1000 * 1000

/**
 * Packs the built app for Linux with electron-builder: Electron, `app.asar` and the fuses.
 *
 * @param output the folder in which it goes into `linux-unpacked`
 * @returns the folder of the packed app
 */
export async function packApp(
  options: BuilderOptions & { runtime: ElectronRuntime },
  output: string
): Promise<string> {
  const app = join(output, process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`)
  await rm(app, { recursive: true, force: true })
  const config = builderConfig(options)
  await build({
    targets: Platform.LINUX.createTarget('dir'),
    publish: 'never',
    config: { ...config, directories: { ...config.directories, output } }
  })
  if (!existsSync(join(app, 'resources', 'app.asar'))) throw new SetupError(`electron-builder made no ${app}`)
  return app
}

/**
 * Checks how much the app adds to Electron's own files.
 *
 * @returns that size in bytes
 * @throws SetupError when it is too much
 */
export async function checkSize(app: string): Promise<number> {
  const added = await sizeOf(join(app, 'resources'))
  if (added > SIZE_LIMIT) {
    throw new SetupError(`the app adds ${megabytes(added)} to Electron, more than ${megabytes(SIZE_LIMIT)}`)
  }
  return added
}

/** What the archive of the app may hold, in the asar library's notation. */
const CONTENTS = /^\/(?:package\.json$|out(?:$|\/(?:main|preload|renderer)(?:$|\/)))/
const LICENCES = '/out/renderer/licences.txt'

/**
 * Checks that nothing got into the app's archive that doesn't belong there, and that the licences did.
 *
 * @throws SetupError naming what is wrong
 */
export function checkContents(app: string): void {
  const files = listPackage(join(app, 'resources', 'app.asar'), { isPack: false }).map((file) =>
    file.replaceAll('\\', '/')
  )
  const strangers = files.filter((file) => !CONTENTS.test(file) || file.endsWith('.map'))
  if (strangers.length > 0) throw new SetupError(`the app holds ${strangers.join(', ')}`)
  if (!files.includes(LICENCES)) throw new SetupError('the app has no licences of others in it')
}

/** A size in MB for a person. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
