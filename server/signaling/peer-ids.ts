/** Bytes in a peer id: 128 bits can't be guessed, and don't meet by chance. */
const SIZE = 16

/** How many ids are made of what the system is asked for at once. */
const AT_ONCE = 128

/**
 * Makes peer ids. The system's random numbers cost about as much for many bytes as for few, so they are fetched ahead
 * (as Node does for `randomUUID`). Each byte goes into one id.
 */
export class PeerIds {
  readonly #randomBytes: (size: number) => Uint8Array
  #bytes = Buffer.alloc(0)
  #used = 0

  /** @param randomBytes gives bytes that can't be guessed */
  constructor(randomBytes: (size: number) => Uint8Array) {
    this.#randomBytes = randomBytes
  }

  /** @returns an id that fits `peerIdSchema` */
  create(): string {
    if (this.#used === this.#bytes.length) {
      this.#bytes = Buffer.from(this.#randomBytes(SIZE * AT_ONCE))
      this.#used = 0
    }
    const begin = this.#used
    this.#used += SIZE
    return this.#bytes.toString('base64url', begin, this.#used)
  }
}
