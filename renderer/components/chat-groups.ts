import type { ChatMessage } from '../call/chat/chat-message.ts'

/** Messages further apart than this, in milliseconds, each get their author and time. */
const GROUP_SPAN = 5 * 60_000

/** Messages of one author that follow each other closely. */
export interface ChatGroup {
  /** That of its first message. */
  id: string
  author: ChatMessage['author']
  own: boolean
  relayed: boolean
  sentAt: number
  messages: ChatMessage[]
}

/** @param messages in order of time */
export function chatGroups(messages: readonly ChatMessage[]): ChatGroup[] {
  const groups: ChatGroup[] = []
  for (const message of messages) {
    const group = groups.at(-1)
    const belongs =
      group !== undefined &&
      group.author.id === message.author.id &&
      group.own === message.own &&
      group.relayed === message.relayed &&
      message.sentAt - group.sentAt < GROUP_SPAN
    if (belongs) group.messages.push(message)
    else {
      const { id, author, own, relayed, sentAt } = message
      groups.push({ id, author, own, relayed, sentAt, messages: [message] })
    }
  }
  return groups
}
