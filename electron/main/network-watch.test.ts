import type { NetworkInterfaceInfo } from 'node:os'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchNetwork } from './network-watch.ts'

type Interfaces = Record<string, Pick<NetworkInterfaceInfo, 'address' | 'internal'>[]>

const LOOPBACK = { lo: [{ address: '127.0.0.1', internal: true }] }
const WIFI: Interfaces = { ...LOOPBACK, wlan0: [{ address: '192.168.1.5', internal: false }] }
const CABLE: Interfaces = { ...LOOPBACK, eth0: [{ address: '10.0.0.7', internal: false }] }

let interfaces: Interfaces
let wake: () => void
const onChange = vi.fn()
let end: () => void

beforeEach(() => {
  vi.useFakeTimers()
  onChange.mockReset()
  interfaces = WIFI
  end = watchNetwork({
    interfaces: () => interfaces as Record<string, NetworkInterfaceInfo[]>,
    onResume: (listener) => (wake = listener),
    onChange
  })
})

afterEach(() => {
  end()
  vi.useRealTimers()
})

function become(now: Interfaces): void {
  interfaces = now
  vi.advanceTimersByTime(2_000)
}

test('a network that stays the same is no news, in whatever order it is listed', () => {
  become({ wlan0: [{ address: '192.168.1.5', internal: false }], ...LOOPBACK })
  expect(onChange).not.toHaveBeenCalled()
})

test('an address that leads nowhere is none', () => {
  become({ ...WIFI, veth7: [{ address: 'fe80::1', internal: false }] })
  become({ ...WIFI, eth0: [{ address: '169.254.3.4', internal: false }] })
  expect(onChange).not.toHaveBeenCalled()
})

test('another address is, once', () => {
  become(CABLE)
  become(CABLE)
  expect(onChange).toHaveBeenCalledTimes(1)
})

test('a network that goes is none until there is one again, be it the same', () => {
  become(LOOPBACK)
  expect(onChange).not.toHaveBeenCalled()
  become(WIFI)
  expect(onChange).toHaveBeenCalledTimes(1)
})

test('waking up counts, and nothing does after the end', () => {
  wake()
  expect(onChange).toHaveBeenCalledTimes(1)
  end()
  wake()
  become(CABLE)
  expect(onChange).toHaveBeenCalledTimes(1)
  expect(vi.getTimerCount()).toBe(0)
})
