import { randomBytes } from 'node:crypto'
import * as v from 'valibot'
import { expect, test, vi } from 'vitest'
import { peerIdSchema } from '../../protocol/identity.ts'
import { PeerIds } from './peer-ids.ts'

test('a peer id fits its schema, and is made of bytes that no other one is made of', () => {
  const given: Uint8Array[] = []
  const random = vi.fn((size: number) => {
    const bytes = randomBytes(size)
    given.push(bytes)
    return bytes
  })
  const ids = new PeerIds(random)
  const made = Array.from({ length: 1_000 }, () => ids.create())
  expect(made.every((id) => v.is(peerIdSchema, id))).toBe(true)
  const used = Buffer.concat(made.map((id) => Buffer.from(id, 'base64url')))
  expect(used).toEqual(Buffer.concat(given).subarray(0, used.length))
})

test('the system is asked for random numbers once for many ids', () => {
  const random = vi.fn((size: number) => randomBytes(size))
  const ids = new PeerIds(random)
  for (let made = 0; made < 1_000; made++) ids.create()
  expect(random.mock.calls.length).toBeLessThan(20)
})
