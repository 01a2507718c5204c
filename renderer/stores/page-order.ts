/** How long nobody else is brought to the page after somebody was, in milliseconds: faces that swap are hard to follow. */
export const ORDER_CALM = 6_000

/**
 * The places of everybody who is present: those who had one keep it, newcomers come last, and who has left leaves no gap.
 * Pure.
 */
export function keepOrder(order: readonly string[], present: readonly string[]): readonly string[] {
  const known = new Set(order)
  const here = new Set(present)
  return [...order.filter((id) => here.has(id)), ...present.filter((id) => !known.has(id))]
}

/**
 * Brings the speaker to the page that is looked at: they change places with whoever on it has been silent longest, and
 * nobody else moves. Pure.
 *
 * @param page who is on it, in order
 * @param heard when each was the speaker last, in milliseconds; who isn't in it never was
 */
export function bringToPage(
  order: readonly string[],
  page: readonly string[],
  speaker: string,
  heard: ReadonlyMap<string, number>
): readonly string[] {
  if (page.includes(speaker) || !order.includes(speaker) || page.length === 0) return order
  // Of those who never spoke the last one goes: who came first stays where everybody is used to see them.
  const silent = page.reduceRight((one, other) =>
    (heard.get(other) ?? -1) < (heard.get(one) ?? -1) ? other : one
  )
  return order.map((id) => (id === speaker ? silent : id === silent ? speaker : id))
}
