import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { formatDeepLink, formatInvite, parseInvite, parseServerAddress } from './invite.ts'
import { createRoomCode, parseRoomCode } from './room-code.ts'

const FINGERPRINT = 'Z4s-_3x8h6yW1n2b5Vd7QmRk9TgLp0aXcUeIoJfBqHw'

describe('an invite', () => {
  test.each([
    ['modi-kafu-ruse', null],
    ['  Modi KAFU ruse ', null],
    ['https://meet.example.org/r/modi-kafu-ruse', 'https://meet.example.org'],
    ['HTTPS://Meet.Example.org/r/Modi-Kafu-Ruse/', 'https://meet.example.org'],
    ['meet.example.org/r/modi-kafu-ruse', 'https://meet.example.org'],
    ['http://192.0.2.7:7420/r/modi-kafu-ruse?x=1#y', 'http://192.0.2.7:7420'],
    ['parley://meet.example.org/r/modi-kafu-ruse', 'https://meet.example.org'],
    ['parley://192.0.2.7:7420/r/modi-kafu-ruse?insecure=1', 'http://192.0.2.7:7420'],
    ['192.168.1.5:7420/r/modi-kafu-ruse', 'http://192.168.1.5:7420'],
    ['“modi-kafu-ruse”', null],
    ['<modi-kafu-ruse>.', null],
    ['modi\u2011kafu\u2013ruse', null],
    ['ｍｏｄｉ－ｋａｆｕ－ｒｕｓｅ', null],
    ['https://meet.example.org/r/modi\u2011kafu\u2011ruse', 'https://meet.example.org'],
    ['<https://meet.example.org/r/modi-kafu-ruse>', 'https://meet.example.org'],
    ['"https://meet.example.org/r/modi-kafu-ruse".', 'https://meet.example.org'],
    ['(https://meet.example.org/r/modi-kafu-ruse),', 'https://meet.example.org'],
    ['[here](https://meet.example.org/r/modi-kafu-ruse)', 'https://meet.example.org'],
    ['Join: https://meet.example.org/r/modi-kafu-ruse today and/or later', 'https://meet.example.org'],
    ['Join\nmeet.example.org/r/modi-kafu-ruse!', 'https://meet.example.org'],
    ['加入会议：https://meet.example.org/r/modi-kafu-ruse，一起聊聊。', 'https://meet.example.org']
  ])('%s is understood', (text, server) => {
    expect(parseInvite(text)).toEqual({
      room: 'modi-kafu-ruse',
      server,
      textRoom: false,
      fingerprint: null
    })
  })

  test.each([
    [''],
    ['a'],
    ['file:///r/modi-kafu-ruse'],
    ['javascript://meet.example.org/r/modi-kafu-ruse'],
    ['https://user:secret@meet.example.org/r/modi-kafu-ruse'],
    ['https://meet.example.org/'],
    ['https://meet.example.org/r/'],
    ['https://meet.example.org/r/%'],
    ['https://meet.example.org/x/modi-kafu-ruse'],
    ['https:///r/modi'],
    ['--no-sandbox'],
    ['/r/modi-kafu-ruse'],
    ['/home/r/modi-kafu-ruse'],
    ['Join: https://meet.example.org/ today'],
    ['what?'],
    ['<script>alert(1)</script>']
  ])('%s is none', (text) => {
    expect(parseInvite(text)).toBeNull()
  })

  test('any room and server survive the way through a link', () => {
    const room = fc
      .infiniteStream(fc.nat())
      .map((stream) => createRoomCode((below) => Number(stream.next().value) % below))
    const server = fc
      .tuple(fc.constantFrom('http', 'https'), fc.webAuthority({ withPort: true }))
      .map(([scheme, authority]) => new URL(`${scheme}://${authority}`).origin)
    fc.assert(
      fc.property(room, server, fc.boolean(), fc.boolean(), (code, origin, textRoom, known) => {
        const fingerprint = known && origin.startsWith('https:') ? FINGERPRINT : null
        expect(parseInvite(formatInvite(code, origin, textRoom, fingerprint))).toEqual({
          room: code,
          server: origin,
          textRoom,
          fingerprint
        })
      })
    )
  })

  test('a fingerprint belongs to https, also where that goes without saying', () => {
    const link = `192.168.1.5:7420/r/modi-kafu-ruse#sha256=${FINGERPRINT}`
    const found = { server: 'https://192.168.1.5:7420', fingerprint: FINGERPRINT }
    expect(parseInvite(link)).toMatchObject(found)
    expect(parseInvite(`Come: https://${link}.`)).toMatchObject(found)
    expect(parseInvite(`http://${link}`)).toMatchObject({ fingerprint: null })
    expect(parseInvite(link.slice(0, -1))).toMatchObject({
      server: 'http://192.168.1.5:7420',
      fingerprint: null
    })
  })

  test('no text makes it throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.webUrl()), (text) => {
        parseInvite(text)
        parseServerAddress(text)
        parseRoomCode(text)
      })
    )
  })

  test('a link is found in any text around it', () => {
    const prose = fc.string({ unit: fc.constantFrom('a', 'é', '会', ' ', '.', ',', '"', '(', '>', '\n') })
    fc.assert(
      fc.property(prose, prose, (before, after) => {
        const text = `${before} https://meet.example.org/r/modi-kafu-ruse ${after}`
        expect(parseInvite(text)).toMatchObject({
          room: 'modi-kafu-ruse',
          server: 'https://meet.example.org'
        })
      })
    )
  })
})

