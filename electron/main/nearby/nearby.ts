import type { NetworkInterfaceInfo } from 'node:os'
import type { DecodedPacket } from 'dns-packet'
import type { WebContents } from 'electron'
import type { AnnouncedMeeting, NearbyMeeting } from '../../../protocol/nearby.ts'
import type { Settings } from '../../../protocol/settings.ts'
import type { Log } from '../log.ts'
import { onPageGone } from '../page-gone.ts'
import { Announcer } from './announcer.ts'
import { Finder } from './finder.ts'
import { localNetworks } from './local-networks.ts'
import type { MulticastLink, OpenLink } from './multicast-link.ts'
import { QUESTION, type Service } from './service-records.ts'

/** Where others reach a server, and the fingerprint of the certificate that they see there; null without one. */
export interface SharedServer {
  origin: string
  fingerprint: string | null
}

export interface NearbyOptions {
  settings: () => Pick<Settings, 'showNearby' | 'findNearby'>
  /** Where others reach the embedded server now; null when they don't. */
  shared: () => Promise<SharedServer | null>
  /** `os.networkInterfaces`. */
  interfaces: () => NodeJS.Dict<NetworkInterfaceInfo[]>
  openLink: OpenLink
  /** 16 hexadecimal digits that nobody else has. */
  createId: () => string
  onMeetings: (meetings: NearbyMeeting[]) => void
  log: Log
}

/**
 * Meetings of this network: announces the one that is hosted here, and finds those of others. There are sockets only
 * while the page wants one of the two and the settings allow it. `close()` takes the announcement back and closes them.
 */
export class Nearby {
  readonly #options: NearbyOptions
  #links: MulticastLink[] = []
  #meeting: AnnouncedMeeting | null = null
  #wanted = false
  #finder: Finder | null = null
  #announcer: Announcer | null = null
  /** The id of this app's last announcement: its own words come back to it, also after it was taken back. */
  #own: string | null = null
  /** Counts what was decided about the announcement: an answer that comes late belongs to an earlier decision. */
  #decision = 0

  constructor(options: NearbyOptions) {
    this.#options = options
  }

  /** Forgets what a page wanted when it goes. */
  attach(contents: Pick<WebContents, 'on'>): void {
    onPageGone(contents, () => this.close())
  }

  /** Announces the meeting in which the page is, as far as the settings allow; null takes it back at once. */
  async announce(meeting: AnnouncedMeeting | null): Promise<void> {
    this.#meeting = meeting
    await this.#followMeeting()
  }

  /** Looks for meetings, or no more. The page is told first what there is now: nothing. */
  find(on: boolean): void {
    this.#wanted = on
    if (on) this.#options.onMeetings([])
    this.#followSearch()
  }

  /** @param change the settings that somebody wants changed; those that hold count */
  async followSettings(change: Partial<Settings>): Promise<void> {
    if (change.findNearby !== undefined) this.#followSearch()
    const { showNearby, hostOnNetwork, shareInterface } = change
    if ([showNearby, hostOnNetwork, shareInterface].some((each) => each !== undefined))
      await this.#followMeeting()
  }

  /** The server may be at another port. */
  async serverRestarted(): Promise<void> {
    await this.#followMeeting()
  }

  /** Leaves the networks that this machine was on, and goes on in those that it is on now. */
  async networkChanged(): Promise<void> {
    this.#withdraw()
    for (const link of this.#links) link.close()
    this.#links = []
    if (this.#finder !== null) this.#join()
    this.#finder?.askAnew()
    await this.#followMeeting()
  }

  /** Ends everything that the page wanted. Idempotent; it may want something again. */
  close(): void {
    this.#meeting = null
    this.#decision += 1
    this.#withdraw()
    this.find(false)
  }

  #followSearch(): void {
    const { settings, onMeetings } = this.#options
    const on = this.#wanted && settings().findNearby
    if (on && this.#finder === null) {
      this.#join()
      this.#finder = new Finder({ ask: () => this.#links.forEach((link) => link.send(QUESTION)), onMeetings })
    } else if (!on && this.#finder !== null) {
      this.#finder.close()
      this.#finder = null
      if (this.#wanted) onMeetings([])
      this.#leaveUnused()
    }
  }

  async #followMeeting(): Promise<void> {
    const decision = ++this.#decision
    const meeting = this.#options.settings().showNearby ? this.#meeting : null
    if (meeting === null) return this.#withdraw()
    const shared = await this.#options.shared()
    if (decision !== this.#decision) return
    if (shared === null) this.#withdraw()
    else this.#announce(meeting, shared)
  }

  /** Only the network hears of a meeting on which invites lead to it. */
  #announce(meeting: AnnouncedMeeting, shared: SharedServer): void {
    const { createId, log } = this.#options
    const said = this.#announcer?.service
    const service = serviceOf(said?.id ?? `parley-${createId()}`, meeting, shared)
    if (JSON.stringify(service) === JSON.stringify(said)) return
    this.#withdraw()
    this.#join()
    const link = this.#links.find(({ network }) => network.address === service.address)
    if (link === undefined) {
      log.info('Meetings nearby: the meeting is not announced, since it is not on a private network')
      return this.#leaveUnused()
    }
    this.#own = service.id
    this.#announcer = new Announcer(link, service)
    log.info('Meetings nearby: the meeting is announced')
  }

  #withdraw(): void {
    if (this.#announcer === null) return
    this.#announcer.close()
    this.#announcer = null
    this.#options.log.info('Meetings nearby: the meeting is no longer announced')
    this.#leaveUnused()
  }

  /** Opens the way to all networks, unless it is open. */
  #join(): void {
    if (this.#links.length > 0) return
    const { interfaces, openLink } = this.#options
    this.#links = localNetworks(interfaces()).map((network) => openLink(network, this.#receive))
  }

  #leaveUnused(): void {
    if (this.#finder !== null || this.#announcer !== null) return
    for (const link of this.#links) link.close()
    this.#links = []
  }

  readonly #receive = (packet: DecodedPacket, from: string): void => {
    this.#announcer?.receive(packet)
    this.#finder?.receive(packet, from, this.#own)
  }
}

function serviceOf(
  id: string,
  { room, name, textRoom }: AnnouncedMeeting,
  { origin, fingerprint }: SharedServer
): Service {
  const { protocol, hostname, port } = new URL(origin)
  const scheme = protocol === 'https:' ? 'https' : 'http'
  const text = textRoom ? { text: '1' as const } : {}
  const sha256 = fingerprint === null ? {} : { sha256: fingerprint }
  return {
    id,
    address: hostname,
    port: Number(port) || (scheme === 'https' ? 443 : 80),
    announcement: { txtvers: '1', scheme, room, name, ...text, ...sha256 }
  }
}
