import type { AppUpdater, CancellationToken } from 'electron-updater'
import type { UpdateSource } from '../../protocol/update-source.ts'
import type { Log } from './log.ts'
import { signedProvider } from './signed-provider.ts'

/** What finds newer versions of the app and installs them. */
export interface Installer {
  /** Whether it can install them; otherwise the system's package manager does. */
  readonly installs: boolean
  /** @returns the newer version that there is for this app; null when there is none */
  check(): Promise<string | null>
  /**
   * Fetches what the last check has found, and verifies it.
   *
   * @param onProgress called with 0 to 1
   */
  download(onProgress: (progress: number) => void): Promise<void>
  /**
   * Ends the fetching, which then rejects, and has what was fetched not installed when the app quits. What macOS has
   * been handed it installs all the same.
   */
  drop(): void
  /** Quits the app, installs what was fetched, and starts it again. */
  restart(): void
}

export interface InstallerOptions {
  source: UpdateSource
  channel: 'stable' | 'beta'
  platform: NodeJS.Platform
  /** Whether the app runs from an AppImage. */
  appImage: boolean
  /** The app is about to be started again. */
  onRestart: () => void
  log: Log
}

/** Electron-updater's name of a channel, and that of its file. */
const CHANNELS = { stable: 'latest', beta: 'beta' } as const

/** Makes the installer of this platform. Its libraries are loaded now, and not when the app starts. */
export async function createInstaller(options: InstallerOptions): Promise<Installer> {
  const { AppImageUpdater, DebUpdater, MacUpdater, NsisUpdater } = await import('electron-updater')
  const { platform, appImage } = options
  if (platform === 'win32') return adapt(new NsisUpdater(), true, options)
  if (platform === 'darwin') return adapt(new MacUpdater(), true, options)
  // A package or an archive belongs to who installed it. The class only looks what there is.
  return appImage ? adapt(new AppImageUpdater(), true, options) : adapt(new DebUpdater(), false, options)
}

/** Puts electron-updater, set up as this app wants it, behind what the app needs of it. */
export function adapt(
  updater: AppUpdater,
  installs: boolean,
  { source, channel, onRestart, log }: Pick<InstallerOptions, 'source' | 'channel' | 'onRestart' | 'log'>
): Installer {
  updater.logger = log
  updater.autoDownload = false
  updater.autoInstallOnAppQuit = true
  updater.allowDowngrade = false
  updater.setFeedURL({ provider: 'custom', updateProvider: signedProvider(source, CHANNELS[channel]) })
  /** Ends the fetching of what the last check has found. */
  let token: CancellationToken | undefined
  return {
    installs,
    async check() {
      const found = await updater.checkForUpdates()
      token = found?.cancellationToken
      return found?.isUpdateAvailable === true ? found.updateInfo.version : null
    },
    async download(onProgress) {
      const tell = ({ percent }: { percent: number }) => onProgress(percent / 100)
      updater.on('download-progress', tell)
      try {
        await updater.downloadUpdate(token)
      } finally {
        updater.off('download-progress', tell)
      }
    },
    drop() {
      updater.autoInstallOnAppQuit = false
      token?.cancel()
    },
    // Silent, and started again: the person has asked for nothing but that.
    restart: () => {
      onRestart()
      updater.quitAndInstall(true, true)
    }
  }
}
