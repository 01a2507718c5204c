import type { TargetFinding } from './findings.ts'
import { gather, type GatherDependencies } from './gather.ts'
import type { IceTarget } from './ice-targets.ts'
import { parseCandidate } from './parse-candidate.ts'

/** For how long a server may be silent, in milliseconds. A far one over TLS needs under a second. */
const ANSWER_LIMIT = 6_000

/** Asks one server over one transport: a STUN server for an address, a TURN server for a relayed one. */
export async function probeTarget(
  dependencies: GatherDependencies,
  target: IceTarget,
  signal: AbortSignal
): Promise<NonNullable<TargetFinding['outcome']>> {
  const wanted = target.kind === 'turn' ? 'relay' : 'srflx'
  const { found, complete, failure, time, candidates } = await gather(dependencies, {
    // With `relay` a TURN server isn't also asked what a STUN server is.
    configuration: {
      iceServers: [target.server],
      iceTransportPolicy: target.kind === 'turn' ? 'relay' : 'all'
    },
    limit: ANSWER_LIMIT,
    signal,
    until: (candidate) => parseCandidate(candidate)?.type === wanted
  })
  // A machine without a NAT is told the address that it has, and the browser doesn't repeat it.
  const hosts = candidates.filter((candidate) => parseCandidate(candidate)?.type === 'host')
  const tellsErrors =
    !('RTCPeerConnection' in globalThis) || 'onicecandidateerror' in RTCPeerConnection.prototype
  const silent = target.kind === 'stun' && complete && failure === null && hosts.length > 0 && tellsErrors
  if (found || silent) return { ok: true, time }
  return { ok: false, reason: failure ?? 'no-answer' }
}
