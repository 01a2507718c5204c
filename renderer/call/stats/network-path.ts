import { numberIn, textIn, type Stats } from './growth.ts'
import type { CandidateType, NetworkPath } from './quality-figures.ts'

/** The pair of candidates that is in use; null before there is one. */
export function selectedPair(report: RTCStatsReport): Stats | null {
  const all = [...(report.values() as IterableIterator<Stats>)]
  const selected = all.flatMap((stats) => {
    const id = stats['type'] === 'transport' ? textIn(stats, 'selectedCandidatePairId') : null
    return id === null ? [] : [id]
  })
  if (selected[0] !== undefined) return (report.get(selected[0]) as Stats | undefined) ?? null
  // Firefox tells it at the pair itself, and has no transports.
  return all.find((stats) => stats['type'] === 'candidate-pair' && stats['selected'] === true) ?? null
}

/** The way that packets take between two candidates; null where it isn't told. */
export function networkPath(report: RTCStatsReport, pair: Stats | null): NetworkPath | null {
  const [local, remote] = [candidate(report, pair, 'local'), candidate(report, pair, 'remote')]
  const types = [candidateType(local), candidateType(remote)] as const
  if (types[0] === null || types[1] === null) return null
  return {
    local: types[0],
    remote: types[1],
    protocol: textIn(local, 'protocol') === 'tcp' ? 'tcp' : 'udp',
    relayProtocol: types[0] === 'relay' ? relayProtocol(local) : null
  }
}

/** Time from here to the other end of a pair and back, in milliseconds. */
export function roundTripOf(pair: Stats | null): number | null {
  const seconds = numberIn(pair, 'currentRoundTripTime')
  return seconds === null || seconds < 0 ? null : seconds * 1_000
}

function candidate(report: RTCStatsReport, pair: Stats | null, side: 'local' | 'remote'): Stats | null {
  const id = textIn(pair, `${side}CandidateId`)
  return id === null ? null : ((report.get(id) as Stats | undefined) ?? null)
}

function candidateType(stats: Stats | null): CandidateType | null {
  const type = textIn(stats, 'candidateType')
  return type === 'host' || type === 'srflx' || type === 'prflx' || type === 'relay' ? type : null
}

function relayProtocol(stats: Stats | null): NetworkPath['relayProtocol'] {
  const protocol = textIn(stats, 'relayProtocol')
  return protocol === 'udp' || protocol === 'tcp' || protocol === 'tls' ? protocol : null
}
