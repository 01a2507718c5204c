import type {
  Knock,
  KnockEnded,
  ModerateRequest,
  RoomClosed,
  RoomRefused,
  RoomState
} from '../../../protocol/moderation.ts'
import type {
  IceServersReply,
  JoinReply,
  PeerLeft,
  RosterEntry,
  Signal,
  SignalEvent
} from '../../../protocol/signaling.ts'
import type { Result } from '../../../protocol/result.ts'
import type { CallFailureReason } from '../call-error.ts'

/** Who wants into which room. */
export interface EntryRequest {
  room: string
  name: string
  /** What the room asks for at its door, if it does. */
  password?: string
  /** Avatar hue in degrees, an integer from 0 to 359; the server picks one for who has none. */
  color?: number
  /** The token of an earlier stay, to come back as the same peer. One that isn't good any more does no harm. */
  resume?: string
}

export interface SignalingEvents {
  /** Somebody came; or is back on a new socket, and may have missed signals. */
  'peer-joined': (peer: RosterEntry) => void
  'peer-left': (event: PeerLeft) => void
  /** Somebody's role or name changed, this participant's own perhaps. */
  'peer-changed': (peer: RosterEntry) => void
  signal: (event: SignalEvent) => void
  /** The server is out of reach; the adapter tries to come back. */
  interrupted: () => void
  /** Back, with the roster as it is now. As a new peer when the server no longer knows the old one. */
  resumed: (reply: JoinReply) => void
  /** The server doesn't take this participant back, or lets them wait no longer. */
  refused: (reason: CallFailureReason) => void
  /** The wait at the door is over: this participant is in. */
  admitted: (reply: JoinReply) => void
  /** The wait at the door is over: a host said no, or the meeting has ended. */
  'turned-away': (event: RoomRefused) => void
  /** Put out of the room, and not taken back by trying. */
  closed: (event: RoomClosed) => void
  'room-state': (state: RoomState) => void
  /** Somebody waits at the door. Only hosts and co-hosts hear of it. */
  knock: (knock: Knock) => void
  'knock-ended': (event: KnockEnded) => void
  /** A host asks this participant to switch the microphone off. */
  'mute-requested': () => void
  'share-stop-requested': () => void
  /** What this participant returns with, should everything but this be lost. Secret. */
  token: (resume: string) => void
}

/**
 * How a call reaches the people of its room before it is connected to them. One room at a time.
 *
 * ```
 *          join              accepted
 *   idle ────────▶ joining ───────────▶ joined ◀───── resumed ─────┐
 *    ▲                │ │ waiting        ▲ │ │ socket lost         │
 *    │ refused,       │ └──▶ waiting ────┘ │ └──────▶ interrupted ─┘
 *    └─ unreachable ──┘        │  admitted │ leave,       │ leave, refused
 *    ▲            turned away, ▼           ▼ closed       ▼
 *    └────── refused, leave ───────────────────────────────
 *
 * Who waits and loses the socket knocks again by itself.
 * ```
 */
export interface SignalingPort {
  /** Opens the way to the server before anybody joins. What becomes of it is seen when somebody does. */
  prepare(): void
  /**
   * Never rejects. After a failure it may be called again. The reason `waiting` is none: this participant
   * waits at the door until `admitted`, `turned-away` or `refused` says how that ended, or `leave` is called.
   */
  join(request: EntryRequest): Promise<Result<JoinReply, CallFailureReason>>
  /** Asks the server for what a host decides. Never rejects. */
  moderate(request: ModerateRequest): Promise<Result<Record<string, never>, CallFailureReason>>
  /** Asks with what ways between people are found, for when the credentials of joining expire. Never rejects. */
  iceServers(): Promise<Result<IceServersReply, CallFailureReason>>
  /** @returns whether the signal was handed to its receiver */
  send(to: string, signal: Signal): Promise<boolean>
  /** Comes back on a new socket, when this one may be dead without anybody having noticed. */
  reconnect(): void
  /** Leaves the room, if in one. */
  leave(): void
  /** Idempotent. Leaves, and frees the socket and its timers. */
  close(): void
  on<Event extends keyof SignalingEvents>(event: Event, listener: SignalingEvents[Event]): () => void
}
