import type { IceServer, IceServersReply } from '../../protocol/signaling.ts'
import type { Clock } from './clock.ts'
import type { Logger } from './logger.ts'
import { renewalDelay } from './renewal-policy.ts'
import type { SignalingPort } from './signaling/signaling-port.ts'

export interface IceServersDependencies {
  /** Borrowed; its owner closes it, and with it the subscription. */
  signaling: SignalingPort
  /** Is told the servers to use from now on, whenever there are others than those of joining. */
  use: (servers: readonly IceServer[]) => void
  clock: Clock
  logger: Logger
}

/**
 * Keeps the ICE servers of a meeting usable: their credentials expire, and a meeting may last longer. Nothing that is
 * connected needs them any more, but every new way to somebody does.
 */
export class IceServers {
  readonly #dependencies: IceServersDependencies
  /** Cancels the next renewal; null when none is planned. */
  #cancel: (() => void) | null = null
  /** Grows with each answer and at the end, so that an answer that comes too late is recognised. */
  #term = 0
  #kept = false

  constructor(dependencies: IceServersDependencies) {
    this.#dependencies = dependencies
    // The call listens after this, and so mends its connections with the new servers already.
    dependencies.signaling.on('resumed', (reply) => {
      if (this.#kept) this.#take(reply)
    })
  }

  /** Begins with the servers that were handed out on joining. @returns ends it; may be called again */
  keep({ iceLifetime }: IceServersReply): () => void {
    this.#kept = true
    this.#plan(iceLifetime)
    return () => this.#end()
  }

  #take({ iceServers, iceLifetime }: IceServersReply): void {
    this.#plan(iceLifetime)
    this.#dependencies.use(iceServers)
  }

  #plan(lifetime: number | null, failures = 0): void {
    this.#cancel?.()
    this.#cancel = null
    this.#term += 1
    if (lifetime === null) return
    const renew = () => void this.#renew(lifetime, failures)
    this.#cancel = this.#dependencies.clock.after(renewalDelay(lifetime, failures), renew)
  }

  async #renew(lifetime: number, failures: number): Promise<void> {
    const term = this.#term
    const { signaling, logger } = this.#dependencies
    const renewed = await signaling.iceServers()
    if (term !== this.#term) return
    if (renewed.ok) {
      logger.debug('The ICE servers were renewed')
      this.#take(renewed.value)
    } else {
      logger.warn(`The ICE servers could not be renewed: ${renewed.error.reason}`, renewed.error.message)
      this.#plan(lifetime, failures + 1)
    }
  }

  #end(): void {
    this.#kept = false
    this.#plan(null)
  }
}
