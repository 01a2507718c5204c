import type { TransferFailure } from '../../../protocol/transfer.ts'
import type { Clock } from '../clock.ts'
import type { Transfer, TransferState } from './transfer.ts'
import { TransferRate } from './transfer-rate.ts'

/** What doesn't change about a transfer. */
export type TransferFacts = Pick<
  Transfer,
  'id' | 'direction' | 'peer' | 'name' | 'folder' | 'files' | 'bytes' | 'offeredAt'
>

type Phase = Exclude<TransferState['status'], 'paused'>

/** How a transfer stands, for those who show it. Its states are drawn in `transfer.ts`. */
export class TransferRecord {
  readonly facts: TransferFacts
  readonly #clock: Clock
  /** Called at once for a change of state; progress is asked for. */
  readonly #onChange: () => void
  readonly #rate: TransferRate
  #phase: Phase = 'offered'
  #failure: { reason: TransferFailure; by: 'self' | 'other' } | null = null
  #pausedBySelf = false
  #pausedByOther = false
  #stalled = false
  #done = 0
  #executable: boolean
  #stored = false
  #snapshot: Transfer | null = null

  constructor(facts: TransferFacts, executable: boolean, clock: Clock, onChange: () => void) {
    this.facts = facts
    this.#executable = executable
    this.#clock = clock
    this.#onChange = onChange
    this.#rate = new TransferRate()
  }

  get phase(): Phase {
    return this.#phase
  }

  get isOver(): boolean {
    return this.#phase === 'done' || this.#phase === 'declined' || this.#phase === 'failed'
  }

  get failure(): TransferFailure | null {
    return this.#failure?.reason ?? null
  }

  get pausedBySelf(): boolean {
    return this.#pausedBySelf
  }

  get isPaused(): boolean {
    return this.#pausedBySelf || this.#pausedByOther
  }

  /** The same object as before while nothing changed. */
  get snapshot(): Transfer {
    const rate = this.#phase === 'running' && !this.isPaused ? this.#rate.at(this.#clock.now()) : null
    if (this.#snapshot === null || this.#snapshot.rate !== rate) {
      this.#snapshot = {
        ...this.facts,
        done: this.#done,
        state: this.#state,
        rate,
        executable: this.#executable,
        stored: this.#stored
      }
    }
    return this.#snapshot
  }

  get #state(): TransferState {
    if (this.#failure !== null) return { status: 'failed', ...this.#failure }
    if (this.isPaused && (this.#phase === 'running' || this.#phase === 'waiting')) {
      const by = !this.#pausedByOther ? 'self' : this.#pausedBySelf ? 'both' : 'other'
      return { status: 'paused', by }
    }
    if (this.#phase === 'running' && this.#stalled) return { status: 'waiting' }
    return { status: this.#phase } as TransferState
  }

  /** Goes to another phase; what is over stays so. */
  enter(phase: Exclude<Phase, 'failed'>): void {
    if (this.isOver || phase === this.#phase) return
    this.#phase = phase
    this.#rate.restart()
    this.#change()
  }

  fail(reason: TransferFailure, by: 'self' | 'other'): void {
    if (this.isOver) return
    this.#phase = 'failed'
    this.#failure = { reason, by }
    this.#change()
  }

  setPaused(by: 'self' | 'other', paused: boolean): void {
    if (paused === (by === 'self' ? this.#pausedBySelf : this.#pausedByOther)) return
    if (by === 'self') this.#pausedBySelf = paused
    else this.#pausedByOther = paused
    this.#rate.restart()
    this.#change()
  }

  /** Notes whether its connection doesn't work just now. */
  setStalled(stalled: boolean): void {
    if (stalled === this.#stalled) return
    this.#stalled = stalled
    this.#rate.restart()
    this.#change()
  }

  /** @param done bytes of the whole transfer that have been written */
  setDone(done: number): void {
    this.#done = done
    this.#rate.add(this.#clock.now(), done)
    this.#snapshot = null
  }

  /** Notes that it holds what may run something. */
  markExecutable(): void {
    if (this.#executable) return
    this.#executable = true
    this.#change()
  }

  /** Notes that it can be opened from here. */
  markStored(): void {
    this.#stored = true
    this.#change()
  }

  #change(): void {
    this.#snapshot = null
    this.#onChange()
  }
}
