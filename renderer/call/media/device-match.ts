import type { DeviceChoice } from '../../../protocol/settings.ts'
import type { CaptureKind, Device, DeviceLists } from './capture-state.ts'

/**
 * Finds a remembered device among those that are there: by its id or, since ids change when site data is
 * cleared or a device moves to another port, by its label.
 *
 * @returns the id to ask for, or null for the system's default
 */
export function matchDevice(choice: DeviceChoice, devices: readonly Device[]): string | null {
  return choice === null ? null : (findDevice(choice, devices)?.id ?? null)
}

/** Those of a list that can capture so. */
export function devicesOf(kind: CaptureKind, { cameras, microphones }: DeviceLists): readonly Device[] {
  return kind === 'camera' ? cameras : microphones
}

/** Finds a device by its id or else by its label. */
export function findDevice(wanted: Device, devices: readonly Device[]): Device | undefined {
  return (
    devices.find((device) => device.id === wanted.id) ??
    devices.find((device) => device.label !== '' && device.label === wanted.label)
  )
}

/**
 * What may take the place of a device that is gone, best first: the system's default, named by null, and then any
 * other.
 */
export function fallbackOrder(lost: string, devices: readonly Device[]): (string | null)[] {
  return [null, ...devices.flatMap(({ id }) => (id === lost ? [] : [id]))]
}
