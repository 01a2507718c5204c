import { io, type Socket } from 'socket.io-client'
import * as v from 'valibot'
import { fail, type Result } from '../../../protocol/result.ts'
import {
  SIGNALING_LIMITS,
  SIGNALING_PATH,
  type ClientToServerEvents,
  type ServerToClientEvents
} from '../../../protocol/signaling.ts'
import type { CallFailureReason } from '../call-error.ts'

export type SignalingSocket = Socket<ServerToClientEvents, ClientToServerEvents>

/** Why a socket that was open is no more, in socket.io's words. */
export type DisconnectReason = Socket.DisconnectReason

/**
 * Bounds between which the time to the next attempt to reconnect doubles, in milliseconds; socket.io varies it by half.
 * So a server that is back has everybody back within two seconds.
 */
const RECONNECTION_DELAY = { first: 250, last: 900 }

/**
 * A socket to a signaling server that isn't open yet. This is the only file that knows socket.io.
 *
 * @param server origin of the server
 */
export function createSignalingSocket(server: string): SignalingSocket {
  return io(server, {
    path: SIGNALING_PATH,
    transports: ['websocket'],
    autoConnect: false,
    forceNew: true,
    reconnectionDelay: RECONNECTION_DELAY.first,
    reconnectionDelayMax: RECONNECTION_DELAY.last,
    timeout: SIGNALING_LIMITS.acknowledgementTimeout
  })
}

/** Sends a request and checks its acknowledgement against the schema of its value. Never rejects. */
export async function requestOf<Schema extends v.GenericSchema>(
  socket: SignalingSocket,
  schema: Schema,
  emit: (socket: ReturnType<SignalingSocket['timeout']>) => Promise<unknown>
): Promise<Result<v.InferOutput<Schema>, CallFailureReason>> {
  let answer: unknown
  try {
    answer = await emit(socket.timeout(SIGNALING_LIMITS.acknowledgementTimeout))
  } catch {
    return fail('server-unreachable', 'The signaling server did not acknowledge in time')
  }
  const parsed = v.safeParse(resultSchema(schema), answer)
  if (!parsed.success) return fail('server-incompatible', 'The answer does not fit the protocol')
  return parsed.output as Result<v.InferOutput<Schema>, CallFailureReason>
}

const REASONS = [
  'malformed',
  'protocol-version',
  'room-full',
  'not-joined',
  'already-joined',
  'rate-limited',
  'closing',
  'room-locked',
  'password-required',
  'password-wrong',
  'removed',
  'waiting',
  'not-permitted',
  'no-such-peer',
  'internal'
] as const satisfies readonly CallFailureReason[]

function resultSchema<Schema extends v.GenericSchema>(value: Schema) {
  return v.variant('ok', [
    v.object({ ok: v.literal(true), value }),
    v.object({
      ok: v.literal(false),
      error: v.object({ reason: v.fallback(v.picklist(REASONS), 'internal'), message: v.string() })
    })
  ])
}
