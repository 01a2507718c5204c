import { expect, test } from 'vitest'
import type { ChatMessage } from '../call/chat/chat-message.ts'
import { fakeChatMessage } from '../call/testing/fake-chat-message.ts'
import { chatGroups } from './chat-groups.ts'

const MINUTE = 60_000

function message(author: string, minute: number, own = false): ChatMessage {
  const id = `${author} ${minute}`
  return fakeChatMessage({ id, sentAt: minute * MINUTE, author: { id: author, name: author }, own })
}

const shape = (messages: ChatMessage[]) =>
  chatGroups(messages).map((group) => group.messages.map(({ id }) => id))

test('what was relayed stands apart from what its author said themselves', () => {
  const relayed = { ...message('Ada', 0), relayed: true }
  expect(shape([relayed, message('Ada', 1)])).toEqual([['Ada 0'], ['Ada 1']])
})

test('messages of one author that follow closely are together', () => {
  expect(shape([message('Ada', 0), message('Ada', 1), message('Grace', 2), message('Ada', 3)])).toEqual([
    ['Ada 0', 'Ada 1'],
    ['Grace 2'],
    ['Ada 3']
  ])
})

test('after a while the author and the time are said again', () => {
  expect(shape([message('Ada', 0), message('Ada', 4), message('Ada', 5)])).toEqual([
    ['Ada 0', 'Ada 4'],
    ['Ada 5']
  ])
})

test('own messages stay own, even beside those of an earlier visit', () => {
  expect(shape([message('Ada', 0), message('Ada', 1, true)])).toEqual([['Ada 0'], ['Ada 1']])
})
