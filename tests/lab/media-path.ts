import type { Page } from '@playwright/test'
import '../e2e/support/probe.ts'

/** What one side of a connection sends through (W3C webrtc-stats, RTCIceCandidateStats). */
export interface PathEnd {
  type: RTCIceCandidateType
  /** How this side reaches the relay; null where it uses none. */
  relayProtocol: 'udp' | 'tcp' | 'tls' | null
}

/** The way that pictures take between two people. */
export interface MediaPath {
  kind: 'direct' | 'relay'
  ends: readonly [PathEnd, PathEnd]
}

/** The way between two pages, each with one connection to the other; null as long as there is none. */
export async function mediaPath(one: Page, other: Page): Promise<MediaPath | null> {
  const [near, far] = await Promise.all([selectedEnd(one), selectedEnd(other)])
  if (near === null || far === null) return null
  return { kind: near.type === 'relay' || far.type === 'relay' ? 'relay' : 'direct', ends: [near, far] }
}

/** In a few words, as in `direct, host to srflx` or `relay over TCP`. */
export function describePath({ kind, ends }: MediaPath): string {
  if (kind === 'direct') return `direct, ${ends.map(({ type }) => type).join(' to ')}`
  return `relay over ${ends.flatMap(({ relayProtocol }) => relayProtocol?.toUpperCase() ?? []).join(' and ')}`
}

/** The near end of the pair of candidates that a page's connection uses now. */
async function selectedEnd(page: Page): Promise<PathEnd | null> {
  return page.evaluate(async () => {
    const connection = globalThis.mediaProbe?.connections.find((each) => each.connectionState === 'connected')
    const report = (await connection?.getStats()) as unknown as
      Map<string, Record<string, string>> | undefined
    if (report === undefined) return null
    const transport = [...report.values()].find((stats) => stats.type === 'transport')
    const pair = report.get(transport?.selectedCandidatePairId ?? '')
    const local = report.get(pair?.localCandidateId ?? '')
    if (local === undefined) return null
    return {
      type: local.candidateType as RTCIceCandidateType,
      relayProtocol: (local.relayProtocol ?? null) as PathEnd['relayProtocol']
    }
  })
}
