import { randomBytes } from 'node:crypto'
import { destination, pino } from 'pino'
import manifest from '../package.json' with { type: 'json' }
import type { EmbeddedServerCommand, EmbeddedServerEvent } from '../protocol/embedded-server.ts'
import { createServer } from './app.ts'
import { systemClock } from './clock.ts'
import { readConfig } from './config.ts'
import { EmbeddedHost } from './embedded-host.ts'

/** The port to the main process that Electron gives a utility process. */
interface ParentPort {
  on(event: 'message', listener: (message: { data: EmbeddedServerCommand }) => void): void
  postMessage(event: EmbeddedServerEvent): void
}

const { parentPort } = process as NodeJS.Process & { parentPort?: ParentPort }
if (parentPort === undefined) throw new Error('This runs in a utility process of the desktop app')

const output = destination(2)
// An app that was started from the desktop may have no standard error; a meeting goes on without logs.
output.on('error', () => {})

const defaults = readConfig({})
if (!defaults.ok) throw new Error(defaults.error.message)
const { roomLimit, iceServers, turn, trustedProxies, logLevel } = defaults.value

const host = new EmbeddedHost({
  createServer: ({ secret, pages, tls }, onFirstVisitor) =>
    createServer({
      roomLimit,
      iceServers,
      turn,
      trustedProxies,
      secret,
      tls,
      plainToo: true,
      onFirstVisitor,
      pages,
      version: manifest.version,
      clock: systemClock,
      logger: pino({ level: logLevel }, output),
      randomBytes
    }),
  answer: (event) => parentPort.postMessage(event),
  onStopped: () => process.exit(0)
})

parentPort.on('message', ({ data }) => void host.execute(data))
