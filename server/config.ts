import type { BlockList } from 'node:net'
import * as v from 'valibot'
import { fail, succeed, type Result } from '../protocol/result.ts'
import { iceServerSchema, type IceServer } from '../protocol/signaling.ts'
import { parseAddressList } from './signaling/remote-address.ts'
import type { TurnAccess } from './turn/ice-servers.ts'

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

const MIN_SECRET_LENGTH = 32

export interface ServerConfig {
  /** 0 takes a free one. */
  port: number
  host: string
  /** Paths of PEM files; null serves plain HTTP. */
  tls: { key: string; cert: string } | null
  iceServers: IceServer[]
  /** Null when none is given. */
  turn: TurnAccess | null
  roomLimit: number
  trustedProxies: BlockList
  /** Null when none is given. */
  secret: string | null
  logLevel: (typeof LOG_LEVELS)[number]
}

/**
 * Reads the configuration from environment variables; an empty one counts as absent. docs/hosting.md explains
 * each.
 *
 * @returns the configuration, or a message with a line for each variable that is wrong: its name, what is
 *   expected, and what was given unless that may be a secret
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>
): Result<ServerConfig, 'invalid-config'> {
  const problems: string[] = []
  function read<Value>(name: string, fallback: string, parse: (text: string) => Result<Value>): Value {
    const result = parse(environment[name] || fallback)
    if (result.ok) return result.value
    problems.push(`${name}: ${result.error.message}`)
    return undefined as Value
  }

  const config: ServerConfig = {
    port: read('PORT', '7420', integer(0, 65_535)),
    host: read('HOST', '0.0.0.0', host),
    tls: null,
    iceServers: read('ICE_SERVERS', '[]', iceServers),
    turn: null,
    roomLimit: read('ROOM_LIMIT', '25', integer(2, 100)),
    trustedProxies: read('TRUSTED_PROXIES', '127.0.0.0/8,::1', addressList),
    secret: read('SIGNALING_SECRET', '', secret),
    logLevel: read('LOG_LEVEL', 'info', oneOf(LOG_LEVELS))
  }
  const { TLS_KEY: key, TLS_CERT: cert } = environment
  if (key && cert) config.tls = { key, cert }
  else if (key)
    problems.push('TLS_CERT: expected the path of the certificate that belongs to TLS_KEY, got nothing')
  else if (cert) problems.push('TLS_KEY: expected the path of the key that belongs to TLS_CERT, got nothing')

  const urls = read('TURN_URLS', '', turnUrls)
  const turnSecret = read('TURN_SECRET', '', secret)
  const lifetime = read('TURN_TTL', '3600', integer(60, 604_800)) * 1000
  const { TURN_URLS: givenUrls, TURN_SECRET: givenSecret } = environment
  if (givenUrls && givenSecret) config.turn = { urls, secret: turnSecret ?? '', lifetime }
  else if (givenUrls)
    problems.push('TURN_SECRET: expected the secret of the servers in TURN_URLS, got nothing')
  else if (givenSecret) problems.push('TURN_URLS: expected the servers that know TURN_SECRET, got nothing')

  return problems.length === 0 ? succeed(config) : fail('invalid-config', problems.join('\n'))
}

function invalid(expected: string, given: string) {
  return fail('invalid', `expected ${expected}, got ${given}`)
}

function integer(min: number, max: number) {
  return (text: string): Result<number> => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN
    return value >= min && value <= max
      ? succeed(value)
      : invalid(`a whole number from ${min} to ${max}`, JSON.stringify(text))
  }
}

function oneOf<Choice extends string>(choices: readonly Choice[]) {
  return (text: string): Result<Choice> => {
    const choice = choices.find((known) => known === text)
    return choice === undefined
      ? invalid(`one of ${choices.join(', ')}`, JSON.stringify(text))
      : succeed(choice)
  }
}

function host(text: string): Result<string> {
  return /^[\w.:-]+(?:%[\w.-]+)?$/.test(text)
    ? succeed(text)
    : invalid('an address or name of this machine, such as 0.0.0.0', JSON.stringify(text))
}

function addressList(text: string): Result<BlockList> {
  const list = parseAddressList(text.split(',').map((range) => range.trim()))
  return list === null
    ? invalid('addresses or ranges with commas between, such as 127.0.0.1,10.0.0.0/8', JSON.stringify(text))
    : succeed(list)
}

function secret(text: string): Result<string | null> {
  if (text === '') return succeed(null)
  return text.length >= MIN_SECRET_LENGTH
    ? succeed(text)
    : invalid(`at least ${MIN_SECRET_LENGTH} characters`, `${text.length}`)
}

/** The message repeats nothing of the value: it holds credentials. */
function iceServers(text: string): Result<IceServer[]> {
  const expected = 'a JSON list of RTCIceServer such as [{"urls":"stun:stun.example.org:3478"}]'
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return invalid(expected, 'something that is not JSON')
  }
  const parsed = v.safeParse(v.array(iceServerSchema), value, { abortEarly: true })
  if (!parsed.success) {
    const place = v.getDotPath(parsed.issues[0])
    return invalid(expected, place === null ? 'something else' : `something else at ${place}`)
  }
  // A browser refuses the whole list for one such entry (W3C WebRTC section 4.4.1.6), and no call would start.
  const bare = parsed.output.findIndex(
    (server) => [server.urls].flat().some(isRelay) && !(server.username && server.credential)
  )
  if (bare >= 0) return invalid('a username and a credential with each turn: server', `none at ${bare}`)
  return succeed(parsed.output)
}

/** The message repeats nothing here either: somebody may have put the secret in the wrong place. */
function turnUrls(text: string): Result<string[]> {
  const urls = text === '' ? [] : text.split(',').map((url) => url.trim())
  const wrong = urls.findIndex((url) => !isRelay(url) || !v.is(iceServerSchema, { urls: url }))
  return wrong < 0
    ? succeed(urls)
    : invalid(
        'turn: or turns: URLs with commas between, such as turn:turn.example.org:3478?transport=udp',
        `something else at ${wrong}`
      )
}

function isRelay(url: string): boolean {
  return /^turns?:/.test(url)
}
