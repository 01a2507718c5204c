import type { ChatMessage } from '../../call/chat/chat-message.ts'
import { fakeChatMessage } from '../../call/testing/fake-chat-message.ts'

export const GRACE = { id: 'grace', name: 'Grace' }
const ADA = { id: 'ada', name: 'Ada' }

/** A message by Grace, or by this participant, who is Ada. */
export function message(id: string, change: Partial<ChatMessage> = {}): ChatMessage {
  return fakeChatMessage({ id, author: change.own === true ? ADA : GRACE, ...change })
}
