import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FakeChatNetwork, type ChatMember } from '../testing/fake-chat-network.ts'
import type { ChatAction, ChatChannelMessage, ChatEntry } from '../../../protocol/chat.ts'

let network: FakeChatNetwork
let ada: ChatMember
let grace: ChatMember
let alan: ChatMember

beforeEach(() => {
  network = new FakeChatNetwork()
  ada = network.join('Ada')
  grace = network.join('Grace')
  alan = network.join('Alan')
  network.settle()
})

afterEach(() => network.close())

const write = (member: ChatMember, text: string, to: ChatMember | null = null, mentions: string[] = []) => {
  const sent = member.room.send({ text, to: to?.id ?? null, replyTo: null, mentions })
  network.clock.advance(10)
  return sent.ok ? sent.value.id : ''
}
const texts = ({ room }: ChatMember) => room.messages.map(({ text }) => text)
const message = (member: ChatMember, id: string) => member.room.messages.find((each) => each.id === id)

/** Says something to somebody in a member's name, whatever it is, after a hello. */
function say(from: ChatMember, to: ChatMember, entries: ChatEntry[], number = 1, session = 'evil'): void {
  const say = (said: ChatChannelMessage) => to.room.receive(from, said)
  if (number === 1) say({ type: 'chat-hello', session, heard: null })
  say({ type: 'chat', number, clock: network.clock.now(), actions: entries })
}
const entry = (action: ChatAction, more: Partial<ChatEntry> = {}): ChatEntry => ({
  action,
  private: false,
  ...more
})
const post = (author: string, id: string, text: string, at = 1): ChatAction => ({
  type: 'post',
  id: `${author}.${id}`,
  at,
  text
})

describe('what an author does', () => {
  test('changes their messages for everybody, and nobody else’s', () => {
    const first = write(ada, 'frist')
    const second = write(ada, 'never mind')
    network.settle()
    expect(ada.room.edit(first, 'first')).toMatchObject({ ok: true })
    ada.room.remove(second)
    expect(grace.room.edit(first, 'mine')).toMatchObject({ ok: false, error: { reason: 'nobody' } })
    grace.room.remove(first)
    network.settle()
    for (const member of [ada, grace, alan]) {
      expect(message(member, first)).toMatchObject({ text: 'first', edited: true, deleted: false })
      expect(message(member, second)).toMatchObject({ text: '', deleted: true })
    }
  })

  test('is on its way until everybody has it', () => {
    network.disconnect(ada, alan)
    const id = write(ada, 'hello')
    network.settle()
    expect(message(ada, id)?.pending).toBe(true)
    network.connect(ada, alan)
    network.settle()
    expect(message(ada, id)?.pending).toBe(false)
    expect(texts(alan)).toEqual(['hello'])
  })

  test('waits no more for somebody who has left', () => {
    network.disconnect(ada, alan)
    const id = write(ada, 'hello')
    network.settle()
    network.leave(alan)
    expect(message(ada, id)?.pending).toBe(false)
  })

  test('reaches one person alone when it is for them, and so does all that is about it', () => {
    const id = write(ada, 'only you', grace)
    network.settle()
    grace.room.react(id, '👍')
    ada.room.edit(id, 'only you two')
    network.settle()
    const lin = network.join('Lin')
    network.settle()
    expect(message(ada, id)).toMatchObject({ privateWith: { id: grace.id }, text: 'only you two' })
    expect(message(grace, id)).toMatchObject({
      privateWith: { id: ada.id },
      reactions: [{ emoji: '👍', own: true }]
    })
    expect(message(ada, id)?.reactions).toEqual([
      { emoji: '👍', people: [{ id: grace.id, name: 'Grace' }], own: false }
    ])
    for (const member of [alan, lin]) expect(texts(member)).toEqual([])
    network.leave(grace)
    expect(ada.room.send({ text: 'gone?', to: grace.id, replyTo: null, mentions: [] })).toMatchObject({
      error: { reason: 'nobody' }
    })
  })

  test('keeps those who haven’t changed the same objects', () => {
    const id = write(ada, 'one')
    write(ada, 'two')
    network.settle()
    const before = grace.room.messages
    alan.room.react(id, '🎉')
    network.settle()
    expect(grace.room.messages).not.toBe(before)
    expect(grace.room.messages[0]).not.toBe(before[0])
    expect(grace.room.messages[1]).toBe(before[1])
  })
})

