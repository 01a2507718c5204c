import type { ChatImage } from '../../../protocol/chat.ts'

export interface ChatPerson {
  readonly id: string
  readonly name: string
}

/** An emoji on a message, and who put it there, in the order of their doing so. */
export interface ChatReaction {
  readonly emoji: string
  readonly people: readonly ChatPerson[]
  /** Whether this participant is one of them. */
  readonly own: boolean
}

/** A message within the chat, as it is shown. A snapshot: a change makes a new object. */
export interface ChatMessage {
  readonly id: string
  /** Empty for a message that was taken back. */
  readonly text: string
  /** Unix time in milliseconds by the sender's clock, never later than its arrival here. */
  readonly sentAt: number
  readonly author: ChatPerson
  readonly own: boolean
  /** Somebody else told it after its author had left: that they wrote it can't be known for sure. */
  readonly relayed: boolean
  /** The other one of a conversation between two; null for what everybody reads. */
  readonly privateWith: ChatPerson | null
  /** Id of the message that this one answers, which needn't be known here. */
  readonly replyTo: string | null
  /** Whether this participant is named in it. */
  readonly mentionsSelf: boolean
  readonly edited: boolean
  /** Its author took it back. */
  readonly deleted: boolean
  readonly reactions: readonly ChatReaction[]
  readonly image: ChatImage | null
  /** Whether an own message is still on its way to somebody. */
  readonly pending: boolean
}

/** What goes out with a text. */
export interface ChatDraft {
  text: string
  /** Id of the only one who is to read it; null for everybody. */
  to: string | null
  replyTo: string | null
  mentions: readonly string[]
}
