import * as v from 'valibot'
import { colorSchema, NAME_LENGTH, nameSchema, peerIdSchema } from './identity.ts'
import {
  knockSchema,
  passwordSchema,
  roleSchema,
  roomStateSchema,
  type Knock,
  type KnockEnded,
  type ModerateRequest,
  type RoomClosed,
  type RoomRefused,
  type RoomState
} from './moderation.ts'
import type { Result } from './result.ts'
import { roomCodeSchema } from './room-code.ts'

/** Version of everything in this file. A server refuses clients of another one with `protocol-version`. */
export const PROTOCOL_VERSION = 1

/** Where socket.io listens on the signaling server. */
export const SIGNALING_PATH = '/signaling'

/** Bounds that both sides keep. Sizes of text are in UTF-16 code units. */
export const SIGNALING_LIMITS = {
  /** Longest display name. */
  nameLength: NAME_LENGTH,
  /** Longest session description. A mesh description is about 6,000; the rest is room for more codecs. */
  descriptionLength: 65_536,
  /** Longest ICE candidate line (RFC 8839 section 5.1). */
  candidateLength: 2_048,
  /** Largest frame that the server reads from a socket, in bytes. */
  messageBytes: 131_072,
  /** How long a client waits for an acknowledgement, in milliseconds. */
  acknowledgementTimeout: 10_000
} as const

/** A signed claim to be a certain peer in a certain room. Secret: whoever has it can take that peer's place. */
export const resumeTokenSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(512))

export const rosterEntrySchema = v.object({
  id: peerIdSchema,
  name: nameSchema,
  /** Unix time in milliseconds by the server's clock; strictly increasing within a room. */
  joinedAt: v.number(),
  role: roleSchema,
  color: colorSchema
})

/** An RTCIceServer (W3C WebRTC section 4.2.4). */
export const iceServerSchema = v.object({
  urls: v.union([
    v.pipe(v.string(), iceUrl()),
    v.pipe(v.array(v.pipe(v.string(), iceUrl())), v.minLength(1))
  ]),
  username: v.optional(v.string()),
  credential: v.optional(v.string())
})

const descriptionSchema = v.object({
  type: v.picklist(['offer', 'answer']),
  sdp: v.pipe(v.string(), v.maxLength(SIGNALING_LIMITS.descriptionLength))
})

const candidateSchema = v.object({
  candidate: v.pipe(v.string(), v.maxLength(SIGNALING_LIMITS.candidateLength)),
  sdpMid: v.nullish(v.pipe(v.string(), v.maxLength(64))),
  sdpMLineIndex: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(64))),
  usernameFragment: v.nullish(v.pipe(v.string(), v.maxLength(256)))
})

const connectionIdSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(64))

/**
 * Between which two RTCPeerConnections a signal goes. Each side makes an id for its own; `to` is null until the
 * other side's is known. So a signal for a connection that is gone is recognised.
 */
const connectionsSchema = v.optional(
  v.object({ from: connectionIdSchema, to: v.nullable(connectionIdSchema) })
)

/** What one peer tells another through the server: a description or a candidate. */
const signalSchemas = {
  description: v.object({ description: descriptionSchema, connections: connectionsSchema }),
  candidate: v.object({ candidate: candidateSchema, connections: connectionsSchema })
}

export const joinRequestSchema = v.object({
  room: roomCodeSchema,
  name: nameSchema,
  /** Without one the server chooses. */
  color: v.optional(colorSchema),
  password: v.optional(passwordSchema),
  resume: v.optional(resumeTokenSchema),
  protocol: v.number()
})

export const leaveRequestSchema = v.object({})

export const iceServersRequestSchema = v.object({
  /** Told by who asks before joining, to learn whether this server would take them. */
  protocol: v.optional(v.number())
})

export const signalRequestSchema = v.union([
  v.object({ to: peerIdSchema, ...signalSchemas.description.entries }),
  v.object({ to: peerIdSchema, ...signalSchemas.candidate.entries })
])

/** With what ways between people are found. */
export const iceServersReplySchema = v.object({
  iceServers: v.array(iceServerSchema),
  /** Milliseconds from now for which the credentials among them are good; null when they don't expire. */
  iceLifetime: v.optional(v.nullable(v.pipe(v.number(), v.minValue(0))), null)
})

export const joinReplySchema = v.object({
  self: v.object({
    id: peerIdSchema,
    resume: resumeTokenSchema,
    joinedAt: v.number(),
    role: roleSchema,
    color: colorSchema
  }),
  peers: v.array(rosterEntrySchema),
  state: roomStateSchema,
  /** Who waits to be admitted; told to the host and co-hosts only, empty for others. */
  waiting: v.array(knockSchema),
  ...iceServersReplySchema.entries,
  limits: v.object({
    /** Most people in the room. */
    room: v.number()
  })
})

export const signalReplySchema = v.object({ delivered: v.boolean() })

