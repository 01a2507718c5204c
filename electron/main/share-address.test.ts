import type { NetworkInterfaceInfo } from 'node:os'
import { expect, test } from 'vitest'
import { pickAddress, shareAddresses } from './share-address.ts'

const at = (address: string, family: 'IPv4' | 'IPv6' = 'IPv4', internal = false) =>
  ({ address, family, internal }) as NetworkInterfaceInfo

const MANY = {
  lo: [at('127.0.0.1', 'IPv4', true)],
  docker0: [at('172.17.0.1')],
  eth0: [at('fe80::1', 'IPv6'), at('192.0.2.7'), at('192.0.2.8')],
  tun0: [at('10.8.0.2')],
  wlan0: [at('198.51.100.3')]
}

test('each interface has one address, and the virtual ones come last', () => {
  expect(shareAddresses(MANY)).toEqual([
    { name: 'eth0', address: '192.0.2.7', virtual: false },
    { name: 'wlan0', address: '198.51.100.3', virtual: false },
    { name: 'docker0', address: '172.17.0.1', virtual: true },
    { name: 'tun0', address: '10.8.0.2', virtual: true }
  ])
})

test('the loopback interface is a virtual one, and a local area connection is none', () => {
  const address = [at('192.0.2.7')]
  const addresses = shareAddresses({ lo0: address, lo: address, 'Local Area Connection': address })
  expect(addresses.map(({ name, virtual }) => [name, virtual])).toEqual([
    ['Local Area Connection', false],
    ['lo0', true],
    ['lo', true]
  ])
})

test('the likeliest is taken, or the one that was chosen while it is there', () => {
  const addresses = shareAddresses(MANY)
  expect(pickAddress(addresses, null)?.name).toBe('eth0')
  expect(pickAddress(addresses, 'tun0')?.name).toBe('tun0')
  expect(pickAddress(addresses, 'eth7')?.name).toBe('eth0')
})

test('a virtual interface is better than none', () => {
  expect(pickAddress(shareAddresses({ tun0: [at('10.8.0.2')] }), null)?.address).toBe('10.8.0.2')
})

test('without a network there is no address', () => {
  const none = shareAddresses({ lo: [at('127.0.0.1', 'IPv4', true)], eth0: [at('169.254.3.4')] })
  expect(none).toEqual([])
  expect(pickAddress(none, 'eth0')).toBeUndefined()
})
