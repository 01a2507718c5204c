/** Levels above this are speech, 0 to 1 linear: about -34 dBFS, above the noise of a quiet room. */
export const THRESHOLD = 0.02

/** Pauses between words, in milliseconds, during which somebody still counts as speaking. */
const HOLD = 700

/** Tells who is speaking from how loud each is. Pure but for what it remembers; time comes as an argument. */
export class SpeakingDetector {
  readonly #lastLoud = new Map<string, number>()
  #speaking: ReadonlySet<string> = new Set()

  /**
   * @param levels 0 to 1, linear, by id; whoever isn't in it is silent
   * @param now milliseconds, on any clock that doesn't go back
   * @returns the ids of those who speak; the same set as before when nothing changed
   */
  update(levels: Iterable<readonly [string, number]>, now: number): ReadonlySet<string> {
    for (const [id, level] of levels) if (level >= THRESHOLD) this.#lastLoud.set(id, now)
    for (const [id, time] of this.#lastLoud) if (now - time > HOLD) this.#lastLoud.delete(id)
    const same =
      this.#speaking.size === this.#lastLoud.size &&
      [...this.#lastLoud.keys()].every((id) => this.#speaking.has(id))
    if (!same) this.#speaking = new Set(this.#lastLoud.keys())
    return this.#speaking
  }
}
