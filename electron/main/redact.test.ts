import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRoomCode } from '../../protocol/room-code.ts'
import { redact } from './redact.ts'

const HOME = '/home/ada'
const clean = (text: string) => redact(text, HOME)

/** What may stand around something in a line. */
const around = fc.constantFrom('', ' ', '"', "'", '(', ')', ': ', ', ', ' at ', '=', '; ', '\n', '[', ']')

/** No line that holds it, whatever is around it, lets it through. */
function neverLets(secrets: fc.Arbitrary<string>, sentence = (secret: string) => secret): void {
  fc.assert(
    fc.property(secrets, around, around, (secret, before, after) => {
      expect(clean(`The server said${before || ' '}${sentence(secret)}${after}`)).not.toContain(secret)
    })
  )
}

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const letters = (text: string, constraints: { minLength: number; maxLength: number }) =>
  fc.string({ unit: fc.constantFrom(...text), ...constraints })

describe('a line of the log never has', () => {
  test('a token by which somebody returns', () => {
    // As the server makes them: `base64url(JSON) + '.' + base64url(HMAC-SHA256)`.
    const tokens = fc.tuple(bytes(32), fc.integer({ min: 1, max: 1e12 })).map(([key, joinedAt]) => {
      const claim = { room: 'abc', peer: Buffer.from(key).toString('base64url').slice(0, 22), joinedAt }
      const body = Buffer.from(JSON.stringify(claim)).toString('base64url')
      return `${body}.${createHmac('sha256', key).update(body).digest('base64url')}`
    })
    fc.assert(
      fc.property(tokens, (token) => {
        const line = clean(`Resuming with ${token} failed`)
        for (const part of token.split('.')) expect(line).not.toContain(part)
      })
    )
  })

  test('a credential of a relay, alone or by its name', () => {
    const credentials = bytes(32).map((key) => createHmac('sha1', key).update('1790000000').digest('base64'))
    neverLets(credentials)
    neverLets(credentials, (credential) => `{"username":"x","credential":"${credential}"}`)
  })

  test('a secret in hexadecimal digits', () => {
    neverLets(bytes(16).map((key) => Buffer.from(key).toString('hex')))
  })

  test('a password, however it is written down', () => {
    const passwords = letters('abcXYZ019!$%*+~äß密', { minLength: 8, maxLength: 40 })
    for (const sentence of [
      (secret: string) => `password=${secret}`,
      (secret: string) => `Password: ${secret}`,
      (secret: string) => `{ name: 'Ada', password: '${secret}' }`,
      (secret: string) => JSON.stringify({ password: secret }),
      (secret: string) => `https://example.org/?token=${encodeURIComponent(secret)}&x=1`,
      (secret: string) => `a=ice-pwd:${secret}`,
      (secret: string) => `Authorization: Bearer ${secret}`
    ])
      neverLets(passwords, sentence)
    expect(clean(String.raw`{"password":"a\"b c","room":"x"}`)).toBe('{"password":(secret),"room":(room)}')
  })

  test('the code of a meeting, made by the app or in a link', () => {
    const made = fc
      .infiniteStream(fc.nat())
      .map((numbers) => createRoomCode((below) => Number(numbers.next().value) % below))
    neverLets(made)
    neverLets(made.map((code) => code.toUpperCase()))
    const own = letters('abcxyz019-', { minLength: 3, maxLength: 64 }).filter(
      (code) => !/^-|-$|--/.test(code)
    )
    neverLets(own, (code) => `parley://meet.example.org/r/${code}`)
    neverLets(own, (code) => `https://meet.example.org/r/${code}?text=1`)
    neverLets(
      own.map((code) => `#${code}#`),
      (code) => `room: '${code}'`
    )
  })

  test('a network address, with or without a port', () => {
    const others = (address: string) => !address.startsWith('127.') && !address.startsWith('0.0.0.0')
    neverLets(fc.ipV4().filter(others))
    neverLets(fc.ipV4().filter(others), (address) => `http://${address}:7420/socket.io`)
    neverLets(fc.ipV4().filter(others), (address) => `connect ECONNREFUSED ${address}:443.`)
    const long = fc.ipV6().filter((address) => !/^[:0]*1?$/.test(address))
    neverLets(long)
    neverLets(long, (address) => `wss://[${address}]:7420/`)
    expect(clean('from fe80::1%eth0, port 5')).toBe('from (address), port 5')
    expect(clean('from 1::: refused')).toBe('from (address): refused')
    expect(clean('::ffff:192.168.1.5 came')).toBe('(address) came')
  })

  test('the name of a server in a link', () => {
    const labels = letters('abcxyzäß密019-', { minLength: 4, maxLength: 40 })
    const names = fc.tuple(labels, labels).map((parts) => `q${parts.join('.q')}.example`)
    for (const sentence of [
      (name: string) => `WebSocket connection to 'wss://${name}/socket.io/?EIO=4' failed`,
      (name: string) => `http://ada:word@${name}:8080/`,
      (name: string) => `PARLEY://${name}/r/abc`,
      (name: string) => `stun:${name}`,
      (name: string) => `["turns:${name}:5349?transport=tcp"]`
    ])
      neverLets(names, sentence)
    expect(clean('The server at https://meet.example.org:8443/x, or wss://a.b.')).toBe(
      'The server at https://(address):8443/x, or wss://(address).'
    )
    expect(clean(clean('wss://a.b/x'))).toBe('wss://(address)/x')
  })

  test('the name of a person in a path', () => {
    const names = letters('abcdeXYZ.-_09', { minLength: 5, maxLength: 20 })
    neverLets(names, (name) => `ENOENT: no such file, open '/home/${name}/Downloads/a.txt'`)
    neverLets(names, (name) => `/Users/${name}/Library`)
    neverLets(names, (name) => `open 'C:\\Users\\${name}\\AppData\\x'`)
    expect(redact('/srv/people/ada/x.log', '/srv/people/ada')).toBe('~/x.log')
    const home = 'C:\\Users\\John Smith'
    for (const path of [`${home}\\x`, 'C:\\\\Users\\\\John Smith\\\\x', 'C:/Users/John Smith/x']) {
      expect(redact(`path: '${path}'`, home)).not.toContain('Smith')
    }
  })
})

describe('what helps to find out why something fails stays', () => {
  test.each([
    'Parley 0.1.0 on Electron 45.4.1',
    'The embedded server listens on http://127.0.0.1:7420',
    'TypeError: x is not a function\n    at Object.run (/opt/Parley/resources/app.asar/out/main/index.js:12:30)',
    'connect ECONNREFUSED 127.0.0.1:9',
    'at 12:34:56, after 3.5 s: ERR_SSL_VERSION_OR_CIPHER_MISMATCH',
    "The page's process has ended: crashed, code 139",
    'ws://localhost:5173/x failed; turn: no answer'
  ])('%s', (line) => {
    expect(clean(line)).toBe(line)
  })
})
