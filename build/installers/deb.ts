import { chmod, cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { LIBRARY_PACKAGES } from '../scripts/linux-libraries.ts'
import { PROJECT, SetupError } from '../scripts/project.ts'
import { runProgram } from '../scripts/run-program.ts'
import { MAINTAINER } from './builder-config.ts'
import { debArchitecture, debControl, debVersion } from './deb-control.ts'
import { sizeOf } from './file-list.ts'

export interface DebOptions {
  /** The packed app. */
  app: string
  version: string
  /** Node's name of the processor. */
  arch: string
  /** Where the package goes. */
  output: string
  /** When the sources were changed last, Unix time in seconds: the same sources give the same package. */
  date: number
  /** `small` takes a minute. */
  compression: 'small' | 'fast'
}

const COMPRESSION = { small: ['-Zxz'], fast: ['-Zgzip', '-z1'] }

const LINUX_FILES = join(PROJECT, 'build/installers/linux')
const MAINTAINER_SCRIPTS = ['postinst', 'prerm', 'postrm']

/**
 * Makes the Debian package from the packed app with dpkg-deb alone. The app is in /opt/parley, as is usual for what
 * brings all of its libraries along; everything else is where desktops look for it.
 *
 * @returns its file
 */
export async function makeDeb(options: DebOptions): Promise<string> {
  const { app, version, arch, output, date, compression } = options
  const root = join(output, 'deb')
  const inRoot = (path: string) => join(root, path)
  await rm(root, { recursive: true, force: true })
  await mkdir(inRoot('opt'), { recursive: true })
  await cp(app, inRoot('opt/parley'), { recursive: true, verbatimSymlinks: true })
  await copy('apparmor-profile', inRoot('opt/parley/resources/apparmor-profile'))
  await copy('parley.desktop', inRoot('usr/share/applications/parley.desktop'))
  const metainfo = (await readFile(join(LINUX_FILES, 'metainfo.xml'), 'utf8'))
    .replace('@VERSION@', version)
    .replace('@DATE@', new Date(date * 1000).toISOString().slice(0, 10))
  await write(inRoot('usr/share/metainfo/app.parley.Parley.metainfo.xml'), metainfo)
  await copyAsset('icon.png', inRoot('usr/share/icons/hicolor/512x512/apps/parley.png'))
  await copyAsset('favicon.svg', inRoot('usr/share/icons/hicolor/scalable/apps/parley.svg'))
  await write(inRoot('usr/share/doc/parley/copyright'), await readFile(join(PROJECT, 'LICENSE'), 'utf8'))
  await mkdir(inRoot('usr/bin'), { recursive: true })
  await symlink('/opt/parley/parley', inRoot('usr/bin/parley'))
  const bytes = await sizeOf(root)
  const facts = { version, arch, bytes, maintainer: MAINTAINER, depends: LIBRARY_PACKAGES }
  await write(inRoot('DEBIAN/control'), debControl(facts))
  for (const script of MAINTAINER_SCRIPTS) {
    await copy(script, inRoot(`DEBIAN/${script}`))
    await chmod(inRoot(`DEBIAN/${script}`), 0o755)
  }

  const file = join(output, `parley_${debVersion(version)}_${debArchitecture(arch)}.deb`)
  const build = await runProgram(
    'dpkg-deb',
    ['--root-owner-group', ...COMPRESSION[compression], '--build', root, file],
    { output: 'collect', environment: { SOURCE_DATE_EPOCH: String(date) } }
  )
  if (build.code !== 0) throw new SetupError(`dpkg-deb failed: ${build.output.trim()}`)
  await rm(root, { recursive: true, force: true })
  return file
}

async function write(file: string, content: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, content, { mode: 0o644 })
}

const copy = (name: string, file: string) => copyPlain(join(LINUX_FILES, name), file)
const copyAsset = (name: string, file: string) => copyPlain(join(PROJECT, 'assets/public', name), file)

async function copyPlain(source: string, file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await cp(source, file)
  await chmod(file, 0o644)
}
