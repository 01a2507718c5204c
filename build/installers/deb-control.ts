/** What a Debian package says of itself (Debian Policy, chapter 5). */
export interface DebFacts {
  version: string
  /** Node's name of the processor. */
  arch: string
  /** Size of what it installs, in bytes. */
  bytes: number
  maintainer: string
  /** Each by the names that it may have, of which one is enough. */
  depends: readonly (readonly string[])[]
}

const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' }

/** Debian's name of a processor. @throws RangeError when there is no Electron for it */
export function debArchitecture(arch: string): string {
  const name = ARCHITECTURES[arch]
  if (name === undefined) throw new RangeError(`There is no Debian package for ${arch}`)
  return name
}

/** A version as dpkg orders it: 1.2.0-beta.1 comes before 1.2.0. */
export function debVersion(version: string): string {
  return version.replace('-', '~')
}

/** The control file. */
export function debControl({ version, arch, bytes, maintainer, depends }: DebFacts): string {
  const fields = {
    Package: 'parley',
    Version: debVersion(version),
    Architecture: debArchitecture(arch),
    Maintainer: maintainer,
    'Installed-Size': Math.ceil(bytes / 1024),
    Depends: ['libc6', ...depends.map((names) => names.join(' | '))].join(', '),
    Recommends: 'xdg-utils, libnotify4, libsecret-1-0',
    Section: 'net',
    Priority: 'optional',
    Description: [
      'video meetings, straight between people',
      ' Faces, voices, screens and files go straight between the people in the call,',
      ' encrypted. A small server only introduces them to each other, and the app',
      ' brings that server along.'
    ].join('\n')
  }
  return Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('')
}
