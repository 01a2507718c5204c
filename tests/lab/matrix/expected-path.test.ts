import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NAT_KINDS, type NatKind } from '../network/nat-kind.ts'
import { expectedPath } from './expected-path.ts'

const kind = fc.constantFrom(...NAT_KINDS)

test.each<[NatKind, NatKind]>([
  ['open', 'symmetric'],
  ['full-cone', 'symmetric'],
  ['full-cone', 'port-restricted'],
  ['port-restricted', 'port-restricted']
])('%s and %s find each other', (one, other) => {
  expect(expectedPath(one, other, false)).toBe('direct')
})

test.each<[NatKind, NatKind]>([
  ['port-restricted', 'symmetric'],
  ['symmetric', 'symmetric'],
  ['open', 'udp-blocked'],
  ['open', 'tls-only']
])('%s and %s need a relay', (one, other) => {
  expect(expectedPath(one, other, false)).toBe('none')
  expect(expectedPath(one, other, true)).toBe('relay')
})

test('with a relay everybody reaches everybody, and who comes first makes no difference', () => {
  fc.assert(
    fc.property(kind, kind, fc.boolean(), (one, other, relay) => {
      const path = expectedPath(one, other, relay)
      expect(path).toBe(expectedPath(other, one, relay))
      if (relay) expect(path).not.toBe('none')
    })
  )
})

test('a relay takes nobody off a direct way', () => {
  fc.assert(
    fc.property(kind, kind, (one, other) => {
      if (expectedPath(one, other, false) === 'direct') expect(expectedPath(one, other, true)).toBe('direct')
    })
  )
})
