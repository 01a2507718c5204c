import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { NatMapping } from './findings.ts'
import { natMapping } from './nat-mapping.ts'
import { parseCandidate, type ParsedCandidate } from './parse-candidate.ts'

const BASE = ['192.168.1.7', 51_000] as const
const OTHER_BASE = ['10.8.0.2', 52_000] as const
const NAME = ['6ab9c277-18e2-4605-9d81-db3f21c3b16d.local', 51_000] as const
const PUBLIC = ['203.0.113.4', 51_000] as const

type Place = readonly [address: string, port: number]

function candidate(type: string, [address, port]: Place, related?: Place): ParsedCandidate {
  const rest = related === undefined ? '' : `raddr ${related[0]} rport ${related[1]}`
  const parsed = parseCandidate({ candidate: `candidate:1 1 udp 1 ${address} ${port} typ ${type} ${rest}` })
  if (parsed === null) throw new Error('The test made no candidate')
  return parsed
}
const host = (place: Place) => candidate('host', place)
const sees = (place: Place, base: Place = BASE) => candidate('srflx', place, base)
const HIDDEN = ['0.0.0.0', 0] as const

describe('a mapping', () => {
  test.each<
    [name: string, expected: NatMapping, candidates: ParsedCandidate[], asked: number, answered: number]
  >([
    ['nobody is asked', 'unknown', [host(BASE)], 0, 0],
    ['nobody answers', 'udp-blocked', [host(BASE)], 2, 0],
    ['only one answers', 'unknown', [host(BASE), sees(PUBLIC)], 2, 1],
    ['both see the same', 'endpoint-independent', [host(BASE), sees(PUBLIC)], 2, 2],
    ['they see two ports', 'address-dependent', [host(BASE), sees(PUBLIC), sees([PUBLIC[0], 9])], 2, 2],
    ['they see two addresses', 'address-dependent', [sees(PUBLIC), sees(['203.0.113.5', PUBLIC[1]])], 2, 2],
    [
      'each network card has one',
      'endpoint-independent',
      [sees(PUBLIC), sees(['198.51.100.1', 7], OTHER_BASE)],
      2,
      2
    ],
    ['the base is hidden', 'endpoint-independent', [host(NAME), sees(PUBLIC, HIDDEN)], 2, 2],
    [
      'the base is hidden, and two ports',
      'address-dependent',
      [host(NAME), sees(PUBLIC, HIDDEN), sees([PUBLIC[0], 9], HIDDEN)],
      2,
      2
    ],
    [
      'one of each family, the base hidden',
      'endpoint-independent',
      [sees(PUBLIC, HIDDEN), sees(['2001:db8::1', 9], ['::', 0])],
      2,
      2
    ],
    ['what is seen is the host', 'open', [host(PUBLIC), sees(PUBLIC, PUBLIC)], 1, 1],
    ['nothing is said of a public host', 'open', [host(PUBLIC)], 2, 2],
    ['nothing is said of a private host', 'unknown', [host(BASE)], 2, 2],
    ['nothing is said of a hidden host', 'unknown', [host(NAME)], 2, 2]
  ])('when %s is %s', (_name, expected, candidates, asked, answered) => {
    expect(natMapping({ candidates, asked, answered })).toBe(expected)
  })

  test('depends on the address as soon as one base is seen at two places, in whatever order', () => {
    const places = fc.uniqueArray(fc.tuple(fc.ipV4(), fc.integer({ min: 1, max: 65_535 })), {
      minLength: 2,
      maxLength: 6
    })
    fc.assert(
      fc.property(places, fc.integer({ min: 1, max: 4 }), (seen, answered) => {
        const candidates = [host(BASE), ...seen.map((place) => sees(place))]
        expect(natMapping({ candidates, asked: 4, answered })).toBe('address-dependent')
        expect(natMapping({ candidates: candidates.reverse(), asked: 4, answered })).toBe('address-dependent')
      })
    )
  })

  test('is never said to be the same for all when fewer than two have answered', () => {
    const places = fc.array(fc.tuple(fc.ipV4(), fc.integer({ min: 1, max: 65_535 })), { maxLength: 3 })
    fc.assert(
      fc.property(places, fc.nat(1), (seen, answered) => {
        const candidates = seen.map((place) => sees(place))
        expect(natMapping({ candidates, asked: 2, answered })).not.toBe('endpoint-independent')
      })
    )
  })
})
