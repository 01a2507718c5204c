import { SAMPLE_PERIOD, type QualitySample } from './quality-watch.ts'

/**
 * The history as JSON, to be looked at elsewhere. It holds figures alone: people are numbered, and there are no names,
 * ids, addresses or tokens in it.
 *
 * @param history by peer, oldest sample first
 * @param now Unix time in milliseconds
 */
export function exportQuality(history: ReadonlyMap<string, readonly QualitySample[]>, now: number): string {
  const peers = [...history.values()].map((samples, index) => ({
    peer: `peer ${index + 1}`,
    samples: samples.map(({ at, ...sample }) => ({ at: new Date(at).toISOString(), ...sample }))
  }))
  const content = { format: 1, writtenAt: new Date(now).toISOString(), samplePeriod: SAMPLE_PERIOD, peers }
  return JSON.stringify(content, null, 2)
}
