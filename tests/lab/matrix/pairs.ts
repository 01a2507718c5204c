import { NAT_KINDS, type NatKind } from '../network/nat-kind.ts'

/**
 * Every unordered pair of networks, in an order in which little changes from one pair to the next.
 *
 * @param having only pairs with all of these
 */
export function pairsOf(having: readonly NatKind[]): [NatKind, NatKind][] {
  const pairs = NAT_KINDS.flatMap((a, place) => NAT_KINDS.slice(place).map((b): [NatKind, NatKind] => [a, b]))
  return pairs.filter((pair) => having.every((kind) => pair.includes(kind)))
}
