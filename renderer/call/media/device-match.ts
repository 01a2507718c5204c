import type { DeviceChoice } from '../../../protocol/settings.ts'
import type { Device } from './capture-state.ts'

/**
 * Finds a remembered device among those that are there: by its id or, since ids change when site data is
 * cleared or a device moves to another port, by its label.
 *
 * @returns the id to ask for, or null for the system's default
 */
export function matchDevice(choice: DeviceChoice, devices: readonly Device[]): string | null {
  if (choice === null) return null
  const match =
    devices.find((device) => device.id === choice.id) ??
    devices.find((device) => device.label !== '' && device.label === choice.label)
  return match?.id ?? null
}
