import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isOnPath, TURN_SERVER } from '../../../build/scripts/display.ts'
import { TEST_CERTIFICATE } from '../../../server/testing/test-certificate.ts'
import { trustSwitch } from './trust-switch.ts'

/** How long it may take to listen, in milliseconds. */
const START_LIMIT = 20_000

/** A relay on this machine that lets in whoever has a credential made with its secret. */
export interface TurnServer {
  secret: string
  /** Over UDP, TCP and TLS, in this order. */
  urls: [udp: string, tcp: string, tls: string]
  /** The switch with which a browser trusts its certificate, and no other that nobody vouches for. */
  trust: string
  /** What it has logged so far: a line for each request that it granted or refused, with the name in it. */
  log: () => string
  close: () => Promise<void>
}

export function hasTurnServer(): boolean {
  return isOnPath(TURN_SERVER)
}

/** Starts coturn on free ports of the loopback interface. */
export async function startTurnServer(): Promise<TurnServer> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-turn-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  await Promise.all([writeFile(key, TEST_CERTIFICATE.key), writeFile(cert, TEST_CERTIFICATE.cert)])
  const secret = 'a secret of the tests, long enough to be one'
  const [port, tlsPort] = await freePorts()
  const child = spawn(
    TURN_SERVER,
    [
      ['-n', '--no-cli', '--verbose', '--simple-log', '--log-file=stdout'],
      ['--realm=turn.example.org', '--fingerprint', '--use-auth-secret', `--static-auth-secret=${secret}`],
      ['--listening-ip=127.0.0.1', '--relay-ip=127.0.0.1', '--allow-loopback-peers'],
      [`--listening-port=${port}`, `--tls-listening-port=${tlsPort}`, `--cert=${cert}`, `--pkey=${key}`],
      [`--pidfile=${join(folder, 'pid')}`, `--db=${join(folder, 'db')}`]
    ].flat(),
    { stdio: ['ignore', 'pipe', 'pipe'] }
  )
  let log = ''
  for (const output of [child.stdout, child.stderr]) {
    output.on('data', (data: Buffer) => (log += data.toString()))
  }
  const ended = once(child, 'close')
  const close = async () => {
    child.kill()
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  for (const limit = Date.now() + START_LIMIT; !(await listens(tlsPort)); await sleep(50)) {
    if (child.exitCode === null && Date.now() < limit) continue
    await close()
    throw new Error(`${TURN_SERVER} doesn't start: ${log}`)
  }
  const at = `127.0.0.1:${port}`
  return {
    secret,
    urls: [
      `turn:${at}?transport=udp`,
      `turn:${at}?transport=tcp`,
      `turns:127.0.0.1:${tlsPort}?transport=tcp`
    ],
    trust: trustSwitch(TEST_CERTIFICATE.cert),
    log: () => log,
    close
  }
}

/** Two ports that nobody listens on just now. */
async function freePorts(): Promise<[number, number]> {
  const servers = [createServer(), createServer()]
  const ports = await Promise.all(
    servers.map(async (server) => {
      await once(server.listen(0, '127.0.0.1'), 'listening')
      return (server.address() as AddressInfo).port
    })
  )
  for (const server of servers) server.close()
  return ports as [number, number]
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
