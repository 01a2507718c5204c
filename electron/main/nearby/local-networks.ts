import { isIPv4 } from 'node:net'
import type { NetworkInterfaceInfo } from 'node:os'

/** A network that this machine is on. */
export interface LocalNetwork {
  /** This machine's IPv4 address there. */
  address: string
  netmask: string
}

/** Addresses of networks that end at a router: RFC 1918, and those that machines give themselves (RFC 3927). */
const PRIVATE = [
  { address: '10.0.0.0', netmask: '255.0.0.0' },
  { address: '172.16.0.0', netmask: '255.240.0.0' },
  { address: '192.168.0.0', netmask: '255.255.0.0' },
  { address: '169.254.0.0', netmask: '255.255.0.0' }
]

/**
 * The private networks that this machine is on, one an interface: on a public one nothing is nearby.
 *
 * @param interfaces as `os.networkInterfaces()` gives them
 */
export function localNetworks(interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>): LocalNetwork[] {
  return Object.values(interfaces).flatMap((addresses = []) => {
    const found = addresses.find(
      ({ family, internal, address }) => family === 'IPv4' && !internal && isPrivateAddress(address)
    )
    return found === undefined ? [] : [{ address: found.address, netmask: found.netmask }]
  })
}

/** Whether an address belongs to a network. Anything that is no IPv4 address belongs to none. */
export function isOnNetwork(address: string, network: LocalNetwork): boolean {
  if (!isIPv4(address)) return false
  const mask = toNumber(network.netmask)
  return (toNumber(address) & mask) === (toNumber(network.address) & mask)
}

function isPrivateAddress(address: string): boolean {
  return PRIVATE.some((range) => isOnNetwork(address, range))
}

function toNumber(address: string): number {
  return address.split('.').reduce((number, part) => (number << 8) | Number(part), 0)
}
