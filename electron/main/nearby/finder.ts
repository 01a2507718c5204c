import type { DecodedPacket } from 'dns-packet'
import type { NearbyMeeting } from '../../../protocol/nearby.ts'
import { readPacket } from './service-records.ts'

export interface FinderOptions {
  /** Asks all networks who announces something. */
  ask: () => void
  /** Calls back with all meetings whenever they are others than before, those found first in front. */
  onMeetings: (meetings: NearbyMeeting[]) => void
}

interface Entry {
  meeting: NearbyMeeting
  /** The address that it was announced from: nobody else takes it back, or takes its place. */
  from: string
  /** Unix time in milliseconds. */
  expiresAt: number
}

/** Most meetings that are listed, and of those from one address. What is too much isn't listed, and pushes nothing out. */
const MOST_MEETINGS = 24
const MOST_FROM_ONE = 3

/**
 * The second question comes after so many milliseconds, each further one after twice the time, up to the longest: half
 * the time for which an announcement lasts, so that one lost question costs nothing.
 */
const FIRST_PAUSE = 1_000
const LONGEST_PAUSE = 60_000

/** Looks for meetings that others on the network announce, from when it is made until `close()`. */
export class Finder {
  readonly #options: FinderOptions
  readonly #entries = new Map<string, Entry>()
  #shown = '[]'
  #question: NodeJS.Timeout | undefined
  #expiry: NodeJS.Timeout | undefined

  constructor(options: FinderOptions) {
    this.#options = options
    this.askAnew()
  }

  /** Begins anew, since the network may be another one: what was found in the old one may be out of reach. */
  askAnew(): void {
    this.#entries.clear()
    this.#follow()
    this.#ask(FIRST_PAUSE)
  }

  /** @param own the id of this app's own announcement, which isn't listed; null without one */
  receive(packet: DecodedPacket, from: string, own: string | null): void {
    for (const { id, found } of readPacket(packet, from)) {
      const before = this.#entries.get(id)
      if (found === null) {
        if (before?.from === from) this.#entries.delete(id)
      } else if (id !== own && (before === undefined ? this.#hasRoom(from) : before.from === from)) {
        const { port, announcement, lifetime } = found
        const { scheme, room, name, text, sha256 = null } = announcement
        const server = new URL(`${scheme}://${from}:${port}`).origin
        const meeting = { id, name, room, server, textRoom: text === '1', fingerprint: sha256 }
        this.#entries.set(id, { meeting, from, expiresAt: Date.now() + lifetime * 1_000 })
      }
    }
    this.#follow()
  }

  /** Forgets what was found and asks no more. Idempotent. */
  close(): void {
    clearTimeout(this.#question)
    clearTimeout(this.#expiry)
    this.#entries.clear()
  }

  #ask(pause: number): void {
    clearTimeout(this.#question)
    this.#options.ask()
    this.#question = setTimeout(() => this.#ask(Math.min(2 * pause, LONGEST_PAUSE)), pause)
  }

  #hasRoom(from: string): boolean {
    const entries = [...this.#entries.values()]
    return (
      entries.length < MOST_MEETINGS && entries.filter((entry) => entry.from === from).length < MOST_FROM_ONE
    )
  }

  /** Drops what has expired, looks again when the next does, and tells what has changed. */
  #follow(): void {
    clearTimeout(this.#expiry)
    const now = Date.now()
    for (const [id, { expiresAt }] of this.#entries) if (expiresAt <= now) this.#entries.delete(id)
    const entries = [...this.#entries.values()]
    const next = Math.min(...entries.map(({ expiresAt }) => expiresAt))
    if (entries.length > 0) this.#expiry = setTimeout(() => this.#follow(), next - now)
    const meetings = entries.map(({ meeting }) => meeting)
    const shown = JSON.stringify(meetings)
    if (shown === this.#shown) return
    this.#shown = shown
    this.#options.onMeetings(meetings)
  }
}
