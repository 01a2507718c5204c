import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FakeClock } from '../testing/fake-clock.ts'
import { FakeConnection } from '../testing/fake-connection.ts'
import type { FakeDataChannel } from '../testing/fake-data-channel.ts'
import { silentLogger } from '../testing/silent-logger.ts'
import type { ChannelMessage } from '../../../protocol/channel.ts'
import type { ChatAction } from '../../../protocol/chat.ts'
import { CONTROL, PeerChannel, POINTER } from './peer-channel.ts'

const ADA = 'a'.repeat(22)
const post = (text: string): ChatAction => ({ type: 'post', id: `${ADA}.x`, at: 1, text })
const chat = (...actions: ChatAction[]): string =>
  JSON.stringify({ type: 'chat', number: 1, clock: 1, actions: actions.map((action) => ({ action })) })
const onMessage = vi.fn()
const clock = new FakeClock()
let connection: FakeConnection
let channel: PeerChannel<ChannelMessage>
let wire: FakeDataChannel

beforeEach(() => {
  onMessage.mockReset()
  connection = new FakeConnection()
  const create = vi.spyOn(connection, 'createDataChannel')
  channel = new PeerChannel(
    CONTROL,
    connection as unknown as RTCPeerConnection,
    { onMessage },
    clock,
    silentLogger
  )
  wire = create.mock.results[0]!.value as FakeDataChannel
  expect(create).toHaveBeenCalledWith('control', { negotiated: true, id: 0, ordered: true })
  wire.readyState = 'open'
})

afterEach(() => {
  channel.close()
  connection.close()
})

test('hands over what fits the protocol, without what it does not know', () => {
  wire.receive(
    JSON.stringify({ type: 'presence', presence: { microphone: true, camera: false, extra: 1 }, more: 2 })
  )
  expect(onMessage.mock.calls).toEqual([
    [
      {
        type: 'presence',
        presence: { microphone: true, camera: false, screen: 'off', receives: 'all', hand: null }
      }
    ]
  ])
})

test.each([
  ['no JSON', 'nonsense'],
  ['binary', new ArrayBuffer(8)],
  ['another type', JSON.stringify({ type: 'unheard-of' })],
  ['a wrong time', chat(post('hi')).replace('"clock":1', '"clock":1e999')],
  ['too long a text', chat(post('é'.repeat(4_097)))],
  ['no text in place of one', chat({ type: 'edit', target: `${ADA}.x`, at: 1, text: ' ' })],
  ['what is no emoji', JSON.stringify({ type: 'reaction', emoji: 'hello' })],
  ['too many actions', chat(...Array.from({ length: 65 }, () => post('hi')))],
  ['too much', JSON.stringify({ type: 'leave', padding: 'x'.repeat(70_000) })],
  ['null', 'null']
])('drops what does not fit: %s', (_what, data) => {
  wire.receive(data)
  wire.receive(JSON.stringify({ type: 'leave' }))
  expect(onMessage.mock.calls).toEqual([[{ type: 'leave' }]])
})

test('a flood costs no more than its budget, and afterwards messages count again', () => {
  for (let count = 0; count < 1_000; count += 1) wire.receive(JSON.stringify({ type: 'leave' }))
  expect(onMessage).toHaveBeenCalledTimes(120)
  clock.advance(60_000)
  wire.receive(JSON.stringify({ type: 'leave' }))
  expect(onMessage).toHaveBeenCalledTimes(121)
})

test('cannot send before it is open or after it is closed', () => {
  wire.readyState = 'connecting'
  expect(channel.send({ type: 'leave' })).toBe(false)
  channel.close()
  expect(channel.send({ type: 'leave' })).toBe(false)
})

test('pointers go on a channel of their own, which keeps no order and repeats nothing', () => {
  const create = vi.spyOn(connection, 'createDataChannel')
  const onPoint = vi.fn()
  const pointers = new PeerChannel(
    POINTER,
    connection as unknown as RTCPeerConnection,
    { onMessage: onPoint },
    clock,
    silentLogger
  )
  expect(create).toHaveBeenCalledWith('pointer', {
    negotiated: true,
    id: 1,
    ordered: false,
    maxRetransmits: 0
  })
  const pointerWire = create.mock.results.at(-1)!.value as FakeDataChannel
  pointerWire.readyState = 'open'
  for (const [x, y] of [
    [0.5, 0.25],
    [1.01, 0.5],
    [Number.NaN, 0]
  ]) {
    pointerWire.receive(JSON.stringify({ screen: ADA, at: { x, y } }))
  }
  pointerWire.receive(JSON.stringify({ screen: ADA, at: null }))
  expect(onPoint.mock.calls).toEqual([
    [{ screen: ADA, at: { x: 0.5, y: 0.25 } }],
    [{ screen: ADA, at: null }]
  ])
  pointers.close()
})
