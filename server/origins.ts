import type { NetworkInterfaceInfo } from 'node:os'

/**
 * The origins at which a listening server is reached: one, or for a wildcard address one for this machine and
 * one for each of its IPv4 addresses on a network.
 */
export function reachableOrigins(
  listening: { address: string; port: number },
  secure: boolean,
  interfaces: Readonly<Record<string, NetworkInterfaceInfo[] | undefined>>
): string[] {
  const wildcard = listening.address === '0.0.0.0' || listening.address === '::'
  const hosts = wildcard ? ['localhost', ...networkAddresses(interfaces)] : [listening.address]
  return hosts.map((host) => {
    const bracketed = host.includes(':') ? `[${host}]` : host
    return `${secure ? 'https' : 'http'}://${bracketed}:${listening.port}`
  })
}

function networkAddresses(
  interfaces: Readonly<Record<string, NetworkInterfaceInfo[] | undefined>>
): string[] {
  return Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter((address) => address.family === 'IPv4' && !address.internal)
    .map((address) => address.address)
}
