import { networkInterfaces } from 'node:os'
import { utilityProcess, type UtilityProcess } from 'electron'
import type { EmbeddedServer } from '../../protocol/desktop.ts'
import type { EmbeddedServerCommand, EmbeddedServerEvent } from '../../protocol/embedded-server.ts'
import { fail, succeed, type Result } from '../../protocol/result.ts'
import type { Log } from './log.ts'
import type { ServerCertificate } from './server-certificate.ts'
import { pickAddress, shareAddresses } from './share-address.ts'

export interface ServerHostOptions {
  /** The bundled server. */
  script: string
  /** The built renderer, for guests. */
  pages: string
  secret: string
  /** Asked at each start: whether the server is for the network, or for this machine alone. */
  hostOnNetwork: () => boolean
  /** Name of the network interface whose address others are given; null leaves it to the app. */
  shareInterface: () => string | null
  /** What the server shows of itself on the network. Asked at each start for the network. */
  certificate: () => Promise<ServerCertificate>
  /** Called when the first connection of a run comes from another machine. */
  onReached: () => void
  /** Called when a server that died runs again. */
  onRestarted: () => void
  log: Log
}

/** The port of a stand-alone server too, so that links look alike. */
const PREFERRED_PORT = 7420

/** Time until a server that died is started again, in milliseconds. */
const RESTART_DELAY = 500

/** Each time that it dies at once, the next start waits twice as long, up to so many milliseconds. */
const LONGEST_DELAY = 30_000

type Started = Result<EmbeddedServer, 'start-failed'>

type Listening = Extract<EmbeddedServerEvent, { type: 'started' }>['outcome']

/** One run of the server. */
interface Run {
  process: UtilityProcess
  /** As the setting was when it began. */
  onNetwork: boolean
  /** Of the certificate that it shows; null while it shows none. */
  fingerprint: string | null
  /** Whether somebody has come from another machine. */
  reached: boolean
  listening: Promise<Listening>
  ended: Promise<void>
}

/**
 * Runs the signaling server in a process of its own.
 *
 * ```
 *             start            listens
 *   stopped ────────▶ starting ────────▶ running ◀──────┐
 *      ▲                 │ failed         │  │          │
 *      ├─────────────────┘                │  │ died, or the setting changed
 *      │              close               │  └──────────┘ (again on the same port)
 *      └──────────────────────────────────┘
 * ```
 *
 * People in a meeting return to a server that was started again: their tokens are signed with a secret that
 * is kept. `close()` ends the process.
 */
export class ServerHost {
  readonly #options: ServerHostOptions
  #run: Run | null = null
  #port = PREFERRED_PORT
  /** Settles when a run that is being replaced has ended. */
  #replacing: Promise<void> | null = null
  #restarting: NodeJS.Timeout | undefined

  constructor(options: ServerHostOptions) {
    this.#options = options
  }

  /** Starts the server, or finds it running as the setting wants it. Tells its addresses as they are now. */
  async start(): Promise<Started> {
    if (this.#run !== null && this.#run.onNetwork !== this.#options.hostOnNetwork())
      this.#replacing = this.#stop(this.#run)
    // Whoever asks meanwhile waits as well: the port isn't free before.
    if (this.#replacing !== null) await this.#replacing
    this.#replacing = null
    const run = (this.#run ??= this.#fork(this.#options.hostOnNetwork()))
    const outcome = await run.listening
    if (outcome.ok) return succeed(this.#addresses(outcome.value.port, run))
    if (this.#run === run) this.#run = null
    return outcome
  }

  /** Applies a setting that has changed to a server that runs; one that doesn't will follow it anyway. */
  async followSetting(): Promise<void> {
    if (this.#run !== null) await this.start()
  }

  /** Idempotent. */
  close(): void {
    clearTimeout(this.#restarting)
    if (this.#run !== null) void this.#stop(this.#run)
  }

  /** Settles when the process has ended, and with it its port is free. */
  #stop(run: Run): Promise<void> {
    const stop: EmbeddedServerCommand = { type: 'stop' }
    run.process.postMessage(stop)
    if (this.#run === run) this.#run = null
    return run.ended
  }

  #fork(onNetwork: boolean): Run {
    const { script, pages, secret, log } = this.#options
    const server = utilityProcess.fork(script, [], { serviceName: 'Parley signaling', stdio: 'pipe' })
    // The server's own log, with levels of its own.
    for (const output of [server.stdout, server.stderr]) {
      output?.on('data', (data: Buffer) => log.info(data.toString().trimEnd()))
    }
    const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
    const listening = new Promise<Listening>((resolve) => {
      server.on('message', (event: EmbeddedServerEvent) => {
        if (event.type === 'reached') {
          run.reached = true
          this.#options.onReached()
          return
        }
        const { outcome } = event
        if (outcome.ok) {
          this.#port = outcome.value.port
        } else {
          log.error('The embedded server could not start', outcome.error)
          server.kill()
        }
        resolve(outcome)
      })
      server.once('exit', (code) =>
        resolve(fail('start-failed', `The embedded server ended with code ${code}`))
      )
    })
    const run: Run = { process: server, onNetwork, fingerprint: null, reached: false, listening, ended }
    void Promise.all([listening, ended]).then(([outcome]) => {
      if (outcome.ok && this.#run === run) this.#restart(RESTART_DELAY)
    })
    const begin = (certificate: ServerCertificate | null) => {
      run.fingerprint = certificate?.fingerprint ?? null
      const command: EmbeddedServerCommand = {
        type: 'start',
        preferredPort: this.#port,
        host: onNetwork ? '0.0.0.0' : '127.0.0.1',
        secret,
        pages,
        tls: certificate && { key: certificate.key, cert: certificate.cert }
      }
      server.postMessage(command)
    }
    if (onNetwork) void this.#certificate().then(begin)
    else begin(null)
    return run
  }

  /** Without a certificate people can still meet, by plain HTTP. */
  async #certificate(): Promise<ServerCertificate | null> {
    try {
      return await this.#options.certificate()
    } catch (error) {
      this.#options.log.error('There is no certificate for hosting on the network', error)
      return null
    }
  }

  #addresses(port: number, { onNetwork, fingerprint, reached }: Run): EmbeddedServer {
    const localOrigin = `http://127.0.0.1:${port}`
    const addresses = onNetwork ? shareAddresses(networkInterfaces()) : []
    const chosen = pickAddress(addresses, this.#options.shareInterface())
    if (chosen === undefined) return { localOrigin, shareOrigin: localOrigin, network: null }
    return {
      localOrigin,
      shareOrigin: `${fingerprint === null ? 'http' : 'https'}://${chosen.address}:${port}`,
      network: { port, fingerprint, addresses, chosen: chosen.name, reached }
    }
  }

  /** Starts a server that died again, and again: people in its meetings look for it. */
  #restart(delay: number): void {
    this.#options.log.warn('The embedded server died and is started again')
    this.#run = null
    this.#restarting = setTimeout(() => {
      void this.start().then(({ ok }) => {
        if (ok) this.#options.onRestarted()
        else this.#restart(Math.min(2 * delay, LONGEST_DELAY))
      })
    }, delay)
  }
}
