import { expect, test } from 'vitest'
import { nextPeerState, type PeerState } from './peer-state.ts'

test.each<[PeerState, RTCPeerConnectionState, PeerState]>([
  ['connecting', 'connecting', 'connecting'],
  ['connecting', 'connected', 'connected'],
  ['connecting', 'failed', 'reconnecting'],
  ['connected', 'disconnected', 'unstable'],
  ['unstable', 'connected', 'connected'],
  ['unstable', 'failed', 'reconnecting'],
  ['reconnecting', 'connecting', 'reconnecting'],
  ['reconnecting', 'disconnected', 'reconnecting'],
  ['reconnecting', 'connected', 'connected'],
  ['lost', 'connecting', 'lost'],
  ['lost', 'failed', 'lost'],
  ['lost', 'connected', 'connected']
])('%s, and the connection is %s: %s', (state, connection, next) => {
  expect(nextPeerState(state, connection)).toBe(next)
})
