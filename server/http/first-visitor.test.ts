import { createServer } from 'node:http'
import type { Socket } from 'node:net'
import { expect, test, vi } from 'vitest'
import { onFirstVisitor } from './first-visitor.ts'

function visits(...addresses: [remote: string | undefined, local: string][]): number {
  const server = createServer()
  server.removeAllListeners('connection')
  const listener = vi.fn()
  onFirstVisitor(server, listener)
  for (const [remoteAddress, localAddress] of addresses) {
    server.emit('connection', { remoteAddress, localAddress } as Socket)
  }
  return listener.mock.calls.length
}

test('somebody from another machine is told of once', () => {
  expect(visits(['192.0.2.9', '192.0.2.2'], ['192.0.2.10', '192.0.2.2'])).toBe(1)
  expect(visits(['::ffff:192.0.2.9', '::ffff:192.0.2.2'])).toBe(1)
  expect(visits(['2001:db8::9', '2001:db8::2'])).toBe(1)
})

test('this machine is not another one, by whatever address it comes', () => {
  expect(
    visits(
      ['127.0.0.1', '127.0.0.1'],
      ['::1', '::1'],
      ['::ffff:127.0.0.1', '::ffff:127.0.0.1'],
      ['192.0.2.2', '192.0.2.2'],
      [undefined, '192.0.2.2']
    )
  ).toBe(0)
})
