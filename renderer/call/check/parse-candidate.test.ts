import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCandidate } from './parse-candidate.ts'

const parse = (candidate: string) => parseCandidate({ candidate })

describe('a candidate line', () => {
  test.each([
    [
      'candidate:125908299 1 udp 2113937151 6ab9c277-18e2-4605-9d81-db3f21c3b16d.local 60838 typ host generation 0 ufrag X2l8 network-cost 999',
      { type: 'host', address: '6ab9c277-18e2-4605-9d81-db3f21c3b16d.local', port: 60_838, related: null }
    ],
    [
      'candidate:499485944 1 udp 1677729535 203.0.113.4 60838 typ srflx raddr 0.0.0.0 rport 0 generation 0',
      { type: 'srflx', address: '203.0.113.4', port: 60_838, related: null }
    ],
    [
      'a=candidate:2 1 UDP 1677729535 2001:db8::4 60838 typ srflx raddr fd00::7 rport 60838',
      { type: 'srflx', address: '2001:db8::4', port: 60_838, related: { address: 'fd00::7', port: 60_838 } }
    ],
    [
      'candidate:3 1 udp 50339839 198.51.100.9 50035 typ relay raddr 203.0.113.4 rport 42520 generation 0',
      {
        type: 'relay',
        address: '198.51.100.9',
        port: 50_035,
        related: { address: '203.0.113.4', port: 42_520 }
      }
    ]
  ])('%s', (line, expected) => {
    expect(parse(line)).toEqual({ protocol: 'udp', ...expected })
  })

  test('of TCP says so', () => {
    expect(parse('candidate:4 1 tcp 1518280447 192.168.1.7 9 typ host tcptype active')?.protocol).toBe('tcp')
  })

  test.each([
    '',
    'candidate:1',
    'candidate:1 1 udp 1 192.0.2.1 70000 typ host',
    'candidate:1 1 udp 1 192.0.2.1 7 typ guest',
    'candidate:1 1 sctp 1 192.0.2.1 7 typ host'
  ])('that is none gives nothing: %j', (line) => {
    expect(parse(line)).toBeNull()
  })

  test('gives back what was put in, whatever stands behind it', () => {
    const port = fc.integer({ min: 0, max: 65_535 })
    const extensions = fc.array(
      fc.tuple(fc.constantFrom('generation', 'ufrag', 'x-raddr'), fc.constantFrom('0', 'raddr'))
    )
    fc.assert(
      fc.property(fc.ipV4(), port, fc.ipV6(), port, extensions, (address, at, related, relatedAt, more) => {
        const line = `candidate:1 1 udp 99 ${address} ${at} typ srflx raddr ${related} rport ${relatedAt} ${more.flat().join(' ')}`
        const hidden = related === '::'
        expect(parse(line)).toEqual({
          type: 'srflx',
          protocol: 'udp',
          address,
          port: at,
          related: hidden ? null : { address: related, port: relatedAt }
        })
      })
    )
  })
})

test("the browser's own fields come first, and the line fills what they leave out", () => {
  const fields = {
    candidate: 'candidate:1 1 udp 1 192.0.2.1 7 typ srflx raddr 192.168.1.7 rport 8',
    type: 'srflx',
    protocol: 'udp',
    address: null,
    port: 9,
    relatedAddress: '192.168.1.8',
    relatedPort: 10
  }
  expect(parseCandidate(fields as RTCIceCandidate)).toEqual({
    type: 'srflx',
    protocol: 'udp',
    address: '192.0.2.1',
    port: 9,
    related: { address: '192.168.1.8', port: 10 }
  })
})
