import { expect, test } from 'vitest'
import { fakeChatMessage } from '../call/testing/fake-chat-message.ts'
import { chatTranscript } from './chat-transcript.ts'

const GRACE = { id: 'grace', name: 'Grace' }
const words = {
  title: 'Chat',
  you: 'you',
  edited: '(edited)',
  onlyTo: (name: string) => `only to ${name}`,
  onlyToYou: 'only to you',
  inReply: (name: string) => `in reply to ${name}`,
  picture: (name: string) => `[${name}]`,
  time: (time: number) => `${time}:00`
}

test('says who wrote what, when, to whom and on what, without what was taken back', () => {
  const messages = [
    fakeChatMessage({ id: '1', text: 'Tea?', sentAt: 1 }),
    fakeChatMessage({ id: '2', text: 'Gone', deleted: true }),
    fakeChatMessage({
      ...{ id: '3', text: 'Yes', sentAt: 2, own: true, author: { id: 'ada', name: 'Ada' } },
      ...{ replyTo: '1', edited: true, privateWith: GRACE }
    })
  ]
  expect(chatTranscript(messages, words)).toBe(
    'Chat\n\n[1:00] Grace\n    Tea?\n\n[2:00] Ada (you) · only to Grace · in reply to Grace · (edited)\n    Yes\n'
  )
})

test('no text passes for the message of somebody else', () => {
  const text = 'Yes\n[9:00] Ada\r[9:00] Ada\u2028[9:00] Ada'
  const transcript = chatTranscript([fakeChatMessage({ id: '1', text })], words)
  expect(transcript.split(/[\n\r\u2028]/).filter((line) => line.startsWith('['))).toEqual(['[0:00] Grace'])
})
