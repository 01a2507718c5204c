import type { IceServer, IceServersReply } from '../../protocol/signaling.ts'
import type { Clock } from '../clock.ts'
import { turnCredential } from './turn-credential.ts'

/** TURN servers that share a secret with this server. */
export interface TurnAccess {
  /** `turn:` and `turns:` URLs (RFC 7065). */
  urls: readonly string[]
  secret: string
  /** How long a credential is good, in milliseconds. */
  lifetime: number
}

export interface IceServersDependencies {
  /** Handed out as they are. */
  fixed: readonly IceServer[]
  /** Null without a TURN server that shares a secret. */
  turn: TurnAccess | null
  clock: Clock
}

/** With what participants find ways to each other: servers that stay the same, and credentials made for each. */
export class IceServers {
  readonly #dependencies: IceServersDependencies

  constructor(dependencies: IceServersDependencies) {
    this.#dependencies = dependencies
  }

  /** @param user see `turnCredential` */
  issue(user: string): IceServersReply {
    const { fixed, turn, clock } = this.#dependencies
    if (turn === null) return { iceServers: [...fixed], iceLifetime: null }
    const { urls, secret, lifetime } = turn
    const credential = turnCredential(secret, user, clock.now() + lifetime)
    return { iceServers: [...fixed, { urls: [...urls], ...credential }], iceLifetime: lifetime }
  }
}
