/**
 * How well one peer can be reached.
 *
 * ```
 *   connecting ──────▶ connected ◀────────▶ unstable
 *       │                  ▲                   │
 *       │ failed           │ connected         │ failed
 *       ▼                  │                   ▼
 *       └───────────▶ reconnecting ◀───────────┘
 * ```
 *
 * `unstable` is ICE's own `disconnected`: packets stopped, and may come back by themselves.
 * `reconnecting` is an ICE restart under way (W3C WebRTC section 4.4.3, RFC 8445 section 2.4).
 */
export type PeerState = 'connecting' | 'connected' | 'unstable' | 'reconnecting'

/** The state that follows when the connection reports its own (W3C WebRTC section 4.3.3). */
export function nextPeerState(state: PeerState, connection: RTCPeerConnectionState): PeerState {
  switch (connection) {
    case 'connected':
      return 'connected'
    case 'disconnected':
      return 'unstable'
    case 'failed':
      return 'reconnecting'
    case 'new':
    case 'connecting':
    case 'closed':
      // Whoever was connected before and connects again is reconnecting.
      return state === 'connecting' ? 'connecting' : 'reconnecting'
  }
}
