/**
 * How a network lets its people out. The names of the NATs are those of RFC 3489 section 5, which everybody knows;
 * what they do is said in the words of RFC 4787.
 *
 * - `open`: a public address, and everything comes through
 * - `full-cone`: endpoint-independent mapping and filtering; who knows the port may send to it
 * - `port-restricted`: endpoint-independent mapping, address and port-dependent filtering; most homes
 * - `symmetric`: another port for each destination; many companies and mobile providers
 * - `udp-blocked`: TCP only
 * - `tls-only`: TCP to port 443 only
 */
export const NAT_KINDS = [
  'open',
  'full-cone',
  'port-restricted',
  'symmetric',
  'udp-blocked',
  'tls-only'
] as const

export type NatKind = (typeof NAT_KINDS)[number]

/** Whether a word names a kind. */
export function isNatKind(word: string): word is NatKind {
  return (NAT_KINDS as readonly string[]).includes(word)
}
