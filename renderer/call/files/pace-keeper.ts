import type { Clock } from '../clock.ts'
import type { PeerFigures } from '../stats/quality-figures.ts'
import { SAMPLE_PERIOD } from '../stats/quality-watch.ts'
import { nextPace, UNLIMITED, type LineSigns, type Pace } from './pace-policy.ts'

interface Line {
  pace: Pace
  /** Bytes that were written there, of all transfers together. */
  written: number
  lookedAt: number
}

/** Keeps how fast files may go to each person, by `pace-policy.ts`. */
export class PaceKeeper {
  readonly #clock: Clock
  readonly #figures: (id: string) => PeerFigures | null
  readonly #lines = new Map<string, Line>()

  constructor(figures: (id: string) => PeerFigures | null, clock: Clock) {
    this.#figures = figures
    this.#clock = clock
  }

  /** Bytes a second that may go to somebody, of all transfers together; null for as fast as it goes. */
  limit(id: string): number | null {
    return this.#lines.get(id)?.pace.limit ?? null
  }

  /**
   * Looks whether the lines suffer, as often as there are figures.
   *
   * @param written bytes that each has written of what goes there now, by peer id
   */
  look(written: ReadonlyMap<string, number>): void {
    const now = this.#clock.now()
    for (const id of this.#lines.keys()) if (!written.has(id)) this.#lines.delete(id)
    for (const [id, bytes] of written) {
      const line = this.#lines.get(id)
      if (line === undefined) {
        this.#lines.set(id, { pace: UNLIMITED, written: bytes, lookedAt: now })
      } else if (now - line.lookedAt >= SAMPLE_PERIOD) {
        const throughput = (Math.max(0, bytes - line.written) / (now - line.lookedAt)) * 1_000
        const pace = nextPace(line.pace, signsOf(this.#figures(id)), throughput)
        this.#lines.set(id, { pace, written: bytes, lookedAt: now })
      }
    }
  }
}

function signsOf(figures: PeerFigures | null): LineSigns {
  if (figures === null) return { roundTrip: null, loss: null, concealment: null }
  const { roundTrip, incoming, outgoing } = figures
  const losses = [outgoing.microphone, outgoing.camera, outgoing.screen].map((stream) => stream?.loss ?? 0)
  return { roundTrip, loss: Math.max(...losses), concealment: incoming.microphone?.concealment ?? null }
}
