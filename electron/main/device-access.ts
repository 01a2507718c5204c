import { systemPreferences } from 'electron'
import type { DeviceAccess } from '../../protocol/desktop.ts'

/** Asks macOS, which shows its own dialog the first time. Elsewhere the system has no say before the device opens. */
export async function requestDeviceAccess(device: 'camera' | 'microphone'): Promise<DeviceAccess> {
  if (process.platform !== 'darwin') return 'granted'
  return (await systemPreferences.askForMediaAccess(device)) ? 'granted' : 'denied'
}
