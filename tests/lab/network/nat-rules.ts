import type { NatKind } from './nat-kind.ts'

/** The router's interfaces. */
export const WAN = 'wan'
export const LAN = 'lan'

/**
 * What a router of a kind does, as a script for `nft -f` that replaces all that it did before.
 *
 * @param client address of the one client behind it
 */
export function natRules(kind: NatKind, client: string): string {
  if (kind === 'open') return 'flush ruleset\n'
  return `flush ruleset
table ip lab {
  chain leave {
    type nat hook postrouting priority srcnat
    ${mapping(kind)}
  }
  chain enter {
    type nat hook prerouting priority dstnat
    ${kind === 'full-cone' ? `iifname "${WAN}" meta l4proto udp dnat to ${client}` : ''}
  }
  chain forward {
    type filter hook forward priority filter; policy drop
    ${kind === 'udp-blocked' ? 'meta l4proto udp drop' : ''}
    ct state established,related accept
    iifname "${LAN}" ${kind === 'tls-only' ? 'tcp dport 443 ' : ''}accept
    ct status dnat accept
  }
  chain input {
    # What nobody has asked for must not be tracked: the entry would take the port that the client's own
    # packets to the same place are about to leave from.
    type filter hook input priority filter; policy drop
    ct state established,related accept
    iifname "${LAN}" accept
  }
}
`
}

/** What a router loses of UDP on purpose, as a script for `nft -f`. @param percent 0 to 100 */
export function lossRules(percent: number): string {
  return `table ip loss
delete table ip loss
table ip loss {
  chain forward {
    type filter hook forward priority filter - 10
    meta l4proto udp numgen random mod 1000 < ${Math.round(percent * 10)} drop
  }
}
`
}

/** Linux keeps the source port where it can, which makes a cone; a random one for each flow makes it symmetric. */
function mapping(kind: NatKind): string {
  return `oifname "${WAN}" masquerade${kind === 'symmetric' ? ' fully-random' : ''}`
}
