import type { NetworkInterfaceInfo } from 'node:os'
import type { ShareAddress } from '../../protocol/desktop.ts'

/** Names of interfaces that lead to containers, virtual machines and tunnels, not to the people next door. */
const VIRTUAL = /^(?:docker|br-|veth|virbr|vboxnet|vmnet|vEthernet|tun|tap|utun|wg|zt|tailscale|lo\d*$)/i

/**
 * The IPv4 addresses under which others on the local network may reach this machine, one an interface: in the system's
 * order, but the virtual ones last. None when the machine is on no network.
 *
 * @param interfaces as `os.networkInterfaces()` gives them
 */
export function shareAddresses(interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>): ShareAddress[] {
  const found = Object.entries(interfaces).flatMap(([name, addresses = []]) => {
    const usable = addresses.find(
      ({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.')
    )
    return usable === undefined ? [] : [{ name, address: usable.address, virtual: VIRTUAL.test(name) }]
  })
  return [...found.filter(({ virtual }) => !virtual), ...found.filter(({ virtual }) => virtual)]
}

/**
 * The address that goes into invite links.
 *
 * @param wanted name of the interface that the person has chosen; while it isn't there, the likeliest stands in
 */
export function pickAddress(
  addresses: readonly ShareAddress[],
  wanted: string | null
): ShareAddress | undefined {
  return addresses.find(({ name }) => name === wanted) ?? addresses[0]
}
