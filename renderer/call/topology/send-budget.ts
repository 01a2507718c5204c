import type { PeerFigures } from '../stats/quality-figures.ts'
import { firstBudget, followBudget } from './followed-budget.ts'
import { measureUplink } from './line-budget.ts'
import { guessPixelRate, measurePixelRate } from './processor-budget.ts'
import type { SendRoom } from './send-policy.ts'

/** Connections find out what the line carries in their first seconds; what they say meanwhile is no news. In milliseconds. */
const FINDING_OUT = 10_000

/** So long an encoder may still be held back by what it was asked before: libwebrtc tries more only now and then. In milliseconds. */
const EASING = 45_000

/**
 * What this machine and its line have room for: guessed at first, then followed as it is measured, by the rules of
 * `FollowedBudget`. It samples nothing itself.
 */
export class SendBudget {
  readonly #cores: number | undefined
  #processor
  #line = firstBudget(Infinity)
  #known: ReadonlySet<string> = new Set()
  /** Whether the processor has little left, whoever it works for. */
  #busy = false
  /** When somebody came last. */
  #cameAt = 0
  /** When the processor was asked for less, last. */
  #easedAt = -Infinity

  /**
   * @param cores `navigator.hardwareConcurrency`
   * @param pixelRate what the processor is thought to carry until it is measured, in pixels a second
   */
  constructor(cores: number | undefined, pixelRate = guessPixelRate(cores)) {
    this.#cores = cores
    this.#processor = firstBudget(pixelRate)
  }

  get room(): SendRoom {
    return { pixelRate: this.#processor.value, uplink: this.#line.value }
  }

  /** Notes whether the processor has little left. See `watchPressure`. */
  setBusy(busy: boolean): void {
    this.#busy = busy
  }

  /** Begins anew with the line: this machine has come to another network. */
  forgetLine(): void {
    this.#line = firstBudget(Infinity)
    // There everybody is found anew.
    this.#known = new Set()
  }

  /**
   * Takes a look.
   *
   * @param figures of everybody who is connected, by their ids
   * @param now in milliseconds
   */
  look(figures: ReadonlyMap<string, PeerFigures>, now: number): void {
    if ([...figures.keys()].some((id) => !this.#known.has(id))) this.#cameAt = now
    this.#known = new Set(figures.keys())
    const { value } = this.#processor
    const eased = now - this.#easedAt < EASING ? value : null
    const pixelRate = measurePixelRate(figures.values(), this.#cores, eased)
    // What works on a processor that has little left needn't go on working with more.
    const most = this.#busy ? value : Infinity
    this.#processor = followBudget(this.#processor, pixelRate && Math.min(pixelRate, most), now)
    if (this.#processor.value < value) this.#easedAt = now
    if (now - this.#cameAt < FINDING_OUT) return
    this.#line = followBudget(this.#line, measureUplink(figures.values(), this.#line.value), now)
  }
}
