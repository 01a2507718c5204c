import { join } from 'node:path'
import type { Log } from './log.ts'
import { readBusFlag } from './session-bus.ts'

export interface TrayEnvironment {
  platform: NodeJS.Platform
  environment: NodeJS.ProcessEnv
  log: Log
}

/**
 * Whether the desktop shows icons in a tray now. On Linux it does if something has registered for that with the watcher
 * of StatusNotifierItem, which Electron's icon uses: a plain GNOME has none, and its icon is nowhere. Asked whenever it
 * matters, since panels come and go.
 */
export async function hasTrayHost({ platform, environment, log }: TrayEnvironment): Promise<boolean> {
  if (platform !== 'linux') return true
  const bus = busAddresses(environment)
  if (bus === null) return false
  try {
    const registered = await readBusFlag(bus, {
      service: 'org.kde.StatusNotifierWatcher',
      path: '/StatusNotifierWatcher',
      interface: 'org.kde.StatusNotifierWatcher',
      name: 'IsStatusNotifierHostRegistered'
    })
    return registered === true
  } catch (error) {
    log.warn('The session bus could not be asked for a tray', error)
    return false
  }
}

/** Where systemd puts the bus counts for those to whom nothing else was said. */
function busAddresses({ DBUS_SESSION_BUS_ADDRESS: bus, XDG_RUNTIME_DIR: folder }: NodeJS.ProcessEnv) {
  if (bus !== undefined && bus !== '') return bus
  return folder === undefined || folder === '' ? null : `unix:path=${join(folder, 'bus')}`
}
