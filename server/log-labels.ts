import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'

/**
 * Names for logs. A room code opens a meeting, so it appears as a keyed hash: lines about one room can be
 * told together while the process runs, and the code can't be found by hashing guesses.
 */
export class LogLabels {
  readonly #key: KeyObject

  /** @param salt random, made once per process */
  constructor(salt: Uint8Array) {
    // Bytes would be made into a key anew for each label, at several times the cost of the hash itself.
    this.#key = createSecretKey(salt)
  }

  room(code: string): string {
    return createHmac('sha256', this.#key).update(code).digest('hex').slice(0, 8)
  }

  peer(id: string): string {
    return id.slice(0, 6)
  }
}
