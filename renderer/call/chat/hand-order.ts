/** What is known of somebody's hand: when it was raised by their clock; null while it is down or unknown. */
export interface HandState {
  readonly id: string
  readonly hand: number | null
  /** Whether they have said anything of themselves yet. */
  readonly known: boolean
}

/**
 * Who has a hand up, in the order of raising. A hand that is seen going up counts from then, so that a wrong clock
 * overtakes nobody; of those that were up before, their own times tell.
 */
export class HandOrder {
  /** When each hand that is up was raised, in milliseconds by this clock. */
  readonly #raised = new Map<string, number>()
  #known: ReadonlySet<string> = new Set()

  /**
   * Takes what is known of everybody, this participant among them.
   *
   * @returns the ids of those with a hand up
   */
  update(people: readonly HandState[], now: number): readonly string[] {
    const up = new Set(people.filter(({ hand }) => hand !== null).map(({ id }) => id))
    for (const id of this.#raised.keys()) if (!up.has(id)) this.#raised.delete(id)
    for (const { id, hand } of people) {
      if (hand === null || this.#raised.has(id)) continue
      this.#raised.set(id, this.#known.has(id) ? now : Math.min(hand, now))
    }
    this.#known = new Set(people.filter(({ known }) => known).map(({ id }) => id))
    // The sort is stable: of those of one moment, the one that was seen first comes first.
    return [...this.#raised].sort(([, a], [, b]) => a - b).map(([id]) => id)
  }
}
