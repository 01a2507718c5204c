import { BlockList, isIP, isIPv6 } from 'node:net'

const LOOPBACK = new BlockList()
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4')
LOOPBACK.addAddress('::1', 'ipv6')

/** Reads addresses and CIDR ranges such as `10.0.0.0/8` into a list; null if one of them is neither. */
export function parseAddressList(ranges: readonly string[]): BlockList | null {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', prefix, ...rest] = range.split('/')
    const version = isIP(address)
    const bits = version === 4 ? 32 : 128
    const length = prefix === undefined ? bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : -1
    if (version === 0 || rest.length > 0 || length < 0 || length > bits) return null
    list.addSubnet(address, length, version === 4 ? 'ipv4' : 'ipv6')
  }
  return list
}

/**
 * Finds out where a request comes from. What a reverse proxy says in `X-Forwarded-For` counts only if the
 * proxy is trusted: the address is the last one in the chain that isn't a trusted proxy.
 *
 * @param remote the other end of the TCP connection
 */
export function originAddress(remote: string, forwardedFor: string | undefined, trusted: BlockList): string {
  const chain = (forwardedFor ?? '').split(',').map((address) => plain(address.trim()))
  let address = plain(remote)
  while (chain.length > 0 && isTrusted(address, trusted)) {
    const previous = chain.pop() ?? ''
    if (isIP(previous) === 0) break
    address = previous
  }
  return address
}

/**
 * Names the subscriber behind an address. A subscriber of IPv6 has at least a /64 (RFC 6177), so the rest of
 * the address is theirs to choose and tells nothing.
 */
export function subscriber(address: string): string {
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.split('::')
  const front = head === '' ? [] : head.split(':')
  const back = tail === undefined || tail === '' ? [] : tail.split(':')
  // An IPv4 address at the end stands for two groups.
  const length = front.length + back.length + (address.includes('.') ? 1 : 0)
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - length }, () => '0')
  const groups = [...front, ...zeros, ...back].slice(0, 4)
  return groups.map((group) => parseInt(group, 16).toString(16)).join(':') + '::/64'
}

/** Whether an address is of this machine, and so doesn't tell people apart. */
export function isLoopback(address: string): boolean {
  return isTrusted(address, LOOPBACK)
}

function isTrusted(address: string, trusted: BlockList): boolean {
  const version = isIP(address)
  // A socket that is gone already has no address.
  return version !== 0 && trusted.check(address, version === 6 ? 'ipv6' : 'ipv4')
}

/** Without a zone, and IPv4 in its own form where it comes mapped into IPv6. */
function plain(address: string): string {
  return address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '')
}
