import { createHash, timingSafeEqual } from 'node:crypto'
import type { Password } from '../rooms/room.ts'

/**
 * A room's password, kept as a salted SHA-256. It lives as long as the room does and only in memory, where a
 * slow hash would protect little; what it would cost is the server's time in a flood of tries. Those are held
 * off by the limit on joins.
 */
export class RoomPassword implements Password {
  readonly #salt: Uint8Array
  readonly #hash: Uint8Array

  /** @param salt random, of this password alone */
  constructor(password: string, salt: Uint8Array) {
    this.#salt = salt
    this.#hash = this.#digest(password)
  }

  /** Takes the same time whatever is tried. */
  matches(attempt: string): boolean {
    return timingSafeEqual(this.#digest(attempt), this.#hash)
  }

  #digest(text: string): Uint8Array {
    return createHash('sha256').update(this.#salt).update(text).digest()
  }
}
