import { encode } from 'dns-packet'
import { describe, expect, test } from 'vitest'
import { createFilter, isReadable } from './multicast-link.ts'
import { LIFETIME, QUESTION, toPacket } from './service-records.ts'

const ID = 'parley-0123456789abcdef'
const ANNOUNCEMENT = encode(
  toPacket(
    {
      id: ID,
      address: '192.168.1.9',
      port: 7420,
      announcement: { txtvers: '1', scheme: 'http', room: 'modi-kafu-ruse', name: 'Ada' }
    },
    LIFETIME
  )
)

describe('a packet is decoded', () => {
  const asked = (name: string) => isReadable(encode({ type: 'query', questions: [{ type: 'A', name }] }))

  test('when it may be ours', () => {
    expect(isReadable(ANNOUNCEMENT)).toBe(true)
    expect(isReadable(encode(QUESTION))).toBe(true)
    expect(asked(`${ID}.local`)).toBe(true)
    expect(asked('printer.local')).toBe(false)
  })

  test('when it is neither torn nor too large', () => {
    expect(isReadable(ANNOUNCEMENT.subarray(0, 11))).toBe(false)
    expect(isReadable(Buffer.concat([ANNOUNCEMENT, Buffer.alloc(4_096)]))).toBe(false)
  })

  test('when it promises little', () => {
    const promising = Buffer.from(ANNOUNCEMENT)
    promising.writeUInt16BE(65_535, 10)
    expect(isReadable(promising)).toBe(false)
  })
})

describe('a packet is looked at', () => {
  const network = { address: '192.168.1.5', netmask: '255.255.255.0' }
  const from = { address: '192.168.1.9', port: 5353 }

  test('when it comes from a responder on this network', () => {
    const isWelcome = createFilter(network, () => 0)
    expect(isWelcome(ANNOUNCEMENT, from)).toBe(true)
    expect(isWelcome(ANNOUNCEMENT, { ...from, port: 5354 })).toBe(false)
    expect(isWelcome(ANNOUNCEMENT, { ...from, address: '192.168.2.9' })).toBe(false)
    expect(isWelcome(ANNOUNCEMENT, { ...from, address: '203.0.113.9' })).toBe(false)
  })

  test('when there were fewer than fifty before it in its second, of those that may be ours', () => {
    let now = 1_000
    const isWelcome = createFilter(network, () => now)
    const printer = encode({ type: 'query', questions: [{ type: 'PTR', name: '_ipp._tcp.local' }] })
    for (let n = 0; n < 100; n += 1) isWelcome(printer, from)
    const looks = Array.from({ length: 60 }, () => isWelcome(ANNOUNCEMENT, from))
    expect(looks.filter(Boolean)).toHaveLength(50)
    now = 2_000
    expect(isWelcome(ANNOUNCEMENT, from)).toBe(true)
  })
})
