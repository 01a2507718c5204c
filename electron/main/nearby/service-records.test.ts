import { decode, encode, type Packet } from 'dns-packet'
import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { announcementSchema } from '../../../protocol/nearby.ts'
import { isReadable } from './multicast-link.ts'
import {
  asksFor,
  LIFETIME,
  QUESTION,
  readPacket,
  toPacket,
  type Service,
  type Sighting
} from './service-records.ts'

const FROM = '192.168.1.5'
const SERVICE: Service = {
  id: 'parley-0123456789abcdef',
  address: FROM,
  port: 7420,
  announcement: { txtvers: '1', scheme: 'http', room: 'modi-kafu-ruse', name: 'Ada Lovelace' }
}

const sent = (packet: Packet) => decode(encode(packet))
const read = (packet: Packet, from = FROM) => readPacket(sent(packet), from)

/** The packet of an announcement with another text. */
function withText(text: (string | Buffer)[]): Packet {
  const packet = toPacket(SERVICE, LIFETIME)
  const answers = packet.answers?.map((record) =>
    record.type === 'TXT' ? { ...record, data: text } : record
  )
  return { ...packet, answers }
}

describe('an announcement', () => {
  test('is read as it was written', () => {
    const announcement = { ...SERVICE.announcement, name: '小明 👩‍👩‍👧', text: '1' as const }
    expect(read(toPacket({ ...SERVICE, announcement }, LIFETIME))).toEqual([
      { id: SERVICE.id, found: { port: 7420, announcement, lifetime: LIFETIME } }
    ])
  })

  test('that is taken back is known by its id', () => {
    expect(read(toPacket(SERVICE, 0))).toEqual([{ id: SERVICE.id, found: null }])
  })

  test('is believed for two minutes at most', () => {
    expect(read(toPacket(SERVICE, 4_000_000))[0]?.found?.lifetime).toBe(LIFETIME)
  })

  test('counts for its sender alone', () => {
    expect(read(toPacket({ ...SERVICE, address: '192.168.1.1' }, LIFETIME))).toEqual([])
    expect(read(toPacket(SERVICE, LIFETIME), '192.168.1.9')).toEqual([])
  })

  test('loses what is invisible or changes the direction of its name', () => {
    const text = ['txtvers=1', 'scheme=http', 'room=abc', 'name=\u202Egnp.Ada\u0007\u200B\n Lovelace']
    expect(read(withText(text))[0]?.found?.announcement.name).toBe('gnp.Ada Lovelace')
  })

  test.each([
    ['of another version', ['txtvers=2', 'scheme=http', 'room=abc', 'name=Ada']],
    ['with a scheme of its own', ['txtvers=1', 'scheme=javascript', 'room=abc', 'name=Ada']],
    ['with a room that is none', ['txtvers=1', 'scheme=http', 'room=../x', 'name=Ada']],
    ['with a name too long', ['txtvers=1', 'scheme=http', 'room=abc', `name=${'a'.repeat(65)}`]],
    ['with nothing to see for a name', ['txtvers=1', 'scheme=http', 'room=abc', 'name=\u3164\u200B']],
    ['without a name', ['txtvers=1', 'scheme=http', 'room=abc']],
    ['without a text', []]
  ])('%s is none', (_what, text) => {
    expect(read(withText(text))).toEqual([])
  })

  test('may say more, in any case of its keys, and the first of several counts', () => {
    const text = [
      'TxtVers=1',
      'scheme=https',
      'ROOM=abc',
      'name=Ada',
      'name=Lin',
      'fp=sha-256 AA',
      'flag',
      '=x'
    ]
    expect(read(withText(text))[0]?.found?.announcement).toEqual({
      txtvers: '1',
      scheme: 'https',
      room: 'abc',
      name: 'Ada'
    })
  })

  test.each(['Ada', 'parley-0123', `parley-${'0'.repeat(17)}`, 'parley-0123456789abcdef.more'])(
    'by the name of %s is none',
    (id) => {
      expect(read(toPacket({ ...SERVICE, id }, LIFETIME))).toEqual([])
    }
  )

  test('is no more than eight in a packet', () => {
    const packets = Array.from({ length: 12 }, (_, n) =>
      toPacket({ ...SERVICE, id: `parley-${String(n).padStart(16, '0')}` }, LIFETIME)
    )
    expect(read({ ...packets[0], answers: packets.flatMap(({ answers = [] }) => answers) })).toHaveLength(8)
  })
})

test('a question for all meetings, or for a part of one, is answered, and no other', () => {
  const asked = (name: string) =>
    asksFor(SERVICE, sent({ type: 'query', questions: [{ type: 'SRV', name }] }))
  expect(asksFor(SERVICE, sent(QUESTION))).toBe(true)
  expect(asked('PARLEY-0123456789abcdef._parley._tcp.local')).toBe(true)
  expect(asked('parley-0123456789abcdef.local')).toBe(true)
  expect(asked('_http._tcp.local')).toBe(false)
  expect(asksFor(SERVICE, sent(toPacket(SERVICE, LIFETIME)))).toBe(false)
})

describe('whatever comes', () => {
  /** What can be read has to be what the page may be told. */
  function check(sightings: Sighting[]): void {
    for (const { id, found } of sightings) {
      expect(id).toMatch(/^parley-[0-9a-f]{16}$/)
      if (found === null) continue
      expect(v.is(announcementSchema, found.announcement)).toBe(true)
      expect(found.announcement.name).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u)
      expect(Number.isInteger(found.port) && found.port > 0 && found.port < 65_536).toBe(true)
      expect(found.lifetime).toBeGreaterThan(0)
    }
  }

  test('as text is read as an announcement or not at all', () => {
    const key = fc.constantFrom('txtvers', 'scheme', 'room', 'name', 'text', 'NAME', 'fp')
    const value = fc.oneof(
      fc.constantFrom('1', 'http', 'abc', 'Ada'),
      fc.string({ unit: 'binary', maxLength: 60 })
    )
    const pair = fc.tuple(key, value).map(([name, text]) => `${name}=${text}`)
    const bytes = fc.uint8Array({ maxLength: 255 }).map((data) => Buffer.from(data))
    const usual = ['txtvers=1', 'scheme=http', 'room=abc']
    let announcements = 0
    fc.assert(
      fc.property(fc.array(fc.oneof(pair, bytes), { maxLength: 8 }), fc.boolean(), (parts, complete) => {
        const sightings = read(withText(complete ? [...parts, ...usual] : parts))
        announcements += sightings.length
        check(sightings)
      }),
      { numRuns: 1_000 }
    )
    expect(announcements, 'some of them have to be well made').toBeGreaterThan(0)
  })

  test('as bytes harms nothing', () => {
    const good = encode(toPacket(SERVICE, LIFETIME))
    const change = fc.tuple(fc.nat({ max: good.length - 1 }), fc.nat({ max: 255 }))
    const damaged = fc.array(change, { maxLength: 6 }).map((changes) => {
      const data = Buffer.from(good)
      for (const [at, byte] of changes) data[at] = byte
      return data
    })
    const noise = fc.uint8Array({ maxLength: 400 }).map((data) => Buffer.from(data))
    fc.assert(
      fc.property(fc.oneof(damaged, noise), (data) => {
        if (!isReadable(data)) return
        let packet
        try {
          packet = decode(data)
        } catch {
          // The library says so, and the link lets it be.
          return
        }
        check(readPacket(packet, FROM))
        asksFor(SERVICE, packet)
      }),
      { numRuns: 3_000 }
    )
  })
})
