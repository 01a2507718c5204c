/** Whoever was loud is taken to speak for longer than this anyway, in milliseconds: see `SpeakingDetector`. */
const LOUD_FOR = 300

/** Whoever has been silent for so long may wait for a moment when they begin, in milliseconds. */
const SILENT_FOR = 5_000

/** So few are all read each time. */
const FEW = 3

/**
 * Chooses whose level is read at a look. Reading one waits for the thread that all sound goes through, and so holds the
 * page up for two milliseconds and more; most of the people in a meeting are silent, and who has just been loud needn't
 * be asked again at once. Pure but for what it remembers.
 */
export class LevelLooks {
  readonly #loudAt = new Map<string, number>()
  #turn = 0

  /** @param ids of those who could be loud @param now in milliseconds @returns whose level is to be read */
  choose(ids: readonly string[], now: number): readonly string[] {
    this.#turn += 1
    for (const id of this.#loudAt.keys()) if (!ids.includes(id)) this.#loudAt.delete(id)
    return ids.filter((id, index) => {
      const silence = now - (this.#loudAt.get(id) ?? -Infinity)
      // Half of the silent ones at a time, so that no look takes long.
      const spared = silence >= SILENT_FOR && ids.length > FEW
      return spared ? (index + this.#turn) % 2 === 0 : silence >= LOUD_FOR
    })
  }

  /** Notes that somebody was loud. */
  heard(id: string, now: number): void {
    this.#loudAt.set(id, now)
  }
}
