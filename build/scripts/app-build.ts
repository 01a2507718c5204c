import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { formatLicences, readThirdParties } from '../installers/third-parties.ts'
import { PROJECT, SetupError, say } from './project.ts'
import { runNode } from './run-program.ts'

const CONFIG = 'build/electron.vite.config.ts'
const ELECTRON_VITE = join(PROJECT, 'node_modules/electron-vite/bin/electron-vite.js')
const BUILT = [
  'out/main/index.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'out/renderer/licences.txt'
]

/** What the built files are made of; tests aren't part of them. */
const SOURCES = [
  '{protocol,electron,renderer,server,assets}/**/*',
  '{package,package-lock,tsconfig}.json',
  CONFIG,
  'build/bundled-packages.ts'
]
const NO_SOURCE = /\.test\.ts$|[\\/]testing[\\/]/

/** The source hash that the files in out/ were made from. */
const STAMP = join(PROJECT, 'out', '.source-hash')

/** A hash of every source by name and content, so that neither a checkout's file times nor its order matter. */
export function hashSources(root: string = PROJECT): string {
  const files = globSync(SOURCES, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !NO_SOURCE.test(file))
    .sort()
  const hash = createHash('sha256')
  for (const file of files) {
    const content = readFileSync(file)
    hash.update(`${file.slice(root.length)}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

/** Builds main process, preload and renderer into out/. @throws SetupError when it fails */
export async function buildApp(): Promise<void> {
  const hash = hashSources()
  rmSync(STAMP, { force: true })
  const { code } = await runNode(ELECTRON_VITE, ['build', '--config', CONFIG, '--logLevel', 'warn'])
  if (code !== 0) throw new SetupError('the build failed; its messages are above')
  writeFileSync(join(PROJECT, 'out/renderer/licences.txt'), formatLicences(readThirdParties()))
  mkdirSync(dirname(STAMP), { recursive: true })
  writeFileSync(STAMP, hash)
}

/** Builds the app unless out/ already holds what the sources say. */
export async function buildAppIfStale(): Promise<void> {
  const built = existsSync(STAMP) && BUILT.every((file) => existsSync(join(PROJECT, file)))
  if (built && readFileSync(STAMP, 'utf8') === hashSources()) return
  say('building the app')
  await buildApp()
}

/** Starts electron-vite's development server and the app, which follow changes in the sources. */
export async function watchApp(electronExecutable: string, appArguments: readonly string[]): Promise<number> {
  const dev = await runNode(ELECTRON_VITE, ['dev', '--config', CONFIG, '--watch', '--', ...appArguments], {
    environment: { ELECTRON_EXEC_PATH: electronExecutable }
  })
  return dev.code
}
