import type { NatKind } from '../network/nat-kind.ts'

/** How a network treats those behind it, in the words of RFC 4787 sections 4.1 and 5. */
export interface NatBehavior {
  /** Whether a port means the same to everybody; `none` where addresses aren't changed at all. */
  mapping: 'none' | 'endpoint-independent' | 'address-dependent' | 'address and port-dependent' | 'blocked'
  /** Who may answer to a port that something was sent from. */
  filtering: 'endpoint-independent' | 'address-dependent' | 'address and port-dependent' | 'blocked'
  /** Where TCP connections may go. */
  tcp: 'anywhere' | 'port 443' | 'blocked'
}

/** What makes each kind what it is called. */
export const BEHAVIORS: Readonly<Record<NatKind, NatBehavior>> = {
  open: { mapping: 'none', filtering: 'endpoint-independent', tcp: 'anywhere' },
  'full-cone': { mapping: 'endpoint-independent', filtering: 'endpoint-independent', tcp: 'anywhere' },
  'port-restricted': {
    mapping: 'endpoint-independent',
    filtering: 'address and port-dependent',
    tcp: 'anywhere'
  },
  symmetric: {
    mapping: 'address and port-dependent',
    filtering: 'address and port-dependent',
    tcp: 'anywhere'
  },
  'udp-blocked': { mapping: 'blocked', filtering: 'blocked', tcp: 'anywhere' },
  'tls-only': { mapping: 'blocked', filtering: 'blocked', tcp: 'port 443' }
}
