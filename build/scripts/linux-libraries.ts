import { existsSync } from 'node:fs'
import { hasDisplay, isOnPath, SOUND_SERVER, TURN_SERVER, WINDOW_MANAGER } from './display.ts'
import type { ElectronRuntime } from './electron-runtime.ts'
import { findInstalledBrowser } from './installed-browser.ts'
import { SetupError, say } from './project.ts'
import { runProgram } from './run-program.ts'

/**
 * The Debian packages of the libraries that Electron is linked with. Ubuntu 24.04 and Debian 13 renamed some of
 * them in their move to 64-bit time (`t64`); those come first, where they exist.
 */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'libX11.so.6': ['libx11-6'],
  'libXcomposite.so.1': ['libxcomposite1'],
  'libXdamage.so.1': ['libxdamage1'],
  'libXext.so.6': ['libxext6'],
  'libXfixes.so.3': ['libxfixes3'],
  'libXrandr.so.2': ['libxrandr2'],
  'libasound.so.2': ['libasound2t64', 'libasound2'],
  'libatk-1.0.so.0': ['libatk1.0-0t64', 'libatk1.0-0'],
  'libatk-bridge-2.0.so.0': ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
  'libatspi.so.0': ['libatspi2.0-0t64', 'libatspi2.0-0'],
  'libcairo.so.2': ['libcairo2'],
  'libcups.so.2': ['libcups2t64', 'libcups2'],
  'libdbus-1.so.3': ['libdbus-1-3'],
  'libdrm.so.2': ['libdrm2'],
  'libexpat.so.1': ['libexpat1'],
  'libgbm.so.1': ['libgbm1'],
  'libgio-2.0.so.0': ['libglib2.0-0t64', 'libglib2.0-0'],
  'libglib-2.0.so.0': ['libglib2.0-0t64', 'libglib2.0-0'],
  'libgobject-2.0.so.0': ['libglib2.0-0t64', 'libglib2.0-0'],
  'libgtk-3.so.0': ['libgtk-3-0t64', 'libgtk-3-0'],
  'libnspr4.so': ['libnspr4'],
  'libnss3.so': ['libnss3'],
  'libnssutil3.so': ['libnss3'],
  'libpango-1.0.so.0': ['libpango-1.0-0'],
  'libsmime3.so': ['libnss3'],
  'libudev.so.1': ['libudev1'],
  'libxcb.so.1': ['libxcb1'],
  'libxkbcommon.so.0': ['libxkbcommon0']
}

/** Every library's package by the names that it may have, each package once. */
export const LIBRARY_PACKAGES: readonly (readonly string[])[] = [
  ...new Map(Object.values(PACKAGES).map((names) => [names[0], names])).values()
]

/** The package of `TURN_SERVER`. */
const COTURN = 'coturn'

/** The programs that make up networks, and the packages that carry them. */
const LAB_PROGRAMS: Readonly<Record<string, string>> = {
  certutil: 'libnss3-tools',
  conntrack: 'conntrack',
  ip: 'iproute2',
  nft: 'nftables',
  openssl: 'openssl',
  sysctl: 'procps',
  turnserver: COTURN
}

/** What is missing: packages by the names that they may have, and libraries whose package isn't known. */
export interface MissingPackages {
  packages: (readonly string[])[]
  unknown: string[]
}

/** Reads what `ldd` says about a binary. */
export function missingLibraries(lddOutput: string): string[] {
  return [...lddOutput.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '')
}

/** The packages that carry the given libraries. */
export function packagesOf(libraries: readonly string[]): MissingPackages {
  return {
    packages: libraries.flatMap((library) => (PACKAGES[library] ? [PACKAGES[library]] : [])),
    unknown: libraries.filter((library) => !PACKAGES[library])
  }
}

/** Picks, for each package, the first of its names that the system knows; the last when it knows none. */
export function pickNames(
  packages: readonly (readonly string[])[],
  isKnown: (name: string) => boolean
): string[] {
  const names = packages.map((candidates) => candidates.find(isKnown) ?? candidates.at(-1) ?? '')
  return [...new Set(names)].sort()
}

