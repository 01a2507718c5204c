import { describe, expect, test } from 'vitest'
import { readConfig, type ServerConfig } from './config.ts'

function accept(environment: Record<string, string>): ServerConfig {
  const config = readConfig(environment)
  if (!config.ok) throw new Error(config.error.message)
  return config.value
}

function refuse(environment: Record<string, string>): string {
  const config = readConfig(environment)
  return config.ok ? '' : config.error.message
}

test('an empty environment gives the defaults', () => {
  const { trustedProxies, ...config } = accept({})
  expect(config).toEqual({
    port: 7420,
    host: '0.0.0.0',
    tls: null,
    iceServers: [],
    turn: null,
    roomLimit: 25,
    secret: null,
    logLevel: 'info'
  })
  expect([trustedProxies.check('127.0.0.1'), trustedProxies.check('10.0.0.1')]).toEqual([true, false])
})

test('an empty variable counts as absent', () => {
  expect(accept({ PORT: '', HOST: '', ICE_SERVERS: '', SIGNALING_SECRET: '', TLS_KEY: '' })).toMatchObject({
    port: 7420,
    host: '0.0.0.0',
    secret: null,
    tls: null
  })
})

test('everything can be set', () => {
  const { trustedProxies, ...config } = accept({
    PORT: '443',
    HOST: '::1',
    TLS_KEY: '/k.pem',
    TLS_CERT: '/c.pem',
    ICE_SERVERS:
      '[{"urls":["stun:s.example.org","turns:t.example.org:443?transport=tcp"],"username":"u","credential":"c","x":1}]',
    TURN_URLS: 'turn:t.example.org, turns:t.example.org:443?transport=tcp',
    TURN_SECRET: 't'.repeat(32),
    TURN_TTL: '600',
    ROOM_LIMIT: '2',
    TRUSTED_PROXIES: '10.0.0.0/8, fd00::1',
    SIGNALING_SECRET: 's'.repeat(32),
    LOG_LEVEL: 'debug'
  })
  expect(config).toEqual({
    port: 443,
    host: '::1',
    tls: { key: '/k.pem', cert: '/c.pem' },
    iceServers: [
      {
        urls: ['stun:s.example.org', 'turns:t.example.org:443?transport=tcp'],
        username: 'u',
        credential: 'c'
      }
    ],
    turn: {
      urls: ['turn:t.example.org', 'turns:t.example.org:443?transport=tcp'],
      secret: 't'.repeat(32),
      lifetime: 600_000
    },
    roomLimit: 2,
    secret: 's'.repeat(32),
    logLevel: 'debug'
  })
  expect(trustedProxies.check('10.9.9.9')).toBe(true)
})

describe('what is wrong is named, with what is expected and what was given:', () => {
  test.each([
    ['PORT', 'http', 'PORT: expected a whole number from 0 to 65535, got "http"'],
    ['PORT', '65536', 'PORT: expected a whole number from 0 to 65535, got "65536"'],
    ['PORT', '-1', 'PORT: expected a whole number from 0 to 65535, got "-1"'],
    ['PORT', '74.20', 'PORT: expected a whole number from 0 to 65535, got "74.20"'],
    [
      'HOST',
      'http://me',
      'HOST: expected an address or name of this machine, such as 0.0.0.0, got "http://me"'
    ],
    ['ROOM_LIMIT', '1', 'ROOM_LIMIT: expected a whole number from 2 to 100, got "1"'],
    ['ROOM_LIMIT', '101', 'ROOM_LIMIT: expected a whole number from 2 to 100, got "101"'],
    [
      'LOG_LEVEL',
      'loud',
      'LOG_LEVEL: expected one of fatal, error, warn, info, debug, trace, silent, got "loud"'
    ],
    [
      'TLS_KEY',
      '/k.pem',
      'TLS_CERT: expected the path of the certificate that belongs to TLS_KEY, got nothing'
    ],
    ['TLS_CERT', '/c.pem', 'TLS_KEY: expected the path of the key that belongs to TLS_CERT, got nothing'],
    [
      'TRUSTED_PROXIES',
      'nginx',
      'TRUSTED_PROXIES: expected addresses or ranges with commas between, such as 127.0.0.1,10.0.0.0/8, got "nginx"'
    ],
    ['SIGNALING_SECRET', 'hunter2', 'SIGNALING_SECRET: expected at least 32 characters, got 7'],
    ['TURN_TTL', '59', 'TURN_TTL: expected a whole number from 60 to 604800, got "59"'],
    ['TURN_TTL', '1h', 'TURN_TTL: expected a whole number from 60 to 604800, got "1h"'],
    [
      'TURN_URLS',
      'turn:turn.example.org',
      'TURN_SECRET: expected the secret of the servers in TURN_URLS, got nothing'
    ],
    ['TURN_SECRET', 's'.repeat(32), 'TURN_URLS: expected the servers that know TURN_SECRET, got nothing']
  ])('%s=%s', (name, value, message) => {
    expect(refuse({ [name]: value })).toBe(message)
  })

  test.each([
    ['stun:stun.example.org', 'got something that is not JSON'],
    ['{"urls":"stun:s"}', 'got something else'],
    ['[{"urls":"stun:s"},{"urls":"https://t"}]', 'got something else at 1.urls'],
    ['[{"urls":[]}]', 'got something else at 0.urls'],
    ['[{"urls":"stun:s"},{"urls":"turn:t","username":"u"}]', 'with each turn: server, got none at 1']
  ])('ICE_SERVERS=%s', (value, ending) => {
    expect(refuse({ ICE_SERVERS: value })).toMatch(/^ICE_SERVERS: expected .*/)
    expect(refuse({ ICE_SERVERS: value }).endsWith(ending)).toBe(true)
  })
})

test.each([
  ['stun:stun.example.org', 0],
  ['turn:turn.example.org,', 1],
  ['turn:turn.example.org;turns:turn.example.org', 0],
  ['turn:one.example.org, https://turn.example.org', 1],
  ['hunter2', 0]
])('TURN_URLS=%s', (value, place) => {
  expect(refuse({ TURN_URLS: value, TURN_SECRET: 's'.repeat(32) })).toBe(
    'TURN_URLS: expected turn: or turns: URLs with commas between, ' +
      `such as turn:turn.example.org:3478?transport=udp, got something else at ${place}`
  )
})

test('credentials are good for an hour unless it is said otherwise', () => {
  const turn = { TURN_URLS: 'turn:turn.example.org', TURN_SECRET: 's'.repeat(32) }
  expect(accept(turn).turn?.lifetime).toBe(3_600_000)
})

test('all mistakes are told at once, each in a line', () => {
  expect(refuse({ PORT: 'x', ROOM_LIMIT: 'y', TLS_KEY: 'z' }).split('\n')).toHaveLength(3)
})

test('secrets are never repeated', () => {
  const message = refuse({
    SIGNALING_SECRET: 'hunter2',
    TURN_SECRET: 'hunter2',
    TURN_URLS: 'hunter2',
    ICE_SERVERS: '[{"urls":"nowhere","username":"user7","credential":"hunter2"}]'
  })
  expect(message).not.toMatch(/hunter2|user7|nowhere/)
})
