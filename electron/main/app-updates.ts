import { app } from 'electron'
import type { UpdateState } from '../../protocol/updates.ts'
import type { Settings } from '../../protocol/settings.ts'
import type { Log } from './log.ts'
import { ownAppImage } from './own-app-image.ts'
import { readUpdateSource } from './update-source.ts'
import { Updates } from './updates.ts'

export interface AppUpdatesOptions {
  settings: () => Settings
  inMeeting: () => boolean
  onState: (state: UpdateState) => void
  log: Log
}

/** Keeps this app up to date until it quits, if it was made to look for updates. */
export function startUpdates({ settings, inMeeting, onState, log }: AppUpdatesOptions): Updates {
  const source = readUpdateSource(app.getAppPath())
  const updates = new Updates({
    settings,
    inMeeting,
    createInstaller:
      source === null || !app.isPackaged
        ? null
        : async (channel) => {
            // The library of updates is as large as all the rest, and isn't needed to start.
            const { createInstaller } = await import('./installer.ts')
            return createInstaller({
              source,
              channel,
              platform: process.platform,
              appImage: ownAppImage(process.env) !== null,
              // The new app may begin before this one has ended.
              onRestart: () => app.releaseSingleInstanceLock(),
              log
            })
          },
    onState,
    now: Date.now,
    log
  })
  updates.start()
  app.on('will-quit', () => updates.close())
  return updates
}
