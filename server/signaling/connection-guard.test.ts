import { EventEmitter } from 'node:events'
import { expect, test, vi } from 'vitest'
import { FakeClock } from '../testing/fake-clock.ts'
import { FRAME_RATE, guardConnection } from './connection-guard.ts'

function guarded() {
  const connection = Object.assign(new EventEmitter(), { close: vi.fn() })
  const clock = new FakeClock()
  const onClose = vi.fn()
  guardConnection(connection, clock, onClose)
  const receive = (times: number, data?: unknown) => {
    for (let time = 0; time < times; time += 1) connection.emit('packet', { data })
  }
  return { connection, clock, onClose, receive }
}

test('a person who joins 99 others passes', () => {
  const { connection, receive } = guarded()
  receive(99, 'd'.repeat(8_000))
  receive(99 * 25, 'c'.repeat(200))
  expect(connection.close).not.toHaveBeenCalled()
})

test('a flood of small frames ends the connection, once', () => {
  const { connection, onClose, receive } = guarded()
  receive(FRAME_RATE.burst)
  expect(connection.close).not.toHaveBeenCalled()
  receive(3)
  expect(connection.close).toHaveBeenCalledExactlyOnceWith(true)
  expect(onClose).toHaveBeenCalledExactlyOnceWith('flood')
})

test('large frames count by their size', () => {
  const { onClose, receive } = guarded()
  receive(FRAME_RATE.burst / 128 - 1, Buffer.alloc(127 * 1024))
  expect(onClose).not.toHaveBeenCalled()
  receive(2, 'x'.repeat(127 * 1024))
  expect(onClose).toHaveBeenCalledWith('flood')
})

test('a steady stream below the rate goes on for ever', () => {
  const { clock, connection, receive } = guarded()
  for (let second = 0; second < 60; second += 1) {
    receive(FRAME_RATE.perSecond)
    clock.advance(1_000)
  }
  expect(connection.close).not.toHaveBeenCalled()
})

test('a connection that does not read what it is sent ends', () => {
  const { connection, onClose } = guarded()
  for (let packet = 0; packet < 10_000; packet += 1) {
    connection.emit('packetCreate')
    if (packet % 4_000 === 0) connection.emit('flush')
  }
  expect(onClose).not.toHaveBeenCalled()
  for (let packet = 0; packet < 5_000; packet += 1) connection.emit('packetCreate')
  expect(onClose).toHaveBeenCalledExactlyOnceWith('backlog')
})
