import type { NatMapping } from './findings.ts'
import type { ParsedCandidate } from './parse-candidate.ts'

/** What several servers saw of one connection. */
export interface MappingEvidence {
  /** All candidates of a single connection that asked every server. */
  candidates: readonly ParsedCandidate[]
  /** How many servers of different names were asked by UDP. */
  asked: number
  /** How many of those answered, with whatever. */
  answered: number
}

/**
 * Tells how the network maps addresses, from what STUN servers saw (RFC 5780 section 4.3). A browser hands out a
 * server-reflexive address only once for each base (RFC 8445 section 5.1.3), so a second one for the same base means
 * that the servers saw different ones; and that there is only one tells nothing unless two servers have answered.
 *
 * Servers at one address, under two names, can't be told from two, and then hide a mapping that depends on the address.
 */
export function natMapping({ candidates, asked, answered }: MappingEvidence): NatMapping {
  const udp = candidates.filter(({ protocol }) => protocol === 'udp')
  const hosts = new Set(udp.filter(({ type }) => type === 'host').map(place))
  const reflexive = udp.filter(({ type }) => type === 'srflx')
  if (asked > 0 && answered === 0 && reflexive.length === 0) return 'udp-blocked'

  const seen = new Map<string, Set<string>>()
  for (const candidate of reflexive) {
    // A base that the browser hides is that of the default route, of which each family has one.
    const base = candidate.related === null ? family(candidate.address) : place(candidate.related)
    seen.set(base, (seen.get(base) ?? new Set()).add(place(candidate)))
  }
  if ([...seen.values()].some((addresses) => addresses.size > 1)) return 'address-dependent'
  const isOpen = (candidate: ParsedCandidate) =>
    hosts.has(place(candidate)) ||
    (candidate.related !== null && place(candidate.related) === place(candidate))
  if (reflexive.length > 0 && reflexive.every(isOpen)) return 'open'
  // Browsers leave out a reflexive address that is that of the host.
  if (reflexive.length === 0 && answered > 0 && udp.some(isPublicHost)) return 'open'
  return reflexive.length > 0 && answered > 1 ? 'endpoint-independent' : 'unknown'
}

function place({ address, port }: { address: string; port: number }): string {
  return `${address.toLowerCase()} ${port}`
}

function family(address: string): 'IPv6' | 'IPv4' {
  return address.includes(':') ? 'IPv6' : 'IPv4'
}

/** Neither a hidden name nor an address of a private network (RFC 1918, RFC 6598, RFC 3927, RFC 4193). */
function isPublicHost({ type, address }: ParsedCandidate): boolean {
  if (type !== 'host' || address.endsWith('.local')) return false
  return !(
    /^(?:0|10|127|169\.254|192\.168)\./.test(address) ||
    /^172\.(?:1[6-9]|2\d|3[01])\./.test(address) ||
    /^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./.test(address) ||
    /^(?:::1?$|f[cd]|fe[89ab])/i.test(address)
  )
}
