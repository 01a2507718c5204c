import type { ChatMessage } from '../call/chat/chat-message.ts'

/** Messages further apart than this, in milliseconds, each get their author and time. */
const GROUP_SPAN = 5 * 60_000

/** A message as one row of the log. */
export interface ChatRow {
  message: ChatMessage
  /** Whether it says who wrote it and when; those that follow it closely don't. */
  heads: boolean
}

/** @param messages in order of time */
export function chatRows(messages: readonly ChatMessage[]): ChatRow[] {
  let head: ChatMessage | null = null
  return messages.map((message) => {
    const heads = head === null || !belongs(message, head)
    if (heads) head = message
    return { message, heads }
  })
}

function belongs(message: ChatMessage, head: ChatMessage): boolean {
  return (
    head.author.id === message.author.id &&
    head.author.name === message.author.name &&
    head.own === message.own &&
    head.relayed === message.relayed &&
    head.privateWith?.id === message.privateWith?.id &&
    message.sentAt - head.sentAt < GROUP_SPAN
  )
}
