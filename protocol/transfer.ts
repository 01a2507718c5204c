import * as v from 'valibot'
import { utf8Length } from './text-length.ts'

export const TRANSFER_LIMITS = {
  /** Most files in one transfer. */
  files: 10_000,
  /** Longest name of a file with its folders, in UTF-8 bytes. */
  pathBytes: 1_024,
  /** Deepest folder. */
  depth: 32,
  /** Most bytes in one message on a transfer's channel; browsers take 256 KiB (RFC 8831 section 6.6). */
  sliceBytes: 65_536,
  /** Most bytes on their way that the receiver hasn't written yet. */
  windowBytes: 8 * 2 ** 20
} as const

export const transferIdSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,40}$/))

/** A name as its sender gives it. Whoever stores it makes it safe first. */
export const fileNameSchema = v.pipe(
  v.string(),
  v.minLength(1),
  v.check((name) => utf8Length(name) <= 255, 'a file name is at most 255 bytes')
)

/** A file's place within its transfer, with `/` between folders; whoever stores it makes it safe first. */
const filePathSchema = v.pipe(
  v.string(),
  v.minLength(1),
  v.check((path) => utf8Length(path) <= TRANSFER_LIMITS.pathBytes, 'a path is at most 1,024 bytes')
)

const bytesSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const indexSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(TRANSFER_LIMITS.files - 1))

/** Why a transfer ended before it was whole. */
export const TRANSFER_FAILURES = [
  /** One of the two doesn't want it any more. */
  'cancelled',
  /** A file is not what it was when it was offered. */
  'source-changed',
  /** A file can't be read any more. */
  'source-gone',
  'disk-full',
  /** The folder may not be written to. */
  'no-permission',
  /** The receiver can't take so much. */
  'too-large',
  /** What came is not what was sent. */
  'damaged',
  'failed'
] as const
export type TransferFailure = (typeof TRANSFER_FAILURES)[number]

/** Offers files. Said again on a new channel while the transfer isn't over: the receiver knows its id. */
const fileOfferSchema = v.object({
  type: v.literal('file-offer'),
  transfer: transferIdSchema,
  /** Name of the only file, or of the folder, or of the first of several files. */
  name: fileNameSchema,
  /** Whether the files lie in folders that are to be kept. */
  folder: v.boolean(),
  files: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(TRANSFER_LIMITS.files)),
  bytes: bytesSchema,
  /** A picture of the chat, which is taken without a question. */
  inline: v.optional(v.boolean(), false)
})

/** The receiver takes what was offered, now or again; the sender then opens the transfer's channel. */
const fileAcceptSchema = v.object({ type: v.literal('file-accept'), transfer: transferIdSchema })

/** Ends a transfer, or declines its offer. Both sides may. */
const fileEndSchema = v.object({
  type: v.literal('file-end'),
  transfer: transferIdSchema,
  reason: v.picklist(['declined', ...TRANSFER_FAILURES])
})

/** Whether the one who says so wants the transfer to rest. It goes on when neither does. */
const filePauseSchema = v.object({
  type: v.literal('file-pause'),
  transfer: transferIdSchema,
  paused: v.boolean()
})

/** What is said of transfers on the control channel. */
export const TRANSFER_MESSAGES = [fileOfferSchema, fileAcceptSchema, fileEndSchema, filePauseSchema] as const

/** Whether something said on the control channel is about a transfer. */
export function isTransferControl<Other extends { type: string }>(
  message: Other | TransferControl
): message is TransferControl {
  return TRANSFER_MESSAGES.some((schema) => schema.entries.type.literal === message.type)
}

/** Label of the channel of a transfer. The sender opens it (RFC 8832); an unexpected one is closed by the receiver. */
export const transferChannelLabel = (transfer: string): string => `file/${transfer}`

/**
 * What is said on a transfer's channel, as JSON text; binary messages are slices of the file that was announced last.
 * The receiver asks for one file after the other and says how much it has written.
 */
export const transferMessageSchema = v.variant('type', [
  /** Receiver: send this file from this byte on. Whatever else was on its way is void. */
  v.object({ type: v.literal('want'), file: indexSchema, offset: bytesSchema }),
  /** Receiver: so many bytes of the file have been written, those before `offset` among them. */
  v.object({ type: v.literal('written'), file: indexSchema, bytes: bytesSchema }),
  /** Receiver: everything is there. */
  v.object({ type: v.literal('complete') }),
  /** Sender: slices of this file follow. */
  v.object({
    type: v.literal('file'),
    file: indexSchema,
    path: filePathSchema,
    bytes: bytesSchema,
    offset: bytesSchema,
    /** Unix time in milliseconds. */
    modifiedAt: v.nullable(v.pipe(v.number(), v.finite()))
  }),
  /** Sender: that was the file. `sha256` is that of the whole of it, in lower-case hexadecimal (FIPS 180-4). */
  v.object({
    type: v.literal('end'),
    file: indexSchema,
    sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
  })
])

export type TransferMessage = v.InferOutput<typeof transferMessageSchema>
export type FileOffer = v.InferOutput<typeof fileOfferSchema>
/** What is said of transfers on the control channel. */
export type TransferControl = v.InferOutput<(typeof TRANSFER_MESSAGES)[number]>
