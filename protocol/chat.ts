import * as v from 'valibot'
import { nameSchema, peerIdSchema } from './identity.ts'
import { utf8Length } from './text-length.ts'
import { transferIdSchema, fileNameSchema } from './transfer.ts'

export const CHAT_LIMITS = {
  /** Longest chat text, in UTF-8 bytes. */
  textBytes: 8_192,
  /** Most people named in one message. */
  mentions: 32,
  /** Longest emoji, in UTF-8 bytes: families of people with skin tones are the longest there are. */
  emojiBytes: 64,
  /** Most actions in one message on the control channel; more come in several. */
  batch: 64,
  /** Largest picture that is shown within the chat, in bytes. */
  imageBytes: 4 * 2 ** 20
} as const

/** A chat text: not blank, at most 8 KiB in UTF-8. */
export const chatTextSchema = v.pipe(
  v.string(),
  v.check((text) => text.trim() !== '', 'a chat message is not blank'),
  v.check((text) => utf8Length(text) <= CHAT_LIMITS.textBytes, 'a chat message is at most 8 KiB')
)

/**
 * Id of a chat message: the peer id of its author, a full stop, and what makes it unique. So nobody can take an id
 * in the name of somebody who is there.
 */
const chatIdSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{1,40}$/))

/**
 * Unix time in milliseconds by the author's clock, within what a `Date` can hold (ECMA-262 section 21.4.1.1). Of one
 * author's actions each is later than the one before.
 */
const timeSchema = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(8.64e15))

/** One emoji, of Unicode's Basic_Emoji or a sequence of those. */
export const emojiSchema = v.pipe(
  v.string(),
  v.check((text) => utf8Length(text) <= CHAT_LIMITS.emojiBytes, 'an emoji is at most 64 bytes'),
  // The flag `v` brings sequences, of which most emoji are made (ECMA-262, properties of strings).
  v.regex(/^\p{RGI_Emoji}$/v, 'one emoji')
)

/** Picture types that are shown within the chat: those that a browser draws, and that can't run anything. */
export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const

const imageSchema = v.object({
  /** The transfer that brings it. */
  transfer: transferIdSchema,
  name: fileNameSchema,
  type: v.picklist(IMAGE_TYPES),
  bytes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(CHAT_LIMITS.imageBytes))
})

/** What somebody does in the chat. Who does it is known from the connection on which it comes. */
export const chatActionSchema = v.variant('type', [
  v.object({
    type: v.literal('post'),
    id: chatIdSchema,
    at: timeSchema,
    /** Markdown, of which a small part is shown as such. Blank only beside an image. */
    text: v.pipe(
      v.string(),
      v.check((text) => utf8Length(text) <= CHAT_LIMITS.textBytes)
    ),
    replyTo: v.optional(chatIdSchema),
    mentions: v.optional(v.pipe(v.array(peerIdSchema), v.maxLength(CHAT_LIMITS.mentions))),
    image: v.optional(imageSchema)
  }),
  /** Another text for an own message. */
  v.object({ type: v.literal('edit'), target: chatIdSchema, at: timeSchema, text: chatTextSchema }),
  /** Takes an own message back: its text is forgotten. */
  v.object({ type: v.literal('delete'), target: chatIdSchema, at: timeSchema }),
  /** Puts an emoji on anybody's message, or takes it off again. */
  v.object({
    type: v.literal('react'),
    target: chatIdSchema,
    at: timeSchema,
    emoji: emojiSchema,
    on: v.boolean()
  })
])

/** An action on its way from one participant to another. */
const chatEntrySchema = v.object({
  action: chatActionSchema,
  /** Only sender and receiver know of it. */
  private: v.optional(v.boolean(), false),
  /**
   * Whose action the sender retells, because they can't tell it themselves: somebody who has left, or the receiver
   * or the sender before their page was lost. Missing for what the sender does.
   */
  author: v.optional(v.object({ id: peerIdSchema, name: nameSchema })),
  /** When what is retold was written, by the sender's clock, as the sender has it. */
  writtenAt: v.optional(timeSchema)
})

/**
 * Actions, in their order. Each side numbers what it tells the other from 1 without a gap, so both know what is
 * missing after a connection was lost: see `chat-hello` and `chat-ack`.
 */
const chatSchema = v.object({
  type: v.literal('chat'),
  /** Number of the first of `actions`; the others follow it. */
  number: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  /** The sender's clock now. With it an action's time says how old it is, however wrong that clock is. */
  clock: timeSchema,
  actions: v.pipe(v.array(chatEntrySchema), v.minLength(1), v.maxLength(CHAT_LIMITS.batch))
})

const sessionSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,40}$/))
const countSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/** First thing on every new channel: how the sender's numbers are to be read, and how far the receiver was heard. */
const chatHelloSchema = v.object({
  type: v.literal('chat-hello'),
  /** Names what the sender's numbers count. Another one counts anew: that of a page that was loaded anew, for one. */
  session: sessionSchema,
  /** The receiver's session that was heard last, and how many of its actions; null for somebody new. */
  heard: v.nullable(v.object({ session: sessionSchema, number: countSchema }))
})

/** How many of the receiver's actions have come. */
const chatAckSchema = v.object({ type: v.literal('chat-ack'), number: countSchema })

/** The sender writes just now; said again every few seconds, to everybody or to one person. */
const chatTypingSchema = v.object({ type: v.literal('chat-typing'), private: v.optional(v.boolean(), false) })

/** The newest message that the sender has seen. */
const chatReadSchema = v.object({ type: v.literal('chat-read'), id: chatIdSchema })

/** An emoji that floats over the sender's tile for a moment. */
const reactionSchema = v.object({ type: v.literal('reaction'), emoji: emojiSchema })

export const CHAT_MESSAGES = [
  chatSchema,
  chatHelloSchema,
  chatAckSchema,
  chatTypingSchema,
  chatReadSchema,
  reactionSchema
] as const

export type ChatAction = v.InferOutput<typeof chatActionSchema>
export type ChatEntry = v.InferOutput<typeof chatEntrySchema>
export type ChatChannelMessage = v.InferOutput<(typeof CHAT_MESSAGES)[number]>
export type ChatImage = v.InferOutput<typeof imageSchema>
