import * as v from 'valibot'
import { nameSchema, peerIdSchema } from './identity.ts'

/** Longest room password, in UTF-16 code units. */
export const PASSWORD_LENGTH = 64

/** From the one who may do all to those who may do nothing to others. A room with people in it has one host. */
export const roleSchema = v.picklist(['host', 'co-host', 'participant'])

/** A password of a room: 1 to 64 code units. */
export const passwordSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(PASSWORD_LENGTH))

/** What decides who may enter a room. All of it is off in a room that has just come to be. */
export const roomStateSchema = v.object({
  /** Whether nobody new may enter. */
  locked: v.boolean(),
  /** Whether a password is asked for. */
  password: v.boolean(),
  /** Whether newcomers wait until a host or co-host admits them. */
  waitingRoom: v.boolean()
})

/** Somebody who waits to be admitted. The id becomes theirs in the roster if they are. */
export const knockSchema = v.object({ id: peerIdSchema, name: nameSchema })

export const knockEndedSchema = v.object({ id: peerIdSchema })

/** What somebody does to the room or to somebody in it. */
export const moderateRequestSchema = v.variant('type', [
  v.object({ type: v.literal('lock'), locked: v.boolean() }),
  /** Null takes the password away. */
  v.object({ type: v.literal('password'), password: v.nullable(passwordSchema) }),
  v.object({ type: v.literal('waiting-room'), on: v.boolean() }),
  v.object({ type: v.literal('admit'), id: peerIdSchema }),
  v.object({ type: v.literal('refuse'), id: peerIdSchema }),
  /** Asks somebody to mute themselves. */
  v.object({ type: v.literal('mute'), id: peerIdSchema }),
  /** Asks everybody of a lower role to mute themselves. */
  v.object({ type: v.literal('mute-all') }),
  /** Asks somebody to share their screen no more. */
  v.object({ type: v.literal('stop-share'), id: peerIdSchema }),
  v.object({ type: v.literal('rename'), id: peerIdSchema, name: nameSchema }),
  /** Puts somebody out; with `ban`, without a way back. */
  v.object({ type: v.literal('remove'), id: peerIdSchema, ban: v.boolean() }),
  /** Appoints somebody. `host` hands the room over. */
  v.object({ type: v.literal('role'), id: peerIdSchema, role: roleSchema }),
  /** Ends the meeting for everybody. */
  v.object({ type: v.literal('end') })
])

/** The end of waiting without being let in. */
export const roomRefusedSchema = v.object({ reason: v.picklist(['refused', 'ended']) })

/** Tells somebody that they are in the room no longer. */
export const roomClosedSchema = v.object({ reason: v.picklist(['removed', 'ended', 'elsewhere']) })

export const muteRequestSchema = v.object({})

export const stopShareRequestSchema = v.object({})

export type Role = v.InferOutput<typeof roleSchema>
export type RoomState = v.InferOutput<typeof roomStateSchema>
export type Knock = v.InferOutput<typeof knockSchema>
export type KnockEnded = v.InferOutput<typeof knockEndedSchema>
export type ModerateRequest = v.InferOutput<typeof moderateRequestSchema>
export type RoomRefused = v.InferOutput<typeof roomRefusedSchema>
export type RoomClosed = v.InferOutput<typeof roomClosedSchema>
