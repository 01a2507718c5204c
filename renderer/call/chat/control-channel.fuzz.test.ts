import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { ChannelMessage } from '../../../protocol/channel.ts'
import { isTransferControl } from '../../../protocol/transfer.ts'
import { CONTROL, PeerChannel } from '../data/peer-channel.ts'
import { FakeChatNetwork } from '../testing/fake-chat-network.ts'
import { FakeConnection } from '../testing/fake-connection.ts'
import type { FakeDataChannel } from '../testing/fake-data-channel.ts'
import { silentLogger } from '../testing/silent-logger.ts'

/** How many inputs are tried. */
const INPUTS = 100_000

const id = fc.constantFrom(
  ...['Ada', 'Grace', 'Alan', 'Ghost'].map((name) => name.padEnd(22, '-')),
  '',
  '__proto__',
  'x'.repeat(23)
)
/** Mostly what a peer may name, so that it comes through to where it could do harm. */
const chatId = fc.oneof(
  { weight: 3, arbitrary: fc.nat(40).map((count) => `${'Alan'.padEnd(22, '-')}.${count}`) },
  { weight: 1, arbitrary: fc.nat(4).map((count) => `${'Ghost'.padEnd(22, '-')}.${count}`) },
  {
    weight: 1,
    arbitrary: fc.tuple(id, fc.constantFrom('1', 'constructor', '', '.')).map((parts) => parts.join('.'))
  },
  { weight: 1, arbitrary: fc.string() }
)
const number = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 6 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 200, 1e15, 2 ** 53, 1e308, -1, 0.5, null, '1') }
)
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    '\u202E\u2066\u200F',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    'x'.repeat(9_000),
    '\uD800'
  )
)
const emoji = fc.oneof(fc.constantFrom('👍', '👨‍👩‍👧‍👦', '1', '', '👍👍', '🏳️‍🌈'), text)
const flag = fc.constantFrom(true, false, true, false, true, false, undefined, null)
const action = fc.oneof(
  fc.record(
    {
      type: fc.constant('post'),
      id: chatId,
      at: number,
      text,
      replyTo: chatId,
      mentions: fc.array(id, { maxLength: 3 })
    },
    { requiredKeys: ['type', 'id', 'at', 'text'] }
  ),
  fc.record({ type: fc.constant('edit'), target: chatId, at: number, text }),
  fc.record({ type: fc.constant('delete'), target: chatId, at: number }),
  fc.record({ type: fc.constant('react'), target: chatId, at: number, emoji, on: flag })
)
const entry = fc.record({
  action,
  private: flag,
  author: fc.oneof(
    { weight: 3, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.record({ id, name: fc.oneof(fc.constant('Ghost'), text) }) }
  ),
  writtenAt: fc.oneof(fc.constant(undefined), number)
})
const session = fc.constantFrom('one', 'two', '', 'x'.repeat(41), 7)
/** Something like a message of the control channel, most often one of the chat. */
const message = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant('chat'),
      number,
      clock: number,
      actions: fc.array(entry, { maxLength: 3 })
    })
  },
  fc.record({ type: fc.constant('chat-hello'), session, heard: fc.option(fc.record({ session, number })) }),
  fc.record({ type: fc.constant('chat-ack'), number }),
  fc.record({ type: fc.constant('chat-typing'), private: flag }),
  fc.record({ type: fc.constant('chat-read'), id: chatId }),
  fc.record({ type: fc.constant('reaction'), emoji }),
  fc.record({
    type: fc.constant('presence'),
    presence: fc.record(
      {
        microphone: flag,
        camera: flag,
        screen: fc.constantFrom('on', 'off', 'x'),
        receives: fc.constantFrom('all', 'none'),
        hand: number
      },
      { requiredKeys: ['microphone', 'camera'] }
    )
  }),
  fc.record({ type: fc.constant('leave'), more: fc.jsonValue({ maxDepth: 2 }) }),
  fc.record({
    type: fc.constant('viewing'),
    camera: fc.jsonValue({ maxDepth: 2 }),
    screen: fc.jsonValue({ maxDepth: 2 })
  }),
  fc.jsonValue({ maxDepth: 2 })
)
/** What may come over a channel: such a message, or one that was cut off or isn't text at all. */
const input = fc.oneof(
  { weight: 8, arbitrary: message.map((each) => JSON.stringify(each)) },
  {
    weight: 1,
    arbitrary: fc.tuple(message, fc.nat(60)).map(([each, end]) => JSON.stringify(each).slice(0, end))
  },
  {
    weight: 1,
    arbitrary: fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.uint8Array().map(({ buffer }) => buffer)
    )
  }
)

test('whatever comes over the control channel, it is dropped or does what it may', () => {
  const network = new FakeChatNetwork()
  const ada = network.join('Ada')
  const grace = network.join('Grace')
  const alan = network.join('Alan')
  network.settle()
  const told = grace.room.send({ text: 'What Grace says', to: null, replyTo: null, mentions: [] })
  network.settle()
  const connection = new FakeConnection()
  const create = vi.spyOn(connection, 'createDataChannel')
  let taken = 0
  const onMessage = (said: ChannelMessage) => {
    taken += 1
    if (said.type === 'presence' || said.type === 'leave' || said.type === 'viewing') return
    if (isTransferControl(said)) return
    ada.room.receive(alan, said)
  }
  const channel = new PeerChannel(
    CONTROL,
    connection as unknown as RTCPeerConnection,
    { onMessage },
    network.clock,
    silentLogger
  )
  const wire = create.mock.results[0]?.value as FakeDataChannel
  wire.readyState = 'open'
  let count = 0
  const batch = 100
  fc.assert(
    fc.property(fc.array(input, { minLength: batch, maxLength: batch, size: 'max' }), (inputs) => {
      for (const each of inputs) {
        // As fast as is taken: what a flood costs is tested with the channel.
        network.clock.advance(60)
        wire.receive(each)
        count += 1
      }
      // Meanwhile they may greet again.
      network.clock.advance(60_000)
      network.wire(ada, alan).length = 0
      const { messages } = ada.room
      const graces = messages.filter(({ author, relayed }) => author.id === grace.id && !relayed)
      expect(graces.map(({ text, edited }) => [text, edited])).toEqual([['What Grace says', false]])
      expect(messages.filter(({ own }) => own)).toEqual([])
      for (const { sentAt } of messages) expect(sentAt).toBeLessThanOrEqual(network.clock.now())
    }),
    { numRuns: INPUTS / batch, endOnFailure: true }
  )
  expect(told.ok).toBe(true)
  expect(count).toBe(INPUTS)
  // The inputs are near enough to the protocol to come through the schema.
  expect(taken).toBeGreaterThan(INPUTS / 20)
  expect(ada.room.messages.length).toBeGreaterThan(10)
  channel.close()
  connection.close()
  network.close()
}, 300_000)
