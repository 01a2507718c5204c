/** What is looked at, in milliseconds: short enough to follow a change, long enough not to flicker. */
const WINDOW = 3_000

/** What has to have gone by before anything is said, in milliseconds. */
const LEAST = 500

/** How fast a transfer is of late. */
export class TransferRate {
  #samples: { at: number; done: number }[] = []

  /** @param at milliseconds; @param done bytes so far */
  add(at: number, done: number): void {
    const last = this.#samples.at(-1)
    // A file that begins anew takes back what was done.
    if (last !== undefined && done < last.done) this.#samples = []
    this.#samples.push({ at, done })
    while ((this.#samples[1]?.at ?? Infinity) <= at - WINDOW) this.#samples.shift()
    // Two samples a moment tell no more than the last of them.
    const before = this.#samples.at(-2)
    if (before !== undefined && this.#samples.length > 2 && at - before.at < WINDOW / 60) {
      this.#samples.splice(-2, 1)
    }
  }

  /** Forgets what was, as after a pause. */
  restart(): void {
    this.#samples = []
  }

  /** @returns bytes a second, rounded; null while that can't be said */
  at(now: number): number | null {
    const first = this.#samples.findLast(({ at }) => at <= now - WINDOW) ?? this.#samples[0]
    const last = this.#samples.at(-1)
    if (first === undefined || last === undefined || now - first.at < LEAST) return null
    return Math.round(((last.done - first.done) / (now - first.at)) * 1_000)
  }
}
