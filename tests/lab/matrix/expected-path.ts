import type { NatKind } from '../network/nat-kind.ts'

/** How two people are expected to reach each other: `none` is not at all. */
export type ExpectedPath = 'direct' | 'relay' | 'none'

/** Networks that let no UDP out: media go through a relay, or not at all. */
const WITHOUT_UDP: ReadonlySet<NatKind> = new Set<NatKind>(['udp-blocked', 'tls-only'])

/**
 * How people in two networks are expected to reach each other (RFC 5128 section 3). A direct way is taken where there
 * is one, also when a relay is offered.
 *
 * @param relay whether there is one
 */
export function expectedPath(one: NatKind, other: NatKind, relay: boolean): ExpectedPath {
  if (canConnectDirectly(one, other)) return 'direct'
  return relay ? 'relay' : 'none'
}

/**
 * A symmetric NAT sends from a port that nobody could know beforehand. Whoever lets only those in whom they have
 * written to is not reached from there.
 */
function canConnectDirectly(one: NatKind, other: NatKind): boolean {
  const kinds = [one, other]
  if (kinds.some((kind) => WITHOUT_UDP.has(kind))) return false
  const strict = kinds.filter((kind) => kind === 'symmetric' || kind === 'port-restricted')
  return !(strict.length === 2 && strict.includes('symmetric'))
}
