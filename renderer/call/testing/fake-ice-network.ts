import type { Clock } from '../clock.ts'
import { FakeConnection } from './fake-connection.ts'
import { FakeDataChannel } from './fake-data-channel.ts'

/** What an ICE server makes of being asked; one that isn't known is silent. */
export interface FakeIceAnswer {
  /** When it comes, in milliseconds. */
  delay?: number
  /** The address that a STUN server sees, and its port. */
  sees?: readonly [address: string, port: number]
  /** Whether a TURN server gives a relayed address. */
  relays?: boolean
  /** The code of an `icecandidateerror`. */
  error?: number
}

const HOST = ['192.168.1.7', 51_000] as const

/** ICE servers and a relay in memory, for connections that gather. Answers come when the clock says so. */
export class FakeIceNetwork {
  /** By URL. */
  readonly answers = new Map<string, FakeIceAnswer>()
  /** All that were made, newest last. */
  readonly connections: FakeConnection[] = []
  /** Whether two connections that relay come together. */
  connects = true
  /** What of a channel is lost: every so many messages one; 0 for none. */
  losesEach = 0
  /** How long a message takes to the other end, in milliseconds. */
  latency = 20
  readonly clock: Clock

  constructor(clock: Clock) {
    this.clock = clock
  }

  readonly createConnection = (configuration: RTCConfiguration): RTCPeerConnection => {
    const connection = new GatheringConnection(configuration, this)
    this.connections.push(connection)
    return connection as unknown as RTCPeerConnection
  }
}

/** A connection that asks the servers of its configuration when it has a local description. */
class GatheringConnection extends FakeConnection {
  readonly #network: FakeIceNetwork
  readonly #cancels: (() => void)[] = []

  constructor(configuration: RTCConfiguration, network: FakeIceNetwork) {
    super(configuration)
    this.#network = network
  }

  override createDataChannel(label: string, options: RTCDataChannelInit = {}): FakeDataChannel {
    return this.addChannel(new SlowChannel(label, options.id ?? 0, this.#network))
  }

  override async setLocalDescription(): Promise<void> {
    const first = this.localDescription === null
    await super.setLocalDescription()
    if (first) this.#gather()
  }

  override setConnectionState(state: RTCPeerConnectionState): void {
    if (state !== 'connected' || this.#network.connects) super.setConnectionState(state)
  }

  override close(): void {
    for (const cancel of this.#cancels) cancel()
    super.close()
  }

  #gather(): void {
    const { iceServers = [], iceTransportPolicy = 'all' } = this.getConfiguration()
    const relayed = iceTransportPolicy === 'relay'
    let waiting = 1
    const answered = () => {
      waiting -= 1
      if (waiting === 0) this.#tell(null)
    }
    this.#after(0, () => {
      if (!relayed) this.#tell(line('host', HOST))
      answered()
    })
    for (const url of iceServers.flatMap(({ urls }) => urls)) {
      waiting += 1
      const answer = this.#network.answers.get(url)
      if (answer === undefined) continue
      this.#after(answer.delay ?? 0, () => {
        if (answer.error !== undefined) this.#fail(answer.error)
        if (answer.sees !== undefined && !relayed) this.#tell(line('srflx', answer.sees))
        if (answer.relays === true) this.#tell(line('relay', ['203.0.113.9', 50_000]))
        answered()
      })
    }
  }

  #after(delay: number, callback: () => void): void {
    this.#cancels.push(this.#network.clock.after(delay, callback))
  }

  #tell(candidate: string | null): void {
    const init = candidate === null ? null : { candidate, sdpMid: '0', usernameFragment: 'gathered' }
    this.dispatchEvent(Object.assign(new Event('icecandidate'), { candidate: init }))
  }

  #fail(errorCode: number): void {
    this.dispatchEvent(Object.assign(new Event('icecandidateerror'), { errorCode }))
  }
}

/** A channel that takes its time, and may lose something. */
class SlowChannel extends FakeDataChannel {
  readonly #network: FakeIceNetwork
  readonly #onTheWay = new Set<() => void>()
  #sent = 0

  constructor(label: string, id: number, network: FakeIceNetwork) {
    super(label, id)
    this.#network = network
  }

  override send(data: string | ArrayBuffer): void {
    const { clock, latency, losesEach } = this.#network
    this.#sent += 1
    if (losesEach > 0 && this.#sent % losesEach === 0) return
    const cancel = clock.after(latency, () => {
      this.#onTheWay.delete(cancel)
      super.send(data)
    })
    this.#onTheWay.add(cancel)
  }

  override close(): void {
    for (const cancel of this.#onTheWay) cancel()
    super.close()
  }
}

function line(type: string, [address, port]: readonly [string, number]): string {
  const related = type === 'host' ? '' : ` raddr ${HOST[0]} rport ${HOST[1]}`
  return `candidate:1 1 udp 2113937151 ${address} ${port} typ ${type}${related} generation 0`
}
