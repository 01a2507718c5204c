import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { destination, pino } from 'pino'
import manifest from '../package.json' with { type: 'json' }
import { createServer } from './app.ts'
import { systemClock } from './clock.ts'
import { readConfig, type ServerConfig } from './config.ts'
import { reachableOrigins } from './origins.ts'

const PAGES = join(import.meta.dirname, '../out/renderer')

/** Logs go to standard error, so that the address on standard output is easy to find and to read by a script. */
const STANDARD_ERROR = 2

async function run(config: ServerConfig): Promise<void> {
  const logger = pino({ level: config.logLevel }, destination(STANDARD_ERROR))
  const server = createServer({
    roomLimit: config.roomLimit,
    iceServers: config.iceServers,
    turn: config.turn,
    trustedProxies: config.trustedProxies,
    secret: config.secret ?? randomBytes(32).toString('base64url'),
    tls: config.tls && {
      key: readPem('TLS_KEY', config.tls.key),
      cert: readPem('TLS_CERT', config.tls.cert)
    },
    pages: existsSync(join(PAGES, 'index.html')) ? PAGES : null,
    version: manifest.version,
    clock: systemClock,
    logger,
    randomBytes
  })
  const listening = await server.listen(config)
  if (config.secret === null) {
    logger.info('SIGNALING_SECRET is not set: after a restart, people return to their meetings as new peers')
  }
  for (const origin of reachableOrigins(listening, config.tls !== null, networkInterfaces())) {
    process.stdout.write(`Parley is at ${origin}\n`)
  }
  // Once each: a second Ctrl+C ends the process at once.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close())
}

/** @throws Error that names the variable which led to the file */
function readPem(variable: string, path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why = code === 'EISDIR' ? 'is a directory, not a file' : `can't be read (${code})`
    throw new Error(`${variable}: ${path} ${why}`, { cause: error })
  }
}

/** One line that a person can act on. */
function explain(error: unknown, config: ServerConfig): string {
  const { code, message } = error as NodeJS.ErrnoException
  const place = `port ${config.port} of ${config.host}`
  if (code === 'EADDRINUSE') return `PORT: ${place} is in use`
  if (code === 'EACCES') return `PORT: no permission to listen on ${place}`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `HOST: ${config.host} isn't an address of this machine`
  if (config.tls !== null && code?.startsWith('ERR_OSSL')) {
    return `TLS_KEY or TLS_CERT: not a key and certificate in PEM that belong together (${message})`
  }
  return message
}

function exitWith(message: string): void {
  process.stderr.write(`${message.replace(/^/gm, 'Parley server: ')}\n`)
  process.exitCode = 1
}

const config = readConfig(process.env)
if (config.ok) await run(config.value).catch((error: unknown) => exitWith(explain(error, config.value)))
else exitWith(config.error.message)
