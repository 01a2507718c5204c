import { createNanoEvents } from 'nanoevents'
import type { Knock, RoomState } from '../../protocol/moderation.ts'
import type { JoinReply } from '../../protocol/signaling.ts'
import type { SignalingPort } from './signaling/signaling-port.ts'

const OPEN: RoomState = { locked: false, password: false, waitingRoom: false }

/** What the server says of the room itself: how it is closed to others, and who waits at its door. */
export class Moderation {
  readonly #events = createNanoEvents<{ change: () => void }>()
  #room: RoomState = OPEN
  #knocks: readonly Knock[] = []

  /** @param signaling borrowed; its owner closes it, and with it these subscriptions */
  constructor(signaling: SignalingPort) {
    signaling.on('room-state', (room) => this.#set(room, this.#knocks))
    signaling.on('knock', (knock) => this.#set(this.#room, [...this.#without(knock.id), knock]))
    signaling.on('knock-ended', ({ id }) => this.#set(this.#room, this.#without(id)))
  }

  get room(): RoomState {
    return this.#room
  }

  /** Who waits to be let in, longest first. Empty for those who have no say in it. */
  get knocks(): readonly Knock[] {
    return this.#knocks
  }

  on(event: 'change', listener: () => void): () => void {
    return this.#events.on(event, listener)
  }

  /** Takes over what the server says on joining, or on return. */
  enter({ state, waiting }: JoinReply): void {
    this.#set(state, waiting)
  }

  /** Whoever is no host any more hears of no knock, so those that were heard can't be kept up to date. */
  forgetKnocks(): void {
    if (this.#knocks.length > 0) this.#set(this.#room, [])
  }

  /** Outside a room nothing is known. */
  clear(): void {
    this.#set(OPEN, [])
  }

  #without(id: string): readonly Knock[] {
    return this.#knocks.filter((knock) => knock.id !== id)
  }

  #set(room: RoomState, knocks: readonly Knock[]): void {
    this.#room = room
    this.#knocks = knocks
    this.#events.emit('change')
  }
}
