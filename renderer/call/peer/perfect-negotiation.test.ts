import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import type { Signal } from '../../../protocol/signaling.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { FakeConnection } from '../testing/fake-connection.ts'
import { settle } from '../testing/settle.ts'
import { silentLogger } from '../testing/silent-logger.ts'
import { usualLimits } from '../testing/usual-limits.ts'
import { Peer } from './peer.ts'

const NO_TRACKS = { microphone: null, camera: null, screen: null, screenAudio: null }

/** Two peers and the wires between them, on which a test decides when each signal arrives. */
class Pair {
  readonly connections = [new FakeConnection(), new FakeConnection()] as const
  readonly wires: [Signal[], Signal[]] = [[], []]
  readonly peers: readonly [Peer, Peer]

  constructor({ offers }: { offers: [boolean, boolean] }) {
    const peer = (index: 0 | 1) =>
      new Peer({
        connection: this.connections[index] as unknown as RTCPeerConnection,
        id: `connection-${index}`,
        clock: new FakeClock(),
        polite: index === 0,
        offers: offers[index],
        limits: usualLimits(),
        localTracks: NO_TRACKS,
        sendSignal: (signal) => this.wires[index].push(signal),
        logger: silentLogger
      })
    this.peers = [peer(0), peer(1)]
  }

  /** Lets one signal arrive, if one is under way. */
  async deliver(from: 0 | 1): Promise<void> {
    const signal = this.wires[from].shift()
    if (signal !== undefined) await this.peers[from === 0 ? 1 : 0].receive(signal)
  }

  async deliverAll(): Promise<void> {
    await settle()
    while (this.wires.some((wire) => wire.length > 0)) {
      await this.deliver(0)
      await this.deliver(1)
      await settle()
    }
  }

  close(): void {
    for (const peer of this.peers) peer.close()
  }
}

describe('perfect negotiation', () => {
  test('any order of restarts and deliveries on both sides ends stable and connected', async () => {
    const step = fc.record({
      action: fc.constantFrom('restart', 'deliver', 'breathe'),
      side: fc.constantFrom<0 | 1>(0, 1)
    })
    const offers = fc.constantFrom<[boolean, boolean]>([true, false], [false, true])
    await fc.assert(
      fc.asyncProperty(offers, fc.array(step, { maxLength: 20 }), async (initial, steps) => {
        const pair = new Pair({ offers: initial })
        for (const { action, side } of steps) {
          if (action === 'restart') pair.connections[side].restartIce()
          else if (action === 'deliver') await pair.deliver(side)
          else await settle()
        }
        await pair.deliverAll()
        const outcome = pair.connections.map((each) => [each.signalingState, each.connectionState])
        pair.close()
        expect(outcome).toEqual([
          ['stable', 'connected'],
          ['stable', 'connected']
        ])
      }),
      { numRuns: 200 }
    )
  })

  test('a signal that makes no sense is dropped, and the next one is applied', async () => {
    const pair = new Pair({ offers: [true, false] })
    await settle()
    await pair.peers[1].receive({ candidate: { candidate: 'candidate:early', usernameFragment: 'unknown' } })
    await pair.peers[1].receive({ description: { type: 'answer', sdp: '{}' } })
    await pair.deliverAll()
    expect(pair.connections.map((each) => each.connectionState)).toEqual(['connected', 'connected'])
    pair.close()
  })

  test('an offer is answered before the candidates that came with it are looked at', async () => {
    const pair = new Pair({ offers: [true, false] })
    const connection = pair.connections[1]
    const calls: string[] = []
    for (const method of ['setRemoteDescription', 'setLocalDescription', 'addIceCandidate'] as const) {
      vi.spyOn(connection, method).mockImplementationOnce(async function (
        this: FakeConnection,
        ...values: unknown[]
      ) {
        calls.push(method)
        await settle()
        return (FakeConnection.prototype[method] as (...values: unknown[]) => Promise<void>).apply(
          this,
          values
        )
      })
    }
    await settle()
    const [offer] = pair.wires[0].splice(0)
    void pair.peers[1].receive(offer!)
    await pair.peers[1].receive({ candidate: { candidate: 'candidate:1', sdpMid: '0' } })
    expect(calls).toEqual(['setRemoteDescription', 'setLocalDescription', 'addIceCandidate'])
    pair.close()
  })

  test('nothing is sent after close', async () => {
    const pair = new Pair({ offers: [true, false] })
    pair.close()
    await settle()
    expect(pair.wires).toEqual([[], []])
  })
})
