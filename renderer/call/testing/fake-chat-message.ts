import type { ChatMessage } from '../chat/chat-message.ts'

/** A plain message from somebody else, but for what a test says of it. */
export function fakeChatMessage(given: Partial<ChatMessage> & Pick<ChatMessage, 'id'>): ChatMessage {
  return {
    text: `Message ${given.id}`,
    sentAt: 0,
    author: { id: 'grace', name: 'Grace' },
    own: false,
    relayed: false,
    privateWith: null,
    replyTo: null,
    mentionsSelf: false,
    edited: false,
    deleted: false,
    reactions: [],
    image: null,
    pending: false,
    ...given
  }
}
