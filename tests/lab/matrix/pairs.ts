import { NAT_KINDS, type NatKind } from '../network/nat-kind.ts'
import type { Selection } from '../scenario.ts'

/**
 * Every unordered pair of networks, in an order in which little changes from one pair to the next. In short, each kind
 * with the next stricter one: of these some meet directly, and others over UDP, TCP and TLS.
 */
export function pairsOf({ kinds, short }: Selection): [NatKind, NatKind][] {
  return NAT_KINDS.flatMap((a, place) => {
    const others = short ? NAT_KINDS.slice(place + 1, place + 2) : NAT_KINDS.slice(place)
    return others.map((b): [NatKind, NatKind] => [a, b])
  }).filter((pair) => kinds.every((kind) => pair.includes(kind)))
}
