import type { DrawnSize, Viewing } from '../../protocol/viewing.ts'
import type { Clock } from './clock.ts'
import type { Topology } from './topology/topology.ts'

/** How long a picture has to be smaller, or out of sight, before its sender is told, in milliseconds. */
const PATIENCE = 1_000

/** A change of fewer pixels than this share of the size isn't worth a word. */
const SMALL_CHANGE = 0.1

const NOWHERE: DrawnSize = { width: 0, height: 0 }

/** What is shown here of one person. */
interface Shown {
  /** What they were told last; null before the first word. */
  told: Viewing | null
  wanted: Viewing
  /** Cancels the telling of what has become smaller; null when nothing has. */
  cancel: (() => void) | null
}

/**
 * Tells everybody how large their pictures are drawn here, so that they encode no more than that. What becomes larger is
 * told at once, since somebody waits for it; what becomes smaller when it has stayed so.
 */
export class OwnViewing {
  readonly #topology: () => Topology | null
  readonly #clock: Clock
  readonly #shown = new Map<string, Shown>()

  /** @param topology where they are; null outside a meeting */
  constructor(topology: () => Topology | null, clock: Clock) {
    this.#topology = topology
    this.#clock = clock
  }

  /**
   * Notes how large somebody's picture is drawn, in physical pixels. Somebody of whom nothing was ever said is sent
   * pictures of a usual size.
   */
  show(id: string, slot: keyof Viewing, size: DrawnSize): void {
    // Tiles are taken down after the meeting.
    if (this.#topology() === null) return
    const shown: Shown = this.#shown.get(id) ?? {
      told: null,
      wanted: { camera: NOWHERE, screen: NOWHERE },
      cancel: null
    }
    this.#shown.set(id, shown)
    shown.wanted = { ...shown.wanted, [slot]: size }
    if (grows(shown.told, shown.wanted)) this.#tell(id, shown)
    // A tile that is only just being put up has no size yet, and one that is moved has none for a moment.
    else if (differs(shown.told, shown.wanted)) this.#tellLater(id, shown)
    else this.#keep(shown)
  }

  /** Says all of it again, to those who are connected anew. */
  repeat(): void {
    for (const [id, { told }] of this.#shown) if (told !== null) this.#topology()?.setViewing(id, told)
  }

  /** Forgets somebody who has left. */
  forget(id: string): void {
    this.#shown.get(id)?.cancel?.()
    this.#shown.delete(id)
  }

  /** Idempotent. */
  close(): void {
    for (const id of [...this.#shown.keys()]) this.forget(id)
  }

  #tellLater(id: string, shown: Shown): void {
    shown.cancel ??= this.#clock.after(PATIENCE, () => this.#tell(id, shown))
  }

  #tell(id: string, shown: Shown): void {
    this.#keep(shown)
    shown.told = shown.wanted
    this.#topology()?.setViewing(id, shown.told)
  }

  #keep(shown: Shown): void {
    shown.cancel?.()
    shown.cancel = null
  }
}

function isSeen({ camera, screen }: Viewing): boolean {
  return camera.height > 0 || screen.height > 0
}

function grows(told: Viewing | null, wanted: Viewing): boolean {
  if (told === null) return isSeen(wanted)
  return (['camera', 'screen'] as const).some(
    (slot) => areaOf(wanted[slot]) > areaOf(told[slot]) * (1 + SMALL_CHANGE) ** 2
  )
}

function differs(told: Viewing | null, wanted: Viewing): boolean {
  if (told === null) return true
  return (
    grows(wanted, told) ||
    (['camera', 'screen'] as const).some((slot) => areaOf(wanted[slot]) === 0 && areaOf(told[slot]) > 0)
  )
}

function areaOf({ width, height }: DrawnSize): number {
  return width * height
}
