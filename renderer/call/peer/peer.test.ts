import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Signal } from '../../../protocol/signaling.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { FakeConnection } from '../testing/fake-connection.ts'
import { FakeTrack } from '../testing/fake-media.ts'
import { settle } from '../testing/settle.ts'
import { silentLogger } from '../testing/silent-logger.ts'
import { usualLimits } from '../testing/usual-limits.ts'
import { Peer } from './peer.ts'

const NO_TRACKS = { microphone: null, camera: null, screen: null, screenAudio: null }

let connections: [FakeConnection, FakeConnection]
let offerer: Peer
let answerer: Peer
let lose: boolean
let track: MediaStreamTrack

beforeEach(async () => {
  lose = false
  track = new FakeTrack('video') as unknown as MediaStreamTrack
  connections = [new FakeConnection(), new FakeConnection()]
  const create = (index: 0 | 1, other: () => Peer) =>
    new Peer({
      connection: connections[index] as unknown as RTCPeerConnection,
      id: `connection-${index}`,
      clock: new FakeClock(),
      polite: index === 1,
      offers: index === 0,
      limits: usualLimits(),
      localTracks: { ...NO_TRACKS, camera: index === 1 ? track : null },
      sendSignal: (signal: Signal) => {
        if (!lose) void other().receive(signal)
      },
      logger: silentLogger
    })
  offerer = create(0, () => answerer)
  answerer = create(1, () => offerer)
  await settle()
})

afterEach(() => {
  offerer.close()
  answerer.close()
  track.stop()
})

describe('a peer', () => {
  test('has four slots in a fixed order on both sides', () => {
    for (const [peer, connection] of [
      [offerer, connections[0]] as const,
      [answerer, connections[1]] as const
    ]) {
      const tracks = connection.getTransceivers().map(({ receiver }) => receiver.track as unknown)
      const { microphone, camera, screen, screenAudio } = peer.remoteTracks
      expect([microphone, camera, screen, screenAudio]).toEqual(tracks)
      expect(connection.getTransceivers().map(({ direction }) => direction)).toEqual(
        Array(4).fill('sendrecv')
      )
    }
  })

  test('sends what it was given before there was a transceiver', () => {
    expect(connections[1].getTransceivers()[1]!.sender.track).toBe(track)
  })

  test('holds what it sends to the limits on both sides, once each has described itself', () => {
    const { camera, screen } = usualLimits()
    for (const connection of connections) {
      const held = [1, 2].map((place) => connection.getTransceivers()[place]!.sender.getParameters())
      expect(held.map(({ encodings: [encoding] }) => encoding?.maxBitrate ?? null)).toEqual([
        camera.maxBitrate,
        screen.maxBitrate
      ])
      expect(held.map(({ encodings: [encoding] }) => encoding?.active)).toEqual([true, true])
    }
  })

  test('replaces a track without negotiation', async () => {
    const before = connections.map((each) => each.negotiations)
    offerer.setTrack('screen', track)
    await settle()
    expect(connections[0].getTransceivers()[2]!.sender.track).toBe(track)
    offerer.setTrack('screen', null)
    await settle()
    expect(connections[0].getTransceivers()[2]!.sender.track).toBeNull()
    expect(connections.map((each) => each.negotiations)).toEqual(before)
  })

  test('looks for another way when asked, and keeps its slots', async () => {
    const tracks = answerer.remoteTracks
    const before = connections.map((each) => each.negotiations)
    offerer.restart()
    await settle()
    expect(connections.map((each) => each.negotiations)).toEqual(before.map((count) => count + 1))
    expect(answerer.remoteTracks).toBe(tracks)
    expect(connections[1].getTransceivers()).toHaveLength(4)
  })

  test('takes other ICE servers and leaves the rest of its configuration, until it is closed', () => {
    const [connection] = connections
    connection.setConfiguration({ iceTransportPolicy: 'relay', bundlePolicy: 'max-bundle' })
    const iceServers = [{ urls: 'turn:turn.example.org', username: 'u', credential: 'c' }]
    offerer.setIceServers(iceServers)
    const expected = { iceTransportPolicy: 'relay', bundlePolicy: 'max-bundle', iceServers }
    expect(connection.getConfiguration()).toEqual(expected)
    offerer.close()
    offerer.setIceServers([])
    expect(connection.getConfiguration()).toEqual(expected)
  })

  test('goes on with the ICE servers that it has when the browser refuses others', () => {
    connections[0].setConfiguration = () => {
      throw new DOMException('Not a server', 'SyntaxError')
    }
    offerer.setIceServers([{ urls: 'turn:?' }])
    expect(connections[0].connectionState).toBe('connected')
  })

  test('tells of itself which media section is which slot', async () => {
    connections[1].stats = new Map([['T', { type: 'transport' }]])
    const [microphone, camera, screen, screenAudio] = connections[1].getTransceivers().map(({ mid }) => mid)
    expect(await answerer.getStats()).toEqual({
      connection: 'connection-1',
      mids: { microphone, camera, screen, screenAudio },
      stats: connections[1].stats
    })
  })

  test('says what becomes of its connection', () => {
    const states: string[] = []
    offerer.on('connection', (state) => states.push(state))
    connections[0].setConnectionState('disconnected')
    connections[0].setConnectionState('failed')
    expect(states).toEqual(['disconnected', 'failed'])
  })

  test('sends an offer again that was lost, and has nothing to send again otherwise', async () => {
    expect(offerer.resend()).toBe(false)
    lose = true
    offerer.restart()
    await settle()
    lose = false
    expect(offerer.resend()).toBe(true)
    await settle()
    expect(offerer.resend()).toBe(false)
  })

  test('waits for its first answer still when one can not be applied', async () => {
    const peer = new Peer({
      connection: new FakeConnection() as unknown as RTCPeerConnection,
      id: 'lonely',
      clock: new FakeClock(),
      polite: true,
      offers: true,
      limits: usualLimits(),
      localTracks: NO_TRACKS,
      sendSignal: () => {},
      logger: silentLogger
    })
    await settle()
    const refusal: Signal = {
      description: { type: 'answer', sdp: 'no description' },
      connections: { from: 'theirs', to: 'lonely' }
    }
    const refused = peer.receive(refusal)
    expect(peer.ends, 'while nobody knows').toMatchObject({ remoteId: 'theirs', offering: false })
    await refused
    const waiting = { id: 'lonely', remoteId: null, offering: true, polite: true }
    expect(peer.ends).toEqual(waiting)
    await Promise.all([peer.receive(refusal), peer.receive(refusal)])
    expect(peer.ends, 'two at once').toEqual(waiting)
    peer.close()
  })

  test('hands over messages, and says when it cannot', () => {
    const received = vi.fn()
    answerer.on('message', received)
    expect(offerer.send({ type: 'leave' })).toBe(true)
    offerer.close()
    expect(offerer.send({ type: 'leave' })).toBe(false)
  })

  test('never stops a local track when it closes', () => {
    answerer.close()
    expect(track.readyState).toBe('live')
  })
})
