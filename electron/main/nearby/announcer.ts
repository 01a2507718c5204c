import type { DecodedPacket } from 'dns-packet'
import type { MulticastLink } from './multicast-link.ts'
import { asksFor, LIFETIME, toPacket, type Service } from './service-records.ts'

/** An announcement is said twice, in case that one gets lost, this long apart in milliseconds (RFC 6762, section 8.3). */
const REPEAT = 1_000

/** Nothing is said more often than this, in milliseconds, however often it is asked for (RFC 6762, section 6). */
const PAUSE = 1_000

/** Several may answer one question: so that they don't at once, an answer waits this long, in milliseconds. */
const SHORTEST_DELAY = 20
const LONGEST_DELAY = 120

/** Announces one meeting on one network, from when it is made until `close()`, which takes the announcement back. */
export class Announcer {
  readonly service: Service
  readonly #link: MulticastLink
  readonly #repeat: NodeJS.Timeout
  #answer: NodeJS.Timeout | null = null
  #saidAt = 0
  #closed = false

  constructor(link: MulticastLink, service: Service) {
    this.service = service
    this.#link = link
    this.#say()
    this.#repeat = setTimeout(() => this.#say(), REPEAT)
  }

  receive(packet: DecodedPacket): void {
    if (this.#closed || this.#answer !== null || !asksFor(this.service, packet)) return
    if (Date.now() - this.#saidAt < PAUSE) return
    const delay = SHORTEST_DELAY + Math.random() * (LONGEST_DELAY - SHORTEST_DELAY)
    this.#answer = setTimeout(() => this.#say(), delay)
  }

  /** Idempotent. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    clearTimeout(this.#repeat)
    if (this.#answer !== null) clearTimeout(this.#answer)
    this.#link.send(toPacket(this.service, 0))
  }

  #say(): void {
    this.#answer = null
    this.#saidAt = Date.now()
    this.#link.send(toPacket(this.service, LIFETIME))
  }
}
