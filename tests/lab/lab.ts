import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { startServerProcess } from '../../build/scripts/server-process.ts'
import { formatInvite } from '../../protocol/invite.ts'
import { expectMovingPictures } from '../e2e/support/expect-media.ts'
import { Guest, guestBrowser, type GuestOptions } from '../e2e/support/guest.ts'
import { writeBusyCamera } from './degraded/busy-camera.ts'
import { PUBLIC, SERVER, SERVER_WITHOUT_RELAY } from './network/addresses.ts'
import { LabNetwork, type LabSite } from './network/lab-network.ts'
import type { Namespace } from './network/namespace.ts'
import type { NatKind } from './network/nat-kind.ts'
import { RELAY_URLS, startRelay, STUN_URL } from './relay-process.ts'
import { TestAuthority } from './test-authority.ts'

/** How long two people who can connect may take to see each other, in milliseconds. */
const MEET_LIMIT = 20_000

/** The signaling servers' origins: of the one that offers a relay, and of the one that doesn't. */
interface Origins {
  relay: string
  direct: string
}

/**
 * The product on networks of its own: two servers, which differ only in that one offers a relay, and two guests with
 * a browser each, Ada behind router a and Ben behind router b. It goes when it is closed, or with the process.
 */
export class Lab {
  readonly network: LabNetwork
  readonly #origins: Origins
  readonly #guests: { a: Guest; b: Guest }
  readonly #authority: TestAuthority
  readonly #openGuest: (name: string, site: LabSite) => Promise<Guest>
  #rooms = 0

  private constructor(
    network: LabNetwork,
    origins: Origins,
    guests: { a: Guest; b: Guest },
    authority: TestAuthority,
    openGuest: (name: string, site: LabSite) => Promise<Guest>
  ) {
    this.network = network
    this.#origins = origins
    this.#guests = guests
    this.#authority = authority
    this.#openGuest = openGuest
  }

  /** @param busyCamera whether Ada's camera gives pictures that fill a line */
  static async open({ busyCamera }: { busyCamera: boolean }): Promise<Lab> {
    const network = LabNetwork.open()
    const authority = new TestAuthority()
    const origins = await startServers(network.outside, authority)
    const camera = busyCamera ? join(authority.folder, 'camera.y4m') : null
    if (camera !== null) writeBusyCamera(camera)
    const open = (name: string, site: LabSite) =>
      openGuest({ name, camera: name === 'Ada' ? camera : null }, site, authority)
    for (const site of [network.a, network.b]) site.use('open')
    const guests = { a: await open('Ada', network.a), b: await open('Ben', network.b) }
    return new Lab(network, origins, guests, authority, open)
  }

  get ada(): Guest {
    return this.#guests.a
  }

  get ben(): Guest {
    return this.#guests.b
  }

  get guests(): readonly [Guest, Guest] {
    return [this.ada, this.ben]
  }

  /**
   * Puts the guests behind NATs of other kinds. They leave the meeting that they are in, and may be others afterwards, of
   * the same names.
   */
  async use(kinds: { a: NatKind; b: NatKind }): Promise<void> {
    await Promise.all(this.guests.map(({ page }) => page.goto('about:blank')))
    for (const side of ['a', 'b'] as const) {
      const site = this.network[side]
      const address = site.address
      site.use(kinds[side])
      if (site.address === address) continue
      // A browser takes seconds to get over it that its address has changed; a new one is quicker.
      const { name } = this.#guests[side]
      await this.#guests[side].close()
      this.#guests[side] = await this.#openGuest(name, site)
    }
  }

  /** The invite to a room where nobody has been. @param relay whether its server offers one */
  newInvite(relay: boolean): string {
    this.#rooms++
    return formatInvite(`lab-${this.#rooms}`, relay ? this.#origins.relay : this.#origins.direct)
  }

  /** Brings both into a new meeting, and waits until they see each other. @param relay whether its server offers one */
  async meet(relay: boolean): Promise<void> {
    const link = this.newInvite(relay)
    for (const guest of this.guests) await guest.join(link)
    for (const { page } of this.guests) await expectMovingPictures(page, 1, MEET_LIMIT)
  }

  /** Idempotent. */
  async close(): Promise<void> {
    await Promise.all(this.guests.map((guest) => guest.close()))
    this.network.close()
    this.#authority.close()
  }
}

/** Starts coturn and two servers. They end with their namespace. */
async function startServers(outside: Namespace, authority: TestAuthority): Promise<Origins> {
  const certified = authority.certify(PUBLIC)
  const secret = randomBytes(24).toString('base64url')
  await startRelay({ namespace: outside, certified, secret, folder: authority.folder })
  const serve = async (host: string, relay: Readonly<Record<string, string>>) => {
    const server = await startServerProcess({
      host,
      port: 443,
      entrance: outside.entrance,
      environment: {
        TLS_KEY: certified.key,
        TLS_CERT: certified.certificate,
        ICE_SERVERS: JSON.stringify([{ urls: STUN_URL }]),
        ...relay
      }
    })
    return server.origin
  }
  return {
    relay: await serve(SERVER, { TURN_URLS: RELAY_URLS.join(), TURN_SECRET: secret }),
    direct: await serve(SERVER_WITHOUT_RELAY, {})
  }
}

/**
 * Opens a browser inside. What drives it speaks through pipes, which no namespace keeps apart; all else it has to send
 * through the network.
 */
function openGuest(options: GuestOptions, { client }: LabSite, authority: TestAuthority): Promise<Guest> {
  const command = [...client.entrance, 'env', `HOME=${authority.home}`, guestBrowser() ?? '']
    .map(quote)
    .join(' ')
  const executablePath = authority.keepProgram(client.name, `#!/bin/sh\nexec ${command} "$@"\n`)
  return Guest.open({ ...options, executablePath })
}

/** A word for a shell, whatever is in it. */
function quote(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`
}