export const peerLeftSchema = v.object({
  id: peerIdSchema,
  reason: v.picklist(['left', 'lost', 'removed'])
})

/** A token in place of the one before, because the role that it carries has changed. */
export const resumeEventSchema = v.object({ resume: resumeTokenSchema })

export const signalEventSchema = v.union([
  v.object({ from: peerIdSchema, ...signalSchemas.description.entries }),
  v.object({ from: peerIdSchema, ...signalSchemas.candidate.entries })
])

export type RosterEntry = v.InferOutput<typeof rosterEntrySchema>
export type IceServer = v.InferOutput<typeof iceServerSchema>
export type IceServersReply = v.InferOutput<typeof iceServersReplySchema>
export type IceServersRequest = v.InferInput<typeof iceServersRequestSchema>
export type JoinRequest = v.InferInput<typeof joinRequestSchema>
export type JoinReply = v.InferOutput<typeof joinReplySchema>
export type SignalRequest = v.InferOutput<typeof signalRequestSchema>
export type SignalReply = v.InferOutput<typeof signalReplySchema>
export type SignalEvent = v.InferOutput<typeof signalEventSchema>
export type ResumeEvent = v.InferOutput<typeof resumeEventSchema>
export type PeerLeft = v.InferOutput<typeof peerLeftSchema>

export type Signal =
  v.InferOutput<typeof signalSchemas.description> | v.InferOutput<typeof signalSchemas.candidate>

/** Why the server refuses a request. */
export type SignalingRefusal =
  /** The payload doesn't fit its schema. */
  | 'malformed'
  /** The client speaks another version of the protocol. */
  | 'protocol-version'
  /** The room has as many people as the server allows. */
  | 'room-full'
  /** Nobody new may enter just now. */
  | 'room-locked'
  /** The room has a password, and none was given. */
  | 'password-required'
  /** The room has another password. */
  | 'password-wrong'
  /** Somebody in charge put this person out of the room. */
  | 'removed'
  /** Not refused yet: the room has a waiting room. `room:admitted` or `room:refused` follows. */
  | 'waiting'
  /** The sender's role doesn't allow it. */
  | 'not-permitted'
  /** Nobody of that id is in the room, or waits for it. */
  | 'no-such-peer'
  /** A request that needs a room came before `room:join`. */
  | 'not-joined'
  /** `room:join` came twice on one socket. */
  | 'already-joined'
  /** More requests than the server takes from one socket. */
  | 'rate-limited'
  /** The server is shutting down. */
  | 'closing'
  /** The server failed; its log has the cause. */
  | 'internal'

type Acknowledge<Value> = (result: Result<Value, SignalingRefusal>) => void

/** Requests; each is acknowledged. */
export interface ClientToServerEvents {
  'room:join': (request: JoinRequest, acknowledge: Acknowledge<JoinReply>) => void
  'room:leave': (request: Record<string, never>, acknowledge: Acknowledge<Record<string, never>>) => void
  'room:moderate': (request: ModerateRequest, acknowledge: Acknowledge<Record<string, never>>) => void
  'peer:signal': (request: SignalRequest, acknowledge: Acknowledge<SignalReply>) => void
  /** Answered in a room and outside one. */
  'ice:servers': (request: IceServersRequest, acknowledge: Acknowledge<IceServersReply>) => void
}

/**
 * Notifications. `peer:joined` for somebody already in the roster means that they are back on a new socket
 * and may have missed signals.
 */
export interface ServerToClientEvents {
  'peer:joined': (peer: RosterEntry) => void
  'peer:left': (event: PeerLeft) => void
  /** The name or role of somebody changed, perhaps one's own. */
  'peer:changed': (peer: RosterEntry) => void
  'peer:signal': (event: SignalEvent) => void
  'room:state': (state: RoomState) => void
  'room:resume': (event: ResumeEvent) => void
  'room:mute-request': (event: Record<string, never>) => void
  'room:stop-share-request': (event: Record<string, never>) => void
  'room:closed': (event: RoomClosed) => void
  /** To hosts and co-hosts. */
  'room:knock': (knock: Knock) => void
  'room:knock-ended': (event: KnockEnded) => void
  /** To somebody who waits. */
  'room:admitted': (reply: JoinReply) => void
  'room:refused': (event: RoomRefused) => void
}

/**
 * The URLs of RFC 7064 and RFC 7065: a host, maybe a port, and for TURN maybe a transport. Browsers refuse to
 * make a connection at all when one of the list is anything else.
 */
function iceUrl() {
  const host = String.raw`(?:[A-Za-z0-9._~-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?`
  return v.regex<string, string>(
    new RegExp(String.raw`^(?:stuns?:${host}|turns?:${host}(?:\?transport=(?:udp|tcp))?)$`),
    'an ICE server URL is stun:HOST:PORT, stuns:HOST:PORT, turn:HOST:PORT?transport=udp or turns:HOST:PORT'
  )
}
