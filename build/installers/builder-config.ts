import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Configuration } from 'electron-builder'
import type { ElectronRuntime } from '../scripts/electron-runtime.ts'
import type { Flavor } from './flavor.ts'
import { APP_ID } from '../../protocol/app-id.ts'
import type { UpdateSource } from '../../protocol/update-source.ts'

/** The scheme of invite links that open the app. */
const LINK_SCHEME = 'parley'

export interface BuilderOptions {
  flavor: Flavor
  /** The Electron to take as it is; null lets electron-builder fetch one for each architecture. */
  runtime: ElectronRuntime | null
  /** Null makes an app that doesn't look for updates. */
  updates: UpdateSource | null
}

/** Electron-builder's configuration. Everything is bundled into `out/`, so no node_modules are packed. */
export function builderConfig({ flavor, runtime, updates }: BuilderOptions): Configuration {
  return {
    appId: APP_ID,
    productName: 'Parley',
    directories: { output: 'dist', buildResources: 'build/installers' },
    files: ['out/**', 'package.json', '!out/.source-hash', '!out/bundled/**', '!node_modules/**'],
    extraMetadata: {
      // Electron tells it to the desktop, which finds the icon and the permissions of the portals by it.
      desktopName: 'parley.desktop',
      flavor,
      ...(updates !== null && { updates })
    },
    asar: true,
    npmRebuild: false,
    icon: 'assets/public/icon.png',
    artifactName: '${productName}-${version}-${os}-${arch}.${ext}',
    protocols: [{ name: 'Parley', schemes: [LINK_SCHEME] }],
    electronFuses: fuses(flavor),
    ...(runtime !== null && { electronDist: runtime.folder, electronVersion: runtime.version }),
    // Each channel's file names the newest version for those on it; a stable one is for all of them.
    publish: updates === null ? null : { provider: 'generic', url: updates.url },
    generateUpdatesFilesForAllChannels: true,
    afterExtract: async ({ appOutDir }) => {
      // The copy of Electron for tests opens folders by an app of its own, which mustn't come along.
      await rm(join(appOutDir, 'resources', 'app'), { recursive: true, force: true })
      await rm(join(appOutDir, 'version'), { force: true })
    },
    win: { target: [{ target: 'nsis', arch: ['x64', 'arm64'] }] },
    nsis: {
      // Per user: no administrator is asked, neither for the first installation nor for an update. `/S` is silent.
      oneClick: true,
      perMachine: false,
      deleteAppDataOnUninstall: false,
      include: 'build/installers/windows/installer.nsh'
    },
    mac: {
      target: [
        { target: 'dmg', arch: 'universal' },
        { target: 'zip', arch: 'universal' }
      ],
      category: 'public.app-category.video',
      hardenedRuntime: true,
      entitlements: 'build/installers/mac/entitlements.plist',
      entitlementsInherit: 'build/installers/mac/entitlements.plist',
      extendInfo: {
        NSCameraUsageDescription: 'Parley shows your camera to the people in a meeting.',
        NSMicrophoneUsageDescription: 'Parley lets the people in a meeting hear you.',
        NSAudioCaptureUsageDescription: 'Parley can share what your computer plays along with your screen.',
        NSLocalNetworkUsageDescription: 'Parley hosts meetings on your network, and finds those of others.',
        NSBonjourServices: ['_parley._tcp']
      }
    },
    linux: {
      category: 'Network',
      executableName: 'parley',
      maintainer: MAINTAINER,
      synopsis: 'Video meetings, straight between people',
      mimeTypes: [`x-scheme-handler/${LINK_SCHEME}`],
      desktop: { entry: { StartupWMClass: 'parley' } }
    },
    // Not `--no-sandbox`, which is the default: the image's own starter adds it where the system has no other way.
    appImage: { executableArgs: [] }
  }
}

/** Whom packages name. The address is one that can't exist, until there is one. */
export const MAINTAINER = 'The Parley developers <maintainers@parley.invalid>'

/** What an attacker with the person's rights can't switch on any more. */
function fuses(flavor: Flavor): NonNullable<Configuration['electronFuses']> {
  return {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: flavor === 'qa',
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
    resetAdHocDarwinSignature: true
  }
}
