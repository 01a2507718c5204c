import { expect, test } from 'vitest'
import { describePath } from './media-path.ts'

test('a direct way names what each side sends through', () => {
  expect(
    describePath({
      kind: 'direct',
      ends: [
        { type: 'host', relayProtocol: null },
        { type: 'prflx', relayProtocol: null }
      ]
    })
  ).toBe('direct, host to prflx')
})

test('a way through the relay names how it is reached, by each side that uses it', () => {
  const near = { type: 'relay', relayProtocol: 'tls' } as const
  expect(describePath({ kind: 'relay', ends: [near, { type: 'prflx', relayProtocol: null }] })).toBe(
    'relay over TLS'
  )
  expect(describePath({ kind: 'relay', ends: [near, { type: 'relay', relayProtocol: 'tcp' }] })).toBe(
    'relay over TLS and TCP'
  )
})
