import type { NetworkInterfaceInfo } from 'node:os'
import { expect, test } from 'vitest'
import { reachableOrigins } from './origins.ts'

const address = (family: 'IPv4' | 'IPv6', address: string, internal = false) =>
  ({ family, address, internal }) as NetworkInterfaceInfo

const interfaces = {
  lo: [address('IPv4', '127.0.0.1', true), address('IPv6', '::1', true)],
  eth0: [address('IPv4', '192.168.1.5'), address('IPv6', 'fe80::5')],
  gone: undefined
}

test.each(['0.0.0.0', '::'])(
  'a server on %s is reached on this machine and from its networks',
  (wildcard) => {
    expect(reachableOrigins({ address: wildcard, port: 7420 }, false, interfaces)).toEqual([
      'http://localhost:7420',
      'http://192.168.1.5:7420'
    ])
  }
)

test('a server on one address is reached there alone', () => {
  expect(reachableOrigins({ address: '127.0.0.1', port: 443 }, true, interfaces)).toEqual([
    'https://127.0.0.1:443'
  ])
  expect(reachableOrigins({ address: '::1', port: 80 }, false, interfaces)).toEqual(['http://[::1]:80'])
})
