import { describe, expect, test } from 'vitest'
import { isLoopback, originAddress, parseAddressList, subscriber } from './remote-address.ts'

describe('parseAddressList', () => {
  test.each([[['10.0.0.1']], [['10.0.0.0/8', '::1', 'fd00::/8']], [[]]])('reads %j', (ranges) => {
    expect(parseAddressList(ranges)).not.toBeNull()
  })

  test.each(['', 'nginx', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '::1/129', '10.0.0.0/-1'])(
    'refuses %j',
    (range) => {
      expect(parseAddressList(['127.0.0.1', range])).toBeNull()
    }
  )
})

describe('originAddress', () => {
  const trusted = parseAddressList(['127.0.0.0/8', '::1', '10.0.0.0/8'])!

  test.each([
    { what: 'a direct connection', remote: '203.0.113.9', forwarded: undefined, origin: '203.0.113.9' },
    {
      what: 'a claim of somebody who is no proxy',
      remote: '203.0.113.9',
      forwarded: '1.1.1.1',
      origin: '203.0.113.9'
    },
    { what: 'a trusted proxy', remote: '127.0.0.1', forwarded: '203.0.113.9', origin: '203.0.113.9' },
    {
      what: 'a proxy on a mapped address',
      remote: '::ffff:127.0.0.1',
      forwarded: '203.0.113.9',
      origin: '203.0.113.9'
    },
    { what: 'a chain of proxies', remote: '::1', forwarded: '203.0.113.9, 10.1.2.3', origin: '203.0.113.9' },
    {
      what: 'a forged start of the chain',
      remote: '::1',
      forwarded: '1.1.1.1, 203.0.113.9',
      origin: '203.0.113.9'
    },
    {
      what: 'a proxy that says nothing useful',
      remote: '127.0.0.1',
      forwarded: 'unknown',
      origin: '127.0.0.1'
    },
    {
      what: 'people behind the proxy itself',
      remote: '127.0.0.1',
      forwarded: '10.0.0.5',
      origin: '10.0.0.5'
    },
    { what: 'IPv6 with a zone', remote: 'fe80::1%eth0', forwarded: undefined, origin: 'fe80::1' },
    { what: 'a socket that is gone', remote: '', forwarded: '203.0.113.9', origin: '' }
  ])('$what', ({ remote, forwarded, origin }) => {
    expect(originAddress(remote, forwarded, trusted)).toBe(origin)
  })
})

describe('subscriber', () => {
  test.each([
    ['203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['2001:db8:1:2:3::', '2001:db8:1:2::/64'],
    ['64:ff9b::1.2.3.4', '64:ff9b:0:0::/64']
  ])('of %s is %s', (address, expected) => {
    expect(subscriber(address)).toBe(expected)
  })
})

test.each([
  ['127.0.0.1', true],
  ['127.9.9.9', true],
  ['::1', true],
  ['203.0.113.9', false],
  ['2001:db8::1', false],
  ['', false]
])('%j is of this machine: %s', (address, expected) => {
  expect(isLoopback(address)).toBe(expected)
})
