import type { NetworkInterfaceInfo } from 'node:os'
import { expect, test } from 'vitest'
import { shareAddress } from './share-address.ts'

const at = (address: string, family: 'IPv4' | 'IPv6' = 'IPv4', internal = false) =>
  ({ address, family, internal }) as NetworkInterfaceInfo

test('the address is that of a real interface', () => {
  const interfaces = {
    lo: [at('127.0.0.1', 'IPv4', true)],
    docker0: [at('172.17.0.1')],
    eth0: [at('fe80::1', 'IPv6'), at('192.0.2.7')]
  }
  expect(shareAddress(interfaces)).toBe('192.0.2.7')
})

test('a virtual interface is better than none', () => {
  expect(shareAddress({ tun0: [at('10.8.0.2')] })).toBe('10.8.0.2')
})

test('without a network there is no address', () => {
  expect(shareAddress({ lo: [at('127.0.0.1', 'IPv4', true)], eth0: [at('169.254.3.4')] })).toBeNull()
})
