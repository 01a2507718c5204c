import { nextTick } from 'vue'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FakeParticipant } from '../call/testing/fake-participant.ts'
import { settle } from '../call/testing/settle.ts'
import { REACTION_DURATION, useChatStore } from './chat.ts'
import { useMeetingStore } from './meeting.ts'
import { useNoticesStore } from './notices.ts'
import { FakeApp } from './testing/fake-app.ts'

const PLACE = { room: 'modi-kafu-ruse', server: 'https://meet.example' }

let app: FakeApp
let grace: FakeParticipant

beforeEach(async () => {
  app = await new FakeApp({ settings: { name: 'Ada' } }).start()
  useChatStore()
  useMeetingStore().enter(PLACE)
  await settle()
  await useMeetingStore().join()
  grace = await app.invite('Grace')
})

afterEach(() => app.close())

const draft = (text: string, to: string | null = null) => ({ text, to, replyTo: null, mentions: [] })
const own = () => useMeetingStore().self?.id ?? ''
const notices = () => useNoticesStore().notices.map(({ type }) => type)

describe('messages', () => {
  test('count as unread until the chat is open', async () => {
    const chat = useChatStore()
    grace.write('Hello')
    grace.call.chat.send({ ...draft('Is Ada here?'), mentions: [own()] })
    await settle()
    expect([chat.unread, chat.mentioned]).toEqual([2, true])
    expect(chat.send(draft('Me'))).toBeNull()
    expect(chat.unread).toBe(2)
    useMeetingStore().setChatOpen(true)
    await nextTick()
    expect([chat.unread, chat.mentioned]).toEqual([0, false])
    grace.write('Good')
    await settle()
    expect(chat.unread).toBe(0)
    expect(chat.messages.map(({ text }) => text)).toEqual(['Hello', 'Is Ada here?', 'Me', 'Good'])
    expect(grace.call.chat.readBy.get(own())).toBeDefined()
  })

  test('that were taken back are unread no more', async () => {
    const sent = grace.write('Hello')
    await settle()
    if (sent.ok) grace.call.chat.remove(sent.value.id)
    await settle()
    expect(useChatStore().unread).toBe(0)
  })

  test('that aren’t sent say why', async () => {
    const chat = useChatStore()
    expect(chat.send(draft('  '))).toBe('blank')
    expect(chat.send(draft('a'.repeat(9_000)))).toBe('too-long')
    expect(chat.send(draft('Hello', 'nobody'))).toBe('nobody')
    useMeetingStore().leave()
    await settle()
    expect(chat.send(draft('Hello'))).toBe('not-joined')
  })

  test('are changed, taken back and reacted to', async () => {
    const chat = useChatStore()
    chat.send(draft('Helo'))
    const [{ id } = { id: '' }] = chat.messages
    expect(chat.edit(id, 'Hello')).toBeNull()
    chat.react(id, '👍')
    await settle()
    expect(grace.call.chat.messages).toMatchObject([
      { text: 'Hello', edited: true, reactions: [{ emoji: '👍' }] }
    ])
    chat.react(id, '👍')
    chat.remove(id)
    await settle()
    expect(grace.call.chat.messages).toMatchObject([{ deleted: true, reactions: [] }])
  })

  test('that are for this person are told of, unless they are seen', async () => {
    grace.write('to all')
    await settle()
    expect(notices()).toEqual(['joined'])
    grace.call.chat.send({ ...draft('@Ada'), mentions: [own()] })
    grace.write('only you', own())
    await settle()
    expect(notices()).toEqual(['mentioned', 'messaged'])
    useNoticesStore().clear()
    useMeetingStore().setChatOpen(true)
    grace.write('only you again', own())
    await settle()
    expect(notices()).toEqual([])
  })

  test('are forgotten with the meeting', async () => {
    grace.write('Hello')
    await settle()
    useMeetingStore().exit()
    expect(useChatStore().messages).toEqual([])
  })
})

test('the one who is written to is everybody again when they leave', async () => {
  const chat = useChatStore()
  chat.recipient = grace.id
  grace.call.leave()
  await settle()
  expect(chat.recipient).toBeNull()
})

test('who writes is shown', async () => {
  grace.call.chat.setTyping(null)
  await settle()
  expect(useChatStore().typing).toMatchObject([{ id: grace.id, name: 'Grace' }])
  app.clock.advance(10_000)
  expect(useChatStore().typing).toEqual([])
})

test('reactions float for a moment', async () => {
  const chat = useChatStore()
  chat.sendReaction('👏')
  grace.call.chat.sendReaction('🎉')
  await settle()
  expect(chat.reactions.map(({ peer, emoji }) => [peer, emoji])).toEqual([
    [own(), '👏'],
    [grace.id, '🎉']
  ])
  app.clock.advance(REACTION_DURATION)
  expect(chat.reactions).toEqual([])
})

describe('hands', () => {
  test('are up in the order of raising, for everybody', async () => {
    const chat = useChatStore()
    grace.call.setHand(true)
    await settle()
    app.clock.advance(10)
    chat.setHand(true)
    await settle()
    expect(chat.hands).toEqual([grace.id, own()])
    expect(grace.call.participants[0]?.presence?.hand).toBe(app.clock.now())
    grace.call.setHand(false)
    await settle()
    expect(chat.hands).toEqual([own()])
    chat.setHand(false)
    await settle()
    expect([chat.hands, chat.handUp]).toEqual([[], false])
    expect(grace.call.participants[0]?.presence?.hand).toBeNull()
  })

  test('that are up are seen by those who come, and are down after the meeting', async () => {
    const chat = useChatStore()
    chat.setHand(true)
    const alan = await app.invite('Alan')
    expect(alan.sees({ name: 'Ada' } as FakeParticipant)?.presence?.hand).not.toBeNull()
    useMeetingStore().leave()
    await settle()
    expect([chat.hands, chat.handUp]).toEqual([[], false])
    chat.setHand(true)
    expect(chat.handUp).toBe(false)
  })
})
