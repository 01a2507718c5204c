import * as v from 'valibot'
import { CHAT_MESSAGES } from './chat.ts'
import { peerIdSchema } from './identity.ts'
import { TRANSFER_MESSAGES } from './transfer.ts'
import { viewingMessageSchema } from './viewing.ts'

/**
 * The pre-negotiated data channels (W3C WebRTC section 6.2, `negotiated: true`). Both sides make them, so
 * none needs a negotiation of its own. Channels of file transfers are opened in band (RFC 8832).
 */
export const CONTROL_CHANNEL = { label: 'control', id: 0, ordered: true } as const
/** Where somebody points just now: what is late is worth nothing, so nothing is sent twice or held back. */
export const POINTER_CHANNEL = { label: 'pointer', id: 1, ordered: false, maxRetransmits: 0 } as const

export const CHANNEL_LIMITS = {
  /**
   * Largest message on the control channel, in UTF-8 bytes of its JSON. The longest chat text fits even if
   * JSON escapes each of its characters, and it stays far below the 256 KiB that browsers take.
   */
  messageBytes: 65_536
} as const

/** What a person has switched on. The truth for tiles: a silent track and a muted one look alike on the wire. */
export const presenceSchema = v.object({
  microphone: v.boolean(),
  camera: v.boolean(),
  /** Whether they share their screen. While it is `paused` nothing of it is sent. */
  screen: v.optional(v.picklist(['off', 'on', 'paused']), 'off'),
  /** What they want of the others: with `audio` nobody's camera is sent to them. Shared screens are. */
  receives: v.optional(v.picklist(['all', 'audio']), 'all'),
  /** Unix time in milliseconds, by their clock, when they raised their hand; null while it is down. */
  hand: v.optional(v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15))), null)
})

/** Says that the sender leaves, for peers that the signaling server can't tell just now. */
const leaveSchema = v.object({ type: v.literal('leave') })

export const channelMessageSchema = v.variant('type', [
  v.object({ type: v.literal('presence'), presence: presenceSchema }),
  leaveSchema,
  viewingMessageSchema,
  ...CHAT_MESSAGES,
  ...TRANSFER_MESSAGES
])

/** A place in a shared picture, as shares of its width and height from the upper left corner: 0 to 1. */
const pointSchema = v.object({
  x: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  y: v.pipe(v.number(), v.minValue(0), v.maxValue(1))
})

/** Where the sender points in the picture that `screen` shares; null when nowhere any more. */
export const pointerMessageSchema = v.object({ screen: peerIdSchema, at: v.nullable(pointSchema) })

export type Point = v.InferOutput<typeof pointSchema>
export type PointerMessage = v.InferOutput<typeof pointerMessageSchema>
export type Presence = v.InferOutput<typeof presenceSchema>
export type ChannelMessage = v.InferOutput<typeof channelMessageSchema>
