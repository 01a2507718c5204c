/** How long somebody must speak before they take over from one who is silent, in milliseconds: longer than a
 * cough, a laugh or a "yes". */
const TAKE_OVER = 600

/** How long somebody must speak to take over from one who goes on speaking, in milliseconds: they are no
 * interruption any more but have the word. */
const TALK_OVER = 3_000

/** How long the active speaker stays at least, in milliseconds, unless they leave. */
const STAY = 2_000

/** Who has the stage, and when to ask again though nobody began or stopped speaking meanwhile. */
export interface ActiveSpeakerVerdict {
  /** Null while nobody has spoken yet. */
  active: string | null
  /** Time of the next look, on the clock of `update`; null when only a change of the speakers matters. */
  again: number | null
}

/**
 * Chooses the one person to show large. The choice is calm: silence changes nothing, a short word from
 * somebody else changes nothing, and of two who speak at once the one who began first stays for a while.
 * Pure but for what it remembers; time comes as an argument.
 */
export class ActiveSpeakerPolicy {
  /** When each began their present stretch of speech. A map keeps the order in which they began. */
  readonly #began = new Map<string, number>()
  #active: string | null = null
  #since = 0

  /**
   * @param speaking ids of those who speak now, without the one who looks
   * @param present ids of all who could be shown
   * @param now milliseconds, on any clock that doesn't go back
   */
  update(speaking: ReadonlySet<string>, present: ReadonlySet<string>, now: number): ActiveSpeakerVerdict {
    for (const id of this.#began.keys()) if (!speaking.has(id) || !present.has(id)) this.#began.delete(id)
    for (const id of speaking) if (present.has(id) && !this.#began.has(id)) this.#began.set(id, now)
    if (this.#active !== null && !present.has(this.#active)) this.#active = null

    const next = this.#challenger()
    if (next === null) return { active: this.#active, again: null }
    const due = this.#due(next)
    if (now < due) return { active: this.#active, again: due }
    this.#active = next
    this.#since = now
    const after = this.#challenger()
    return { active: next, again: after === null ? null : this.#due(after) }
  }

  /** Whoever speaks longest and isn't active. */
  #challenger(): string | null {
    for (const id of this.#began.keys()) if (id !== this.#active) return id
    return null
  }

  /** When a challenger who goes on speaking becomes active. */
  #due(challenger: string): number {
    const began = this.#began.get(challenger) ?? 0
    // There is nobody to be calm about.
    if (this.#active === null) return began
    const needed = this.#began.has(this.#active) ? TALK_OVER : TAKE_OVER
    // Of two who talk at once, each in turn: the other's time counts from the last change.
    const from = this.#began.has(this.#active) ? Math.max(began, this.#since) : began
    return Math.max(from + needed, this.#since + STAY)
  }
}
