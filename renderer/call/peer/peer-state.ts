/**
 * How well one peer can be reached.
 *
 * ```
 *   connecting ────────▶ connected ◀──────────▶ unstable
 *       │                    ▲  ▲                  │
 *       │ failed             │  │                  │ failed, or not back
 *       │                    │  │                  │ within a second
 *       └────────────▶ reconnecting ◀──────────────┘
 *                        │  ▲   │
 *     nothing has helped │  │ somebody is back at the server
 *                        ▼  │   │
 *                        lost ──┘ connected after all
 * ```
 *
 * `unstable` is ICE's own `disconnected`: packets stopped, and may come back by themselves. While `reconnecting` the
 * ICE restarts and at last the new connections of `recovery-policy.ts` are under way (W3C WebRTC section 4.4.3,
 * RFC 8445 section 2.4). While `lost` they go on, but seldom.
 */
export type PeerState = 'connecting' | 'connected' | 'unstable' | 'reconnecting' | 'lost'

/** The state that follows when the connection reports its own (W3C WebRTC section 4.3.3). */
export function nextPeerState(state: PeerState, connection: RTCPeerConnectionState): PeerState {
  if (connection === 'connected') return 'connected'
  if (state === 'lost') return 'lost'
  switch (connection) {
    case 'disconnected':
      // What comes in the middle of an attempt is no news.
      return state === 'connected' ? 'unstable' : state
    case 'failed':
      return 'reconnecting'
    case 'new':
    case 'connecting':
    case 'closed':
      // Whoever was connected before and connects again is reconnecting.
      return state === 'connecting' ? 'connecting' : 'reconnecting'
  }
}