describe('somebody who comes late', () => {
  test('gets everything once, in order, also from people who have left', () => {
    const first = write(alan, 'one')
    network.settle()
    write(ada, 'two')
    alan.room.edit(first, 'one!')
    network.settle()
    grace.room.react(first, '👍')
    network.settle()
    network.leave(alan)
    const lin = network.join('Lin', { skew: -3_600_000 })
    network.settle()
    expect(lin.room.messages).toMatchObject([
      { text: 'one!', relayed: true, edited: true, reactions: [{ emoji: '👍' }] },
      { text: 'two', relayed: false }
    ])
  })

  test('gets a long history whole, though nobody sends faster than is taken', () => {
    const long = 'x'.repeat(4_000)
    for (let count = 0; count < 1_000; count += 1) write(ada, `${count} ${long}`)
    const lin = network.join('Lin')
    network.settle()
    expect(lin.room.messages).toHaveLength(1_000)
    expect(lin.room.messages.map(({ text }) => parseInt(text))).toEqual([...Array(1_000).keys()])
  })

  test('is told what somebody wrote who came back after their page was lost', () => {
    const id = write(ada, 'before')
    write(ada, 'to you alone', grace)
    network.settle()
    network.reload(ada)
    network.settle()
    expect(ada.room.messages).toMatchObject([
      { text: 'before', own: true, relayed: true },
      { text: 'to you alone', own: true, privateWith: { id: grace.id } }
    ])
    write(ada, 'after')
    const lin = network.join('Lin')
    network.settle()
    expect(texts(lin)).toEqual(['before', 'after'])
    ada.room.edit(id, 'before!')
    network.settle()
    for (const member of [ada, grace, alan, lin]) expect(message(member, id)?.text).toBe('before!')
  })
})

describe('clocks', () => {
  test('that are wrong move nothing', () => {
    const late = network.join('Late', { skew: -900_000 })
    const early = network.join('Early', { skew: 86_400_000 })
    network.settle()
    for (const [index, member] of [ada, late, early, grace, early, late, ada].entries()) {
      write(member, String(index))
      network.settle()
    }
    for (const member of network.members.values())
      expect(texts(member)).toEqual(['0', '1', '2', '3', '4', '5', '6'])
    const lin = network.join('Lin')
    network.settle()
    expect(texts(lin)).toEqual(['0', '1', '2', '3', '4', '5', '6'])
  })

  test('that lie put nothing into the future, and nothing before what one wrote already', () => {
    write(grace, 'now')
    network.settle()
    say(alan, ada, [
      entry(post(alan.id, 'a', 'far ahead', 8e15)),
      entry(post(alan.id, 'b', 'long ago', 0)),
      entry({ ...post(alan.id, 'c', 'then'), at: 8e15 + 1 })
    ])
    const now = network.clock.now()
    expect(ada.room.messages.every(({ sentAt }) => sentAt <= now)).toBe(true)
    network.clock.advance(1)
    write(ada, 'after all')
    expect(texts(ada).at(-1)).toBe('after all')
  })
})

