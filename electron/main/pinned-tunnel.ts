import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, isIP, type AddressInfo, type Server, type Socket } from 'node:net'
import { pipeline } from 'node:stream'
import { connect } from 'node:tls'
import type { PinnedServer } from '../../protocol/desktop.ts'

/** How long the way to the server may take, in milliseconds. */
const LIMIT = 10_000

/**
 * The way to the one server whose certificate an invite link has named by its fingerprint, since nobody else vouches for
 * it: a port of this machine for the page, and TLS from here. Chromium isn't asked: it remembers its verdicts on
 * certificates for half an hour, the bad ones too, and nothing makes it forget them.
 *
 * The server has to be an address: names have those who vouch for them, and nothing in a link puts itself in their place.
 * `close()` ends the port and its connections; it may be called again.
 */
export class PinnedTunnel {
  readonly #configured: () => string | null
  #open: { pin: PinnedServer; server: Server; sockets: Set<Socket>; origin: Promise<string> } | null = null

  /** @param configured origin of the server in the settings, which no link changes; null without one */
  constructor(configured: () => string | null) {
    this.#configured = configured
  }

  /**
   * Takes the place of the one before; null only ends that.
   *
   * @returns origin for the page; null where it goes to the server itself
   */
  async set(pin: PinnedServer | null): Promise<string | null> {
    const { server, fingerprint } = this.#open?.pin ?? {}
    const same = pin?.server === server && pin?.fingerprint === fingerprint
    if (!same || this.#open === null) {
      this.close()
      if (pin === null || !this.#counts(pin.server)) return null
      this.#open = openPort(pin)
    }
    return this.#open.origin
  }

  close(): void {
    this.#open?.server.close()
    for (const socket of this.#open?.sockets ?? []) socket.destroy()
    this.#open = null
  }

  #counts(origin: string): boolean {
    const configured = this.#configured()
    const host = hostOf(origin)
    if (new URL(origin).protocol !== 'https:' || isIP(host) === 0) return false
    // Whoever is reached there by plain http is vouched for by nobody either.
    return configured === null || !configured.startsWith('https:') || hostOf(configured) !== host
  }
}

function openPort(pin: PinnedServer) {
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    sockets.add(near)
    near.once('close', () => sockets.delete(near))
    pass(near, pin)
  })
  server.listen(0, '127.0.0.1')
  const origin = once(server, 'listening').then(
    () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  )
  return { pin, server, sockets, origin }
}

/** Joins a connection of the page to one of the server, if that shows the certificate that it has to show. */
function pass(near: Socket, pin: PinnedServer): void {
  const port = Number(new URL(pin.server).port || 443)
  const far = connect({ host: hostOf(pin.server), port, rejectUnauthorized: false })
  const end = () => {
    near.destroy()
    far.destroy()
  }
  near.on('error', end).once('close', end)
  far.on('error', end).once('close', end).setTimeout(LIMIT, end)
  far.once('secureConnect', () => {
    far.setTimeout(0)
    const certificate = far.getPeerX509Certificate()
    if (certificate === undefined || digestOf(certificate.raw) !== pin.fingerprint) end()
    else pipeline(near, far, near, end)
  })
}

function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64url')
}

function hostOf(origin: string): string {
  return new URL(origin).hostname.replace(/^\[|\]$/g, '')
}
