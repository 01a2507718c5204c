import type { NetworkInterfaceInfo } from 'node:os'
import { expect, test } from 'vitest'
import { isOnNetwork, localNetworks } from './local-networks.ts'

function at(address: string, netmask = '255.255.255.0', internal = false): NetworkInterfaceInfo {
  const family = address.includes(':') ? 'IPv6' : 'IPv4'
  return { address, netmask, internal, family, mac: '02:00:00:00:00:01', cidr: null } as NetworkInterfaceInfo
}

test('the networks of a machine are those with private addresses, one an interface', () => {
  const interfaces = {
    lo: [at('127.0.0.1', '255.0.0.0', true)],
    eth0: [at('fe80::1'), at('192.168.1.5'), at('192.168.2.5')],
    eth1: [at('203.0.113.7')],
    wlan0: [at('10.20.30.40', '255.255.0.0')],
    down: undefined
  }
  expect(localNetworks(interfaces)).toEqual([
    { address: '192.168.1.5', netmask: '255.255.255.0' },
    { address: '10.20.30.40', netmask: '255.255.0.0' }
  ])
})

test.each(['10.0.0.1', '172.16.0.1', '172.31.255.254', '192.168.0.1', '169.254.3.4'])(
  '%s is private',
  (address) => {
    expect(localNetworks({ eth0: [at(address)] })).toHaveLength(1)
  }
)

test.each(['11.0.0.1', '172.15.0.1', '172.32.0.1', '192.169.0.1', '169.253.0.1', '100.64.0.1', '8.8.8.8'])(
  '%s is not',
  (address) => {
    expect(localNetworks({ eth0: [at(address)] })).toEqual([])
  }
)

test('an address is on a network whose first bits it has', () => {
  const network = { address: '192.168.1.5', netmask: '255.255.255.128' }
  expect(isOnNetwork('192.168.1.127', network)).toBe(true)
  expect(isOnNetwork('192.168.1.128', network)).toBe(false)
  expect(isOnNetwork('192.168.2.5', network)).toBe(false)
  expect(isOnNetwork('fe80::1', network)).toBe(false)
  expect(isOnNetwork('not an address', network)).toBe(false)
  expect(isOnNetwork('200.0.0.1', { address: '200.0.0.9', netmask: '255.255.255.255' })).toBe(false)
})
