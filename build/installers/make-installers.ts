import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build, Platform } from 'electron-builder'
import { isOnPath } from '../scripts/display.ts'
import { findElectronRuntime, type ElectronRuntime } from '../scripts/electron-runtime.ts'
import { PROJECT, SetupError, say } from '../scripts/project.ts'
import { runProgram } from '../scripts/run-program.ts'
import { makeArchive } from './archive.ts'
import { builderConfig, type BuilderOptions } from './builder-config.ts'
import { billOfMaterials } from './bill-of-materials.ts'
import { makeDeb } from './deb.ts'
import { listFiles } from './file-list.ts'
import { readFlavor, type Flavor } from './flavor.ts'
import { whyNoHelpers } from './helper-host.ts'
import { checkFuses } from './check-fuses.ts'
import { checkContents, checkSize, megabytes, packApp } from './pack-app.ts'
import { readUpdateSource } from './read-update-source.ts'
import { readThirdParties } from './third-parties.ts'

/** Makes every installer that this platform has, from the built app. @throws SetupError when one can't be made */
export async function makeInstallers(output: string): Promise<void> {
  const flavor = readFlavor(process.env)
  const updates = readUpdateSource(process.env)
  await mkdir(output, { recursive: true })
  if (process.platform === 'linux') {
    const runtime = await findPackableRuntime(flavor)
    await writeBill(output, runtime.version)
    await makeLinuxInstallers({ flavor, updates, runtime }, output)
    return
  }
  await writeBill(output, await electronVersion())
  // A universal app for macOS is made of two Electrons, which electron-builder fetches itself.
  const platform = process.platform === 'darwin' ? Platform.MAC : Platform.WINDOWS
  const config = builderConfig({ flavor, updates, runtime: null })
  await build({ targets: platform.createTarget(), publish: 'never', config })
}

/**
 * The Electron that goes into packages: for people only the one that the project asks for.
 *
 * @throws SetupError when there is none
 */
export async function findPackableRuntime(flavor: Flavor): Promise<ElectronRuntime> {
  const runtime = await findElectronRuntime()
  if (runtime === null) throw new SetupError('there is no Electron to pack')
  const version = await electronVersion()
  if (flavor === 'release' && runtime.version !== version) {
    throw new SetupError(
      `a release carries Electron ${version}, and here is only ${runtime.version}; PARLEY_FLAVOR=qa makes packages for tests with it`
    )
  }
  return runtime
}

async function makeLinuxInstallers(
  options: BuilderOptions & { runtime: ElectronRuntime },
  output: string
): Promise<void> {
  const version = await readVersion(PROJECT)
  const { arch } = process
  const date = await sourceDate()
  const app = await packApp(options, output)
  checkContents(app)
  await checkFuses(join(app, 'parley'), options.flavor)
  say(`the app adds ${megabytes(await checkSize(app))} to Electron`)
  const name = `Parley-${version}-linux-${arch}`
  await writeFile(join(output, `${name}.files`), await listFiles(app))

  const archive = join(output, `${name}.tar.gz`)
  await makeArchive(app, archive, date)
  say(`made ${archive}`)
  if (isOnPath('dpkg-deb')) {
    say(`made ${await makeDeb({ app, version, arch, output, date, compression: 'small' })}`)
  } else {
    say('skipped deb: there is no dpkg-deb here')
  }

  const noHelpers = await whyNoHelpers(process.env)
  for (const target of ['rpm', 'AppImage']) {
    if (noHelpers !== null) {
      say(`skipped ${target}: electron-builder's helpers for it can't be fetched, since ${noHelpers}`)
      continue
    }
    await build({
      targets: Platform.LINUX.createTarget(target),
      publish: 'never',
      prepackaged: app,
      config: builderConfig(options)
    })
  }
}

/** Writes down what the app is made of. */
async function writeBill(output: string, electron: string): Promise<void> {
  const [version, date] = await Promise.all([readVersion(PROJECT), sourceDate()])
  const bill = billOfMaterials({ version, electron, parties: readThirdParties(), date })
  await writeFile(join(output, `Parley-${version}.cdx.json`), bill)
}

/** The Electron that the project asks for. */
const electronVersion = () => readVersion(join(PROJECT, 'node_modules/electron'))

async function readVersion(folder: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string }
  return version
}

/** When the sources were changed last, Unix time in seconds: SOURCE_DATE_EPOCH, else the last commit, else now. */
async function sourceDate(): Promise<number> {
  const given = Number(process.env.SOURCE_DATE_EPOCH)
  if (Number.isInteger(given) && given > 0) return given
  const { code, stdout } = await runProgram('git', ['log', '-1', '--format=%ct'], { output: 'collect' })
  return code === 0 ? Number(stdout) : Math.floor(Date.now() / 1000)
}