describe('a hostile peer', () => {
  test('speaks for nobody who is there, and marks what others said as told', () => {
    say(alan, ada, [
      entry(post(grace.id, 'x', 'as Grace')),
      entry(post(grace.id, 'y', 'as Grace'), { author: { id: grace.id, name: 'Grace' } }),
      entry(post(ada.id, 'z', 'as myself'), { author: { id: ada.id, name: 'Ada' } }),
      entry(post('Ghost'.padEnd(22, '-'), 'g', 'as Grace'), {
        author: { id: 'Ghost'.padEnd(22, '-'), name: 'Grace' }
      }),
      entry(post(alan.id, 'own', 'as himself'))
    ])
    expect(ada.room.messages.map(({ text, relayed }) => `${text} ${relayed}`).sort()).toEqual([
      'as Grace true',
      'as himself false'
    ])
  })

  test('changes nothing that others wrote, even when they have left', () => {
    const id = write(grace, 'what I said')
    network.settle()
    network.leave(grace)
    const author = { id: grace.id, name: 'Grace' }
    say(alan, ada, [
      entry({ type: 'edit', target: id, at: 9e14, text: 'something else' }, { author }),
      entry({ type: 'delete', target: id, at: 9e14 }, { author }),
      entry({ type: 'edit', target: id, at: 9e14, text: 'something else' }),
      entry({ type: 'delete', target: id, at: 9e14 })
    ])
    expect(message(ada, id)).toMatchObject({
      text: 'what I said',
      edited: false,
      deleted: false,
      relayed: false
    })
  })

  test('reads and touches no whisper', () => {
    const id = write(ada, 'only you', grace)
    network.settle()
    say(alan, grace, [entry({ type: 'react', target: id, at: 1, emoji: '👍', on: true })])
    expect(message(grace, id)?.reactions).toEqual([])
  })

  test('fills the chat only at the expense of their own messages', () => {
    const kept = write(grace, 'Do you see this?')
    network.settle()
    let number = 1
    for (let batch = 0; batch < 200; batch += 1) {
      const flood = Array.from({ length: 64 }, (_, index) =>
        entry(post(alan.id, `${batch}-${index}`, 'spam', number + index))
      )
      say(alan, ada, flood, number)
      number += 64
    }
    expect(ada.room.messages).toHaveLength(10_000)
    expect(message(ada, kept)).toBeDefined()
    expect(texts(ada).filter((text) => text === 'spam')).toHaveLength(9_999)
  })

  test('takes no more room by telling of people whom nobody knows', () => {
    const kept = Array.from({ length: 20 }, (_, index) => write(grace, `Message ${index}`))
    network.settle()
    let number = 1
    for (let batch = 0; batch < 200; batch += 1) {
      const flood = Array.from({ length: 64 }, (_, index) => {
        const id = `${batch}-${index}`.padEnd(22, '-')
        return entry(post(id, 'x', 'spam', number + index), { author: { id, name: 'Somebody' } })
      })
      say(alan, ada, flood, number)
      number += 64
    }
    for (const id of kept) expect(message(ada, id)).toBeDefined()
  })

  test('who acknowledges or counts what never was harms nobody', () => {
    const id = write(ada, 'hello')
    for (const said of [
      { type: 'chat-ack', number: 9e15 },
      { type: 'chat-hello', session: 's', heard: { session: 'never', number: 9e15 } },
      { type: 'chat-ack', number: 0 },
      { type: 'chat-read', id: `${alan.id}.unknown` }
    ] as const) {
      ada.room.receive(alan, said)
    }
    say(alan, ada, [entry(post(alan.id, 'far', 'far ahead'))], 1_000_000)
    network.settle()
    expect(texts(grace)).toEqual(['hello'])
    expect(message(ada, id)?.text).toBe('hello')
    expect(texts(ada)).toEqual(['hello'])
  })
})

describe('signs', () => {
  test('tell who writes, until they have written or for a while', () => {
    ada.room.setTyping(null)
    ada.room.setTyping(null)
    grace.room.setTyping(ada.id)
    expect(network.wire(ada, alan).filter((said) => said.includes('chat-typing'))).toHaveLength(1)
    while (network.deliver(ada, alan));
    while (network.deliver(ada, grace));
    while (network.deliver(grace, ada));
    expect([alan, grace, ada].map(({ room }) => room.typing.map(({ name }) => name))).toEqual([
      ['Ada'],
      ['Ada'],
      ['Grace']
    ])
    write(ada, 'done')
    while (network.deliver(ada, alan));
    expect(alan.room.typing).toEqual([])
    network.clock.advance(6_000)
    expect(grace.room.typing).toEqual([])
  })

  test('tell how far everybody has read, and nobody of messages that they don’t know', () => {
    const shown = write(ada, 'for all')
    const whispered = write(ada, 'only you', grace)
    network.settle()
    grace.room.markRead()
    network.settle()
    expect(ada.room.readBy.get(grace.id)).toBe(whispered)
    expect(alan.room.readBy.get(grace.id)).toBe(shown)
    const lin = network.join('Lin')
    network.settle()
    expect(lin.room.readBy.get(grace.id)).toBe(shown)
    network.leave(grace)
    expect(ada.room.readBy.size).toBe(0)
  })

  test('let emoji float, and not more than one can look at', () => {
    const floating: string[] = []
    grace.room.on('reaction', (id, emoji) => floating.push(`${id} ${emoji}`))
    ada.room.sendReaction('👏')
    ada.room.sendReaction('no emoji')
    network.settle()
    expect(floating).toEqual([`${ada.id} 👏`])
    for (let count = 0; count < 1_000; count += 1) grace.room.receive(alan, { type: 'reaction', emoji: '💩' })
    expect(floating.length).toBeLessThan(12)
  })
})

test('a message that names somebody says so to them', () => {
  const posted: boolean[] = []
  grace.room.on('posted', ({ mentionsSelf }) => posted.push(mentionsSelf))
  write(ada, '@Grace hello', null, [grace.id, 'nobody'.padEnd(22, '-')])
  write(ada, 'hello')
  network.settle()
  expect(posted).toEqual([true, false])
  expect(alan.room.messages.map(({ mentionsSelf }) => mentionsSelf)).toEqual([false, false])
})
