import { TokenBucket, type Rate } from './token-bucket.ts'

/** Above this many addresses, those that have been quiet are forgotten. */
const CROWDED = 1_024

/** A token bucket for each remote address. */
export class AddressLimiter {
  readonly #rate: Rate
  readonly #buckets = new Map<string, TokenBucket>()
  #crowdedAt = CROWDED

  constructor(rate: Rate) {
    this.#rate = rate
  }

  /** How many addresses are remembered. */
  get size(): number {
    return this.#buckets.size
  }

  /** @param now Unix time in milliseconds */
  take(address: string, now: number): boolean {
    let bucket = this.#buckets.get(address)
    if (bucket === undefined) {
      if (this.#buckets.size >= this.#crowdedAt) this.#forgetQuiet(now)
      bucket = new TokenBucket(this.#rate, now)
      this.#buckets.set(address, bucket)
    }
    return bucket.take(now)
  }

  /** A full bucket says nothing that a new one wouldn't. */
  #forgetQuiet(now: number): void {
    for (const [address, bucket] of this.#buckets) {
      if (bucket.isFull(now)) this.#buckets.delete(address)
    }
    // Looking through all of them again pays only when there are twice as many.
    this.#crowdedAt = Math.max(CROWDED, this.#buckets.size * 2)
  }
}
