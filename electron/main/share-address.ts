import type { NetworkInterfaceInfo } from 'node:os'

/** Names of interfaces that lead to containers, virtual machines and tunnels, not to the people next door. */
const VIRTUAL = /^(?:docker|br-|veth|virbr|vboxnet|vmnet|vEthernet|tun|tap|utun|wg|zt|tailscale|lo)/i

/**
 * The IPv4 address under which others on the local network most likely reach this machine.
 *
 * @param interfaces as `os.networkInterfaces()` gives them
 * @returns null when the machine is on no network
 */
export function shareAddress(interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>): string | null {
  const candidates = Object.entries(interfaces).flatMap(([name, addresses = []]) =>
    addresses
      .filter(
        (address) => address.family === 'IPv4' && !address.internal && !address.address.startsWith('169.254.')
      )
      .map(({ address }) => ({ address, virtual: VIRTUAL.test(name) }))
  )
  return (candidates.find((candidate) => !candidate.virtual) ?? candidates[0])?.address ?? null
}
