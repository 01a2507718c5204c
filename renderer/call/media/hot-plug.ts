import type { Capture } from './capture.ts'
import type { CaptureKind, Device, DeviceLists } from './capture-state.ts'
import { devicesOf, fallbackOrder, findDevice } from './device-match.ts'

/** What became of a device that captures because devices came or went. */
export type DeviceChange =
  /** It is gone, and another one has taken its place. `by` is empty where nobody can tell which one. */
  | { type: 'device-replaced'; device: string; by: string }
  /** It is back; another one has its place, and goes on unless the person wants it otherwise. */
  | { type: 'device-returned'; kind: CaptureKind; device: Device }
  /** It is back, and since nothing had its place, it is used again. */
  | { type: 'device-restored'; device: string }
  /** The system has another default device, and it is used now. */
  | { type: 'device-followed'; device: string }

/** A device that was in use when it went. */
interface Lost {
  device: Device
  /** Whether it was heard or seen: a muted microphone comes back muted. */
  enabled: boolean
}

export interface HotPlugDependencies {
  captures: Readonly<Record<CaptureKind, Capture>>
  devices: () => DeviceLists
  /** Reads the list of devices anew, and hands it to `compare`. */
  refresh: () => Promise<void>
  onChange: (change: DeviceChange) => void
}

/**
 * Keeps a meeting seen and heard when devices come and go: another device takes the place of one that is unplugged,
 * and one that is plugged in again is offered, or used if nothing else was there.
 */
export class HotPlug {
  readonly #dependencies: HotPlugDependencies
  readonly #lost = new Map<CaptureKind, Lost>()

  constructor(dependencies: HotPlugDependencies) {
    this.#dependencies = dependencies
    for (const kind of ['camera', 'microphone'] as const) {
      dependencies.captures[kind].on(
        'lost',
        (device, enabled) => void this.#replace(kind, { device, enabled })
      )
    }
  }

  /** Forgets a device that was lost, because the person has chosen. */
  forget(kind: CaptureKind): void {
    this.#lost.delete(kind)
  }

  /** Does what a new list of devices asks for. */
  compare(before: DeviceLists, now: DeviceLists): void {
    for (const kind of ['camera', 'microphone'] as const) {
      const devices = devicesOf(kind, now)
      const capture = this.#dependencies.captures[kind]
      if (capture.isGoneFrom(devices)) capture.lose()
      else this.#welcome(kind, devices)
      if (kind === 'microphone') void this.#follow(before.defaults.microphone, now.defaults.microphone)
    }
  }

  async #replace(kind: CaptureKind, lost: Lost): Promise<void> {
    const { captures, devices, refresh, onChange } = this.#dependencies
    this.#lost.set(kind, lost)
    await refresh()
    const by = await captures[kind].replace((devices) => fallbackOrder(lost.device.id, devices), lost.enabled)
    const { state } = captures[kind]
    if (by !== null) {
      const alias = 'track' in state && state.deviceId === 'default'
      onChange({
        type: 'device-replaced',
        device: lost.device.label,
        by: alias ? defaultMicrophone(devices(), lost.device.id) : by
      })
    }
    // It may be back already, as after a loose contact, without any list having been without it.
    await refresh()
    this.#welcome(kind, devicesOf(kind, devices()))
  }

  /** Looks whether the device that was lost is back. */
  #welcome(kind: CaptureKind, devices: readonly Device[]): void {
    const lost = this.#lost.get(kind)
    const back = lost && findDevice(lost.device, devices)
    if (lost === undefined || back === undefined) return
    const { captures, onChange } = this.#dependencies
    const capture = captures[kind]
    const { status } = capture.state
    // While another one is looked for it is too early to tell: a track may end before the list says why.
    if (status === 'starting') return
    this.#lost.delete(kind)
    if (status === 'failed') void this.#restore(kind, back, lost.enabled)
    // Whoever leaves the choice to the system gets what the system chooses.
    else if ('track' in capture.state && (capture.choice !== null || kind === 'camera')) {
      onChange({ type: 'device-returned', kind, device: back })
    }
  }

  async #restore(kind: CaptureKind, device: Device, enabled: boolean): Promise<void> {
    const { captures, onChange } = this.#dependencies
    const restored = await captures[kind].replace(() => [device.id], enabled)
    if (restored !== null) onChange({ type: 'device-restored', device: restored })
    // It may not be ready yet: the next change of the list is another chance.
    else if (captures[kind].state.status === 'failed') this.#lost.set(kind, { device, enabled })
  }

  /** Whoever leaves the choice to the system has the microphone that the system chooses, also when that changes. */
  async #follow(before: string, now: string): Promise<void> {
    const { captures, onChange } = this.#dependencies
    const { microphone } = captures
    if (before === now || before === '' || now === '') return
    if (microphone.choice !== null || !('track' in microphone.state)) return
    if ((await microphone.choose(null)) === null) onChange({ type: 'device-followed', device: now })
  }
}

/** What stands behind the browser's "Default", if that can be told. */
function defaultMicrophone({ microphones, defaults }: DeviceLists, lost: string): string {
  const [only, another] = microphones.filter(({ id }) => id !== lost)
  return defaults.microphone || (another === undefined ? (only?.label ?? '') : '')
}
