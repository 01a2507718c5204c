import { createHmac } from 'node:crypto'

/**
 * Names for logs. A room code opens a meeting, so it appears as a keyed hash: lines about one room can be
 * told together while the process runs, and the code can't be found by hashing guesses.
 */
export class LogLabels {
  readonly #salt: Uint8Array

  /** @param salt random, made once per process */
  constructor(salt: Uint8Array) {
    this.#salt = salt
  }

  room(code: string): string {
    return createHmac('sha256', this.#salt).update(code).digest('hex').slice(0, 8)
  }

  peer(id: string): string {
    return id.slice(0, 6)
  }
}
