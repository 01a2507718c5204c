import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { RELAY } from './network/addresses.ts'
import type { Namespace } from './network/namespace.ts'
import type { KeyPair } from './test-authority.ts'

/** How long coturn may take to listen, in milliseconds. */
const START_LIMIT = 20_000

/** The port that even networks which allow nothing but web pages let through. */
const TLS_PORT = 443

/** What a participant is told of the relay: over UDP, over TCP, and as if it were a web page. */
export const RELAY_URLS = [
  `turn:${RELAY}:3478?transport=udp`,
  `turn:${RELAY}:3478?transport=tcp`,
  `turns:${RELAY}:${TLS_PORT}?transport=tcp`
]

/** Tells people their address as the world sees it; coturn does that, too. */
export const STUN_URL = `stun:${RELAY}:3478`

export interface RelayOptions {
  namespace: Namespace
  certified: KeyPair
  /** Shared with those who hand out credentials (draft-uberti-behave-turn-rest-00). */
  secret: string
  /** A folder for what coturn keeps. */
  folder: string
}

/**
 * Starts coturn as docs/hosting.md says. It ends with its namespace.
 *
 * @throws Error with its last words when it doesn't start
 */
export async function startRelay({ namespace, certified, secret, folder }: RelayOptions): Promise<void> {
  const [program = '', ...words] = [...namespace.entrance, 'turnserver']
  const child = spawn(
    program,
    [
      ...words,
      ...['-n', '--no-cli', '--fingerprint', '--realm=parley.lab', '--log-file=stdout', '--simple-log'],
      ...[`--listening-ip=${RELAY}`, `--relay-ip=${RELAY}`, `--tls-listening-port=${TLS_PORT}`],
      ...[`--cert=${certified.certificate}`, `--pkey=${certified.key}`],
      ...['--use-auth-secret', `--static-auth-secret=${secret}`],
      // Without these coturn stalls when somebody's private address leads nowhere.
      ...['--no-multicast-peers', '--denied-peer-ip=10.0.0.0-10.255.255.255'],
      ...[`--pidfile=${join(folder, 'relay.pid')}`, `--userdb=${join(folder, 'relay.db')}`]
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] }
  )
  let said = ''
  const listen = (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2_000))
  child.stdout.on('data', listen)
  child.stderr.on('data', listen)
  child.once('error', (error) => (said += error.message))
  for (const limit = Date.now() + START_LIMIT; !isListening(namespace); await sleep(50)) {
    if (child.exitCode === null && Date.now() < limit) continue
    child.kill()
    throw new Error(`coturn doesn't start: ${said}`)
  }
}

function isListening(namespace: Namespace): boolean {
  const sockets = namespace.run('ss', ['-Hltn'])
  return [3478, TLS_PORT].every((port) => sockets.includes(`${RELAY}:${port} `))
}
