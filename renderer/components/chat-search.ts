import type { ChatMessage } from '../call/chat/chat-message.ts'

/** Ids of the messages that have the searched words in their text, in the messages' order; none for a blank query. */
export function searchMessages(messages: readonly ChatMessage[], query: string): string[] {
  const wanted = comparable(query).trim()
  if (wanted === '') return []
  return messages.filter(({ text }) => comparable(text).includes(wanted)).map(({ id }) => id)
}

function comparable(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}
