import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PeerReport } from '../peer/peer.ts'
import { MEDIA_SLOTS } from '../peer/transceivers.ts'
import { FakeStats, type FakeConditions } from '../testing/fake-stats.ts'
import type { PeerFigures } from './quality-figures.ts'
import { readFigures } from './read-figures.ts'

const MIDS = ['0', '1', '2', '3']

const reportOf = (stats: ReadonlyMap<string, object>, connection = 'one', mids = MIDS): PeerReport => ({
  connection,
  mids: { microphone: mids[0]!, camera: mids[1]!, screen: mids[2]!, screenAudio: mids[3]! },
  stats: stats
})

/** The figures of two seconds under some conditions. */
function after(conditions: FakeConditions): PeerFigures {
  const fake = new FakeStats(MIDS)
  const before = reportOf(fake.pass(2_000, conditions))
  return readFigures(reportOf(fake.pass(2_000, conditions)), before)
}

describe('figures', () => {
  test('are rates and shares over the time between two reports', () => {
    const { incoming, outgoing } = after({
      incoming: {
        microphone: { bitrate: 40_000, loss: 0.04, jitter: 12, concealment: 0.02 },
        camera: { bitrate: 900_000, framesPerSecond: 24, width: 1280, height: 720 }
      },
      outgoing: {
        camera: { bitrate: 500_000, loss: 0.25, jitter: 30, limitation: 'cpu', encodeTime: 8, heldBack: 0.5 }
      }
    })
    expect(incoming.microphone).toEqual({
      bytes: 10_000,
      bitrate: 40_000,
      packets: 100,
      loss: 0.04,
      jitter: 12,
      codec: 'opus',
      size: null,
      framesPerSecond: null,
      concealment: 0.02,
      limitation: null,
      active: null,
      encoding: null,
      heldBack: null
    })
    expect(incoming.camera).toMatchObject({
      bitrate: 900_000,
      framesPerSecond: 24,
      size: { width: 1280, height: 720 },
      codec: 'VP8'
    })
    expect(outgoing.camera).toMatchObject({
      bitrate: 500_000,
      loss: 0.25,
      jitter: 30,
      limitation: 'cpu',
      concealment: null,
      active: true,
      encoding: 0.24,
      heldBack: 0.5
    })
    expect([incoming.screen, outgoing.microphone]).toEqual([null, null])
  })

  test('belong to the slot whose media section they have', () => {
    const fake = new FakeStats(MIDS)
    const stats = fake.pass(2_000, { incoming: { camera: { width: 320, height: 180 } } })
    const { incoming } = readFigures(reportOf(stats, 'one', ['3', '2', '1', '0']), null)
    expect([incoming.camera, incoming.screen?.size]).toEqual([null, { width: 320, height: 180 }])
  })

  test.each<[FakeConditions, PeerFigures['path']]>([
    [{}, { local: 'host', remote: 'host', protocol: 'udp', relayProtocol: null }],
    [
      { local: { candidateType: 'prflx', protocol: 'tcp' }, remote: { candidateType: 'srflx' } },
      { local: 'prflx', remote: 'srflx', protocol: 'tcp', relayProtocol: null }
    ],
    [
      { local: { candidateType: 'relay', relayProtocol: 'tls' } },
      { local: 'relay', remote: 'host', protocol: 'udp', relayProtocol: 'tls' }
    ],
    [
      { remote: { candidateType: 'relay' } },
      { local: 'host', remote: 'relay', protocol: 'udp', relayProtocol: null }
    ]
  ])('name the way without addresses', (conditions, path) => {
    const figures = after({ ...conditions, roundTrip: 84, available: 750_000 })
    expect(figures).toMatchObject({ path, roundTrip: 84, availableOutgoing: 750_000 })
    expect(JSON.stringify(figures)).not.toContain('192.0.2')
  })

  test('are found where the pair itself says that it is selected', () => {
    const stats = new Map(new FakeStats(MIDS).pass(2_000, { roundTrip: 30 }))
    stats.delete('T')
    stats.set('P', { ...stats.get('P'), selected: true })
    expect(readFigures(reportOf(stats), null)).toMatchObject({ roundTrip: 30, path: { local: 'host' } })
  })

  test('that are counted are unknown at first, in a new connection, and from another source', () => {
    const conditions = { incoming: { camera: {} }, outgoing: { microphone: {} } }
    const fake = new FakeStats(MIDS)
    const before = fake.pass(2_000, conditions)
    const now = fake.pass(2_000, conditions)
    const other = new Map([...now].map(([id, stats]) => [id, { ...stats, ssrc: 7 }]))
    for (const figures of [
      readFigures(reportOf(now), null),
      readFigures(reportOf(now, 'another'), reportOf(before)),
      readFigures(reportOf(other), reportOf(before)),
      readFigures(reportOf(now), reportOf(now))
    ]) {
      for (const stream of [figures.incoming.camera, figures.outgoing.microphone])
        expect(stream).toMatchObject({ bytes: null, bitrate: null, packets: null, loss: null })
      expect(figures.roundTrip).toBe(20)
    }
  })

  test('say nothing of loss where too few packets were sent', () => {
    const { incoming, outgoing } = after({
      incoming: { microphone: { packetsPerSecond: 5, loss: 0.5 } },
      outgoing: { camera: { packetsPerSecond: 0, loss: 1 } }
    })
    expect([incoming.microphone?.loss, outgoing.camera?.loss]).toEqual([null, null])
  })

  test('forget a receiver report that is old', () => {
    const fake = new FakeStats(MIDS)
    const conditions = { outgoing: { microphone: { loss: 0.3 } } }
    const old = fake.pass(2_000, conditions).get('RI-microphone')!
    const before = reportOf(fake.pass(12_000, conditions))
    const now = new Map(fake.pass(2_000, conditions)).set('RI-microphone', old)
    expect(readFigures(reportOf(now), before).outgoing.microphone).toMatchObject({
      loss: null,
      jitter: null
    })
  })

  test('are of the stream that lives, where the old one is still told', () => {
    const fake = new FakeStats(MIDS)
    const conditions = { incoming: { camera: { bitrate: 600_000 } } }
    const before = new Map(fake.pass(2_000, conditions))
    const old = { ...before.get('I-camera'), id: 'A', ssrc: 5 }
    const now = new Map([['A', old], ...fake.pass(2_000, conditions)])
    const earlier = new Map([['A', old], ...before])
    expect(readFigures(reportOf(now), reportOf(earlier)).incoming.camera?.bitrate).toBe(600_000)
  })

  test('are never negative or beyond their bounds, whatever a browser tells', () => {
    const value = fc.oneof(
      fc.integer({ min: -1_000, max: 2 ** 40 }),
      fc.double({ min: -1e12, max: 1e12 }),
      fc.constant(Infinity),
      fc.constant(undefined),
      fc.constant('none'),
      fc.constant('cpu')
    )
    const fields = Object.fromEntries(
      [
        ...['timestamp', 'bytesReceived', 'bytesSent', 'packetsReceived', 'packetsSent', 'packetsLost'],
        ...['jitter', 'fractionLost', 'framesDecoded', 'framesEncoded', 'frameWidth', 'frameHeight'],
        ...['concealedSamples', 'silentConcealedSamples', 'totalSamplesReceived', 'currentRoundTripTime'],
        ...['availableOutgoingBitrate', 'qualityLimitationReason', 'ssrc']
      ].map((name) => [name, value])
    )
    const stats = fc.record(
      {
        ...fields,
        type: fc.constantFrom('inbound-rtp', 'outbound-rtp', 'remote-inbound-rtp', 'candidate-pair', 'codec'),
        mid: fc.constantFrom(...MIDS),
        kind: fc.constantFrom('audio', 'video'),
        remoteId: fc.constantFrom('0', '1', '2'),
        selected: fc.boolean()
      },
      { requiredKeys: ['type'] }
    )
    const report = fc
      .array(stats, { maxLength: 8 })
      .map((all) => new Map(all.map((each, index) => [String(index), { id: String(index), ...each }])))
    fc.assert(
      fc.property(report, report, fc.boolean(), (now, before, same) => {
        const figures = readFigures(reportOf(now), reportOf(before, same ? 'one' : 'other'))
        expect(figures.roundTrip ?? 0).toBeGreaterThanOrEqual(0)
        expect(figures.availableOutgoing ?? 0).toBeGreaterThanOrEqual(0)
        for (const slot of MEDIA_SLOTS) {
          for (const stream of [figures.incoming[slot], figures.outgoing[slot]]) {
            if (stream === null) continue
            const { bytes, bitrate, packets, jitter, framesPerSecond, loss, concealment } = stream
            for (const figure of [bytes, bitrate, packets, jitter, framesPerSecond]) {
              expect(figure ?? 0).toBeGreaterThanOrEqual(0)
              expect(figure ?? 0).toBeLessThan(Infinity)
            }
            for (const part of [loss, concealment]) {
              expect(part ?? 0).toBeGreaterThanOrEqual(0)
              expect(part ?? 0).toBeLessThanOrEqual(1)
            }
            if (!same) expect(bitrate).toBeNull()
          }
        }
      }),
      { numRuns: 500 }
    )
  })

  test('are right again one report after a connection was made anew', () => {
    const rates = fc.array(fc.integer({ min: 0, max: 10_000_000 }), { minLength: 4, maxLength: 12 })
    fc.assert(
      fc.property(rates, fc.nat(), (bitrates, where) => {
        const anew = where % bitrates.length
        let fake = new FakeStats(MIDS)
        let before: PeerReport | null = null
        bitrates.forEach((bitrate, index) => {
          if (index === anew) fake = new FakeStats(MIDS)
          const stats = fake.pass(2_000, { incoming: { camera: { bitrate } } })
          const now = reportOf(stats, index < anew ? 'one' : 'two')
          const figure = readFigures(now, before).incoming.camera?.bitrate ?? null
          before = now
          if (index === anew || index === 0) expect(figure).toBeNull()
          else expect(Math.abs((figure ?? -100) - bitrate)).toBeLessThanOrEqual(8)
        })
      })
    )
  })
})
