import type { IceServer } from '../../../protocol/signaling.ts'

/** One ICE server over one transport. */
export interface IceTarget {
  /** As the signaling server gave it (RFC 7064, RFC 7065). */
  readonly url: string
  readonly kind: 'stun' | 'turn'
  /** Between this machine and the server. */
  readonly transport: 'udp' | 'tcp' | 'tls'
  /** The server's name or address, without its port. */
  readonly host: string
  /** The same, alone, for a connection's configuration. */
  readonly server: RTCIceServer
}

/** More are not asked, whatever a server hands out. */
const MOST = 16

/** Takes apart what a signaling server hands out: each server and transport once, in their order. */
export function iceTargets(servers: readonly IceServer[]): IceTarget[] {
  const targets = new Map<string, IceTarget>()
  for (const { urls, username, credential } of servers) {
    for (const url of [urls].flat()) {
      const [, scheme = '', host = '', transport] =
        /^(stuns?|turns?):(\[[^\]]*\]|[^:?]*)(?::\d+)?(?:\?transport=(\w+))?$/.exec(url) ?? []
      targets.set(JSON.stringify([url, username, credential]), {
        url,
        kind: scheme.startsWith('turn') ? 'turn' : 'stun',
        // Without a word browsers take UDP, and TLS is over TCP.
        transport: scheme.endsWith('s') ? 'tls' : transport === 'tcp' ? 'tcp' : 'udp',
        host,
        server: { urls: url, username, credential }
      })
    }
  }
  return [...targets.values()].slice(0, MOST)
}
