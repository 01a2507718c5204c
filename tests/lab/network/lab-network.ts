import { PUBLIC, SITES, type Site } from './addresses.ts'
import { Namespace } from './namespace.ts'
import type { NatKind } from './nat-kind.ts'
import { LAN, lossRules, natRules, WAN } from './nat-rules.ts'

const BRIDGE = 'segment'
const CLIENT_INTERFACE = 'eth0'

/** A client, and the router that it reaches the world through. */
export class LabSite {
  readonly client: Namespace
  readonly router: Namespace
  readonly #site: Site
  readonly #outside: Namespace
  #address = ''

  constructor(site: Site, outside: Namespace) {
    const { name, wan, inside, open } = site
    this.#site = site
    this.#outside = outside
    this.router = Namespace.add(`router-${name}`)
    this.client = Namespace.add(`client-${name}`)
    connect(this.router, WAN, outside, this.port)
    outside.ip('link', 'set', this.port, 'master', BRIDGE)
    this.router.ip('address', 'add', `${wan}/24`, 'dev', WAN)
    connect(this.client, CLIENT_INTERFACE, this.router, LAN)
    for (const network of [inside, open]) this.router.ip('address', 'add', `${network}.1/24`, 'dev', LAN)
    this.router.sysctl('net.ipv4.ip_forward', 1)
    outside.ip('route', 'add', `${open}.0/24`, 'via', wan)
  }

  /** The client's address. */
  get address(): string {
    return this.#address
  }

  /** The name of the public segment's end of the router's line. */
  get port(): string {
    return `to-${this.#site.name}`
  }

  /** Lets the router work as one of a kind from now on. What it has kept of flows until now it forgets. */
  use(kind: NatKind): void {
    const address = `${kind === 'open' ? this.#site.open : this.#site.inside}.2`
    this.router.run('nft', ['-f', '-'], natRules(kind, address))
    this.router.run('conntrack', ['-F'])
    if (address !== this.#address) this.moveTo(address)
  }

  /** Loses a share of the UDP packets that pass the router either way. @param percent 0 to 100 */
  lose(percent: number): void {
    this.router.run('nft', ['-f', '-'], lossRules(percent))
  }

  /** Narrows the line both ways. @param rate kilobits a second; null is as wide as the machine can */
  narrow(rate: number | null): void {
    const ends: [Namespace, string][] = [
      [this.router, WAN],
      [this.#outside, this.port]
    ]
    for (const [namespace, end] of ends) {
      // A queue of a fifth of a second, as a home router has it.
      const shape =
        rate === null ? ['noqueue'] : ['tbf', 'rate', `${rate}kbit`, 'burst', '16kb', 'latency', '200ms']
      namespace.run('tc', ['qdisc', 'replace', 'dev', end, 'root', ...shape])
    }
  }

  /** Gives the client another address in one of the router's networks, instead of the one that it has. */
  moveTo(address: string): void {
    const gateway = address.replace(/\d+$/, '1')
    this.client.ip('address', 'flush', 'dev', CLIENT_INTERFACE)
    this.client.ip('address', 'add', `${address}/24`, 'dev', CLIENT_INTERFACE)
    this.client.ip('route', 'replace', 'default', 'via', gateway)
    this.#address = address
  }
}

/** A public segment and two sites, made of network namespaces. One at a time exists on a machine. */
export class LabNetwork {
  readonly outside: Namespace
  readonly a: LabSite
  readonly b: LabSite
  readonly #remove = () => Namespace.removeAll()

  private constructor() {
    this.outside = Namespace.add('public')
    this.outside.ip('link', 'add', BRIDGE, 'type', 'bridge')
    this.outside.ip('link', 'set', BRIDGE, 'up')
    for (const address of PUBLIC) this.outside.ip('address', 'add', `${address}/24`, 'dev', BRIDGE)
    this.a = new LabSite(SITES.a, this.outside)
    this.b = new LabSite(SITES.b, this.outside)
    // Routers know the way to what the other one passes on.
    this.a.router.ip('route', 'add', `${SITES.b.open}.0/24`, 'via', SITES.b.wan)
    this.b.router.ip('route', 'add', `${SITES.a.open}.0/24`, 'via', SITES.a.wan)
  }

  /** Makes the network anew, also where an earlier one was left behind. It goes when the process ends. */
  static open(): LabNetwork {
    Namespace.removeAll()
    try {
      const network = new LabNetwork()
      process.once('exit', network.#remove)
      return network
    } catch (error) {
      Namespace.removeAll()
      throw error
    }
  }

  /** Removes it, and ends what runs in it. Idempotent. */
  close(): void {
    process.off('exit', this.#remove)
    this.#remove()
  }
}

/** Lays a line between two namespaces. */
function connect(near: Namespace, nearEnd: string, far: Namespace, farEnd: string): void {
  near.ip('link', 'add', nearEnd, 'type', 'veth', 'peer', 'name', farEnd, 'netns', far.name)
  near.ip('link', 'set', nearEnd, 'up')
  far.ip('link', 'set', farEnd, 'up')
}
