import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { CHANNEL_LIMITS } from '../../../protocol/channel.ts'
import { utf8Length } from '../../../protocol/text-length.ts'
import { Chat } from './chat.ts'

let now: number
let chat: Chat
const ada = { id: 'ada', name: 'Ada' }
const lin = { id: 'lin', name: 'Lin' }
const everybody = [{ id: 'me', name: 'Me' }, ada, lin]

beforeEach(() => {
  now = 1_000
  let count = 0
  chat = new Chat(
    () => `own-${++count}`,
    () => now
  )
})

describe('receiving', () => {
  test('shows a message once, however often it comes', () => {
    const message = { type: 'chat', id: 'a1', text: 'hi', sentAt: 1 } as const
    expect(chat.receive(message, ada, everybody)).toBe(true)
    expect(chat.receive(message, ada, everybody)).toBe(false)
    expect(chat.messages).toHaveLength(1)
  })

  test('a wrong clock moves nothing', () => {
    chat.receive({ type: 'chat', id: 'a1', text: 'first', sentAt: 9e15 }, ada, everybody)
    now += 1
    chat.receive({ type: 'chat', id: 'l1', text: 'second', sentAt: 0 }, lin, everybody)
    expect(chat.messages.map(({ text }) => text)).toEqual(['first', 'second'])
  })

  test('nobody speaks for somebody who is there', () => {
    const told = (id: string, author: { id: string; name: string }) => ({ id, text: id, sentAt: 5, author })
    const messages = [
      told('of me', { id: 'me', name: 'Me' }),
      told('of lin', lin),
      told('of ada', { id: 'ada', name: 'A false name' }),
      told('of somebody who called himself Lin', { id: 'ghost', name: 'Lin' }),
      told('of sam, who left', { id: 'sam', name: 'Sam' })
    ]
    chat.receive({ type: 'chat-history', messages }, ada, everybody)
    expect(chat.messages.map(({ text, author, relayed }) => [text, author.name, relayed])).toEqual([
      ['of ada', 'Ada', false],
      ['of somebody who called himself Lin', 'Lin', true],
      ['of sam, who left', 'Sam', true]
    ])
  })
})

describe('somebody who is back after their page was lost', () => {
  const messages = [{ id: 'm1', text: 'what I wrote', sentAt: 5, author: { id: 'me', name: 'Me' } }]

  test('hears from the others what they wrote themselves', () => {
    chat.receive({ type: 'chat-history', messages }, ada, everybody, 'me')
    expect(chat.messages).toMatchObject([{ text: 'what I wrote', own: true, relayed: true }])
  })

  test('passes on as theirs only what they wrote since', () => {
    chat.receive({ type: 'chat-history', messages }, ada, everybody, 'me')
    chat.write('and now', { id: 'me', name: 'Me' })
    const told = chat.historyFor({ id: 'me', name: 'Me' }, new Set())
    expect(told.flatMap((batch) => batch.messages.map(({ text }) => text))).toEqual(['and now'])
  })
})

describe('the history for a newcomer', () => {
  test('holds own messages and those of people who have left, and nobody else’s', () => {
    chat.write('mine', { id: 'me', name: 'Me' })
    chat.receive({ type: 'chat', id: 'a1', text: 'of ada', sentAt: 0 }, ada, everybody)
    chat.receive({ type: 'chat', id: 'l1', text: 'of lin', sentAt: 0 }, lin, everybody)
    const me = { id: 'me', name: 'Me' }
    const told = chat
      .historyFor(me, new Set(['lin']))
      .flatMap(({ messages }) => messages.map(({ text }) => text))
    expect(told).toEqual(['mine', 'of ada'])
  })

  test('tells own messages under the id that the others know now', () => {
    chat.write('mine', { id: 'me', name: 'Me' })
    const told = chat.historyFor({ id: 'me-again', name: 'Me' }, new Set())
    expect(told[0]?.messages[0]?.author).toEqual({ id: 'me-again', name: 'Me' })
  })

  test('comes whole, in messages that fit the channel', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, maxLength: 1_000, unit: 'binary' }), { maxLength: 100 }),
        (texts) => {
          const author = { id: 'me', name: 'Me' }
          let count = 0
          const each = new Chat(
            () => `own-${++count}`,
            () => now++
          )
          const written = texts.flatMap((text) => {
            const result = each.write(text, author)
            return result.ok ? [result.value.id] : []
          })
          const history = each.historyFor(author, new Set())
          expect(history.flatMap(({ messages }) => messages.map(({ id }) => id))).toEqual(written)
          for (const message of history) {
            expect(utf8Length(JSON.stringify(message))).toBeLessThanOrEqual(CHANNEL_LIMITS.messageBytes)
            expect(message.messages.length).toBeLessThanOrEqual(CHANNEL_LIMITS.historyBatch)
          }
        }
      ),
      { numRuns: 20 }
    )
  })
})