/** The command that installs packages, for a person to copy. */
export function installCommand(names: readonly string[]): string {
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}`
}

export interface LinuxNeeds {
  runtime: ElectronRuntime | null
  /** Fonts with Chinese characters and emoji, for pictures that are looked at. */
  fonts?: boolean
  /** A display: Xvfb where there is no other. */
  display?: boolean
  /** What only tests need, and do without where it can't be installed: a browser for guests, a window manager, speakers, a relay. */
  testing?: boolean
  /** What networks are made of, and a browser for those in them. */
  lab?: boolean
}

/**
 * Makes sure that Linux has what the app needs. As root it installs what is missing through apt.
 *
 * @throws SetupError with the exact command when somebody else has to run it
 */
export async function ensureLinuxLibraries(needs: LinuxNeeds): Promise<void> {
  if (process.platform !== 'linux') return
  const { packages, unknown } = await findMissing(needs)
  if (packages.length === 0 && unknown.length === 0) return
  if (unknown.length > 0 || !isOnPath('apt-get')) {
    const missing = [...unknown, ...packages.map((names) => names.at(-1) ?? '')].join(', ')
    throw new SetupError(`this system lacks ${missing}; please install them with its package manager`)
  }
  if (process.getuid?.() !== 0) {
    const names = pickNames(packages, await knownNames(packages))
    throw new SetupError(
      `this system lacks packages that the app needs; please run:\n  ${installCommand(names)}`
    )
  }
  await apt('update', '-qq')
  const names = pickNames(packages, await knownNames(packages))
  say(`installing system packages: ${names.join(' ')}`)
  await apt('install', '-y', '-qq', '--no-install-recommends', ...names)
  if (names.includes(COTURN)) await stopService(COTURN)
}

async function findMissing({
  runtime,
  fonts = false,
  display = false,
  testing = false,
  lab = false
}: LinuxNeeds): Promise<MissingPackages> {
  const missing = packagesOf(runtime === null ? [] : await unresolvedLibraries(runtime.executable))
  if (display && !hasDisplay() && !isOnPath('Xvfb')) missing.packages.push(['xvfb'])
  if (testing && process.getuid?.() === 0) {
    if (findInstalledBrowser() === null) missing.packages.push(['chromium'])
    if (!hasDisplay() && !isOnPath(WINDOW_MANAGER)) missing.packages.push([WINDOW_MANAGER])
    if (!isOnPath(SOUND_SERVER)) missing.packages.push([SOUND_SERVER])
    if (!isOnPath(TURN_SERVER)) missing.packages.push([COTURN])
  }
  if (lab) {
    if (findInstalledBrowser() === null) missing.packages.push(['chromium'])
    const programs = Object.entries(LAB_PROGRAMS).filter(([program]) => !isOnPath(program))
    missing.packages.push(...programs.map(([, name]) => [name]))
  }
  if (fonts) {
    if (!(await hasFont(':lang=zh-cn'))) missing.packages.push(['fontconfig'], ['fonts-noto-cjk'])
    if (!(await hasFont(':lang=und-zsye'))) missing.packages.push(['fontconfig'], ['fonts-noto-color-emoji'])
  }
  return missing
}

async function unresolvedLibraries(executable: string): Promise<string[]> {
  const { output } = await runProgram('ldd', [executable], { output: 'collect' })
  return missingLibraries(output)
}

/** Whether a font matches a fontconfig pattern. Without fontconfig's tools nobody can tell, so there is none. */
async function hasFont(pattern: string): Promise<boolean> {
  const { code, stdout } = await runProgram('fc-list', [pattern, 'family'], { output: 'collect' })
  return code === 0 && stdout.trim() !== ''
}

/** Asks apt which of the names it knows. Virtual packages have no entry of their own, so they don't count. */
async function knownNames(packages: readonly (readonly string[])[]): Promise<(name: string) => boolean> {
  const { stdout } = await runProgram('apt-cache', ['show', '--no-all-versions', ...packages.flat()], {
    output: 'collect'
  })
  const known = new Set([...stdout.matchAll(/^Package: (\S+)$/gm)].map((match) => match[1]))
  return (name) => known.has(name)
}

/** Debian starts what it installs as a service; the tests start their own. Without systemd nothing was started. */
async function stopService(name: string): Promise<void> {
  if (!existsSync('/run/systemd/system')) return
  const { code, output } = await runProgram('systemctl', ['disable', '--now', name], { output: 'collect' })
  if (code !== 0) say(`${name} may have been started as a service: ${output.trim()}`)
}

async function apt(...aptArguments: string[]): Promise<void> {
  const { code, output } = await runProgram('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...aptArguments], {
    output: 'collect',
    environment: { DEBIAN_FRONTEND: 'noninteractive' }
  })
  if (code !== 0) throw new SetupError(`apt-get ${aptArguments.join(' ')} failed:\n${output.trim()}`)
}
