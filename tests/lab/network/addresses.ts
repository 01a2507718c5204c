/**
 * The addresses of the lab: what is reserved for documentation plays the internet (RFC 5737), and private ranges are
 * what stands behind a NAT (RFC 1918). They exist inside of its network namespaces only.
 *
 * ```
 *   public 203.0.113.1 (server), .2 (relay), .3 (server that offers no relay)
 *     ├─ router a 203.0.113.11 ─┬─ client a 10.1.0.2, or 198.51.100.2 without NAT
 *     └─ router b 203.0.113.12 ─┬─ client b 10.2.0.2, or 192.0.2.2 without NAT
 * ```
 */
export const SERVER = '203.0.113.1'
export const RELAY = '203.0.113.2'
export const SERVER_WITHOUT_RELAY = '203.0.113.3'

/** Every address of the public segment; their networks are `/24`, as all others here. */
export const PUBLIC = [SERVER, RELAY, SERVER_WITHOUT_RELAY] as const

/** A network with a router, and behind it a client. */
export interface Site {
  name: 'a' | 'b'
  /** The router's address on the public segment. */
  wan: string
  /** The first three parts of the addresses behind the NAT. */
  inside: string
  /** The same, of those that the router passes on as they are. */
  open: string
}

export const SITES = {
  a: { name: 'a', wan: '203.0.113.11', inside: '10.1.0', open: '198.51.100' },
  b: { name: 'b', wan: '203.0.113.12', inside: '10.2.0', open: '192.0.2' }
} as const satisfies Record<string, Site>