test('a room code can be typed carelessly', () => {
  expect(parseRoomCode(' Team_Stand up ')).toBe('team-stand-up')
  expect(parseRoomCode('a--b')).toBeNull()
  expect(parseRoomCode('x'.repeat(65))).toBeNull()
})

test.each([
  ['meet.example.org', 'https://meet.example.org'],
  ['http://localhost:7420/', 'http://localhost:7420'],
  ['https://meet.example.org/path', null],
  ['meet.example.org?room=1', null],
  ['meet.example.org/#room', null],
  ['localhost:7420', 'http://localhost:7420'],
  ['studio.local', 'http://studio.local'],
  ['127.0.0.2', 'http://127.0.0.2'],
  ['10.1.2.3:443', 'http://10.1.2.3:443'],
  ['172.16.0.1', 'http://172.16.0.1'],
  ['172.31.255.255', 'http://172.31.255.255'],
  ['192.168.0.1', 'http://192.168.0.1'],
  ['[::1]:7420', 'http://[::1]:7420'],
  ['[fe80::1]', 'http://[fe80::1]'],
  ['[febf::1]', 'http://[febf::1]'],
  ['[fd12::1]', 'http://[fd12::1]'],
  ['https://192.168.0.1', 'https://192.168.0.1'],
  ['172.15.0.1', 'https://172.15.0.1'],
  ['172.32.0.1', 'https://172.32.0.1'],
  ['192.169.0.1', 'https://192.169.0.1'],
  ['10.example.org', 'https://10.example.org'],
  ['localhost.example.org', 'https://localhost.example.org'],
  ['[fec0::1]', 'https://[fec0::1]'],
  ['[2001:db8::1]', 'https://[2001:db8::1]'],
  ['', null],
  ['ftp://meet.example.org', null],
  ['not a server', null]
])('the server address %s means %s', (text, origin) => {
  expect(parseServerAddress(text)).toBe(origin)
})

test('words are no address, also where the browser makes a host of them', () => {
  vi.stubGlobal(
    'URL',
    class extends URL {
      static override canParse = () => true

      constructor(address: string) {
        super(address.replaceAll(' ', '-'))
        Object.defineProperty(this, 'hostname', { value: this.hostname.replaceAll('-', '%20') })
      }
    }
  )
  try {
    expect(parseServerAddress('meet.example.org')).toBe('https://meet.example.org')
    expect(parseServerAddress('not a server')).toBeNull()
  } finally {
    vi.unstubAllGlobals()
  }
})

test.each(['https://meet.example.org', 'http://192.168.1.5:7420'])(
  'the link into the app to %s is read back as the same meeting',
  (server) => {
    for (const textRoom of [false, true]) {
      const fingerprint = textRoom && server.startsWith('https:') ? FINGERPRINT : null
      const link = formatDeepLink('modi-kafu-ruse', server, textRoom, fingerprint)
      expect(link.startsWith('parley://')).toBe(true)
      expect(parseInvite(link)).toEqual({ room: 'modi-kafu-ruse', server, textRoom, fingerprint })
    }
  }
)
