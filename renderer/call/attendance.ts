import type { Presence } from '../../protocol/channel.ts'
import type { PeerLeft, RosterEntry } from '../../protocol/signaling.ts'
import type { Participant } from './participant.ts'
import { Roster } from './roster.ts'
import type { Topology } from './topology/topology.ts'

export interface AttendanceOptions {
  /** Where the others are; null outside a meeting. */
  topology: () => Topology | null
  /** Called when `participants` is another list. */
  onChange: () => void
  /** Called when somebody isn't in the meeting any more. */
  onGone: (id: string) => void
}

/**
 * Who else is in the meeting: those whom the server lists, and those whom it has lost while their connection is well. It
 * connects to whoever comes, and ends the connection of whoever goes.
 */
export class Attendance {
  readonly #options: AttendanceOptions
  readonly #roster = new Roster()
  #participants: readonly Participant[] = []

  constructor(options: AttendanceOptions) {
    this.#options = options
  }

  /** In the order in which they joined; the same array and objects while nothing changes. */
  get participants(): readonly Participant[] {
    return this.#participants
  }

  /** What is known of somebody who is in the meeting. */
  get(id: string): ReturnType<Roster['get']> {
    return this.#roster.get(id)
  }

  /** Begins with those who are there already, also for somebody who returns under their old time of joining. */
  begin(entries: readonly RosterEntry[]): void {
    for (const entry of entries) this.#add(entry, true)
    this.#publish()
  }

  /** Somebody has come, or come back. */
  join(entry: RosterEntry): void {
    if (this.#topology === null) return
    this.#add(entry)
    this.#publish()
  }

  /** Somebody's role or name is another one. */
  change(entry: RosterEntry): void {
    this.#roster.change(entry)
    this.#publish()
  }

  /** The server doesn't list somebody any more. */
  leave({ id, reason }: PeerLeft): void {
    // Only the server has lost them: while their connection is well they are still here.
    if (reason === 'lost' && this.#topology?.peers.get(id)?.state === 'connected') this.#roster.unlist(id)
    else this.remove(id)
  }

  remove(id: string): void {
    this.#roster.remove(id)
    this.#topology?.remove(id)
    this.#publish()
    this.#options.onGone(id)
  }

  setPresence(id: string, presence: Presence): void {
    this.#roster.setPresence(id, presence)
    this.#publish()
  }

  /** Something of somebody's connection has changed. */
  look(id: string): void {
    const peer = this.#topology?.peers.get(id)
    // Whoever the server no longer lists is kept while their connection is well, and only so long.
    if (peer !== undefined && peer.state !== 'connected' && this.#roster.isUnlisted(id)) this.remove(id)
    else this.#publish()
  }

  /** The server, which was away, says who is there now. */
  resume(entries: readonly RosterEntry[]): void {
    this.#roster.unlistAllBut(entries.map((entry) => entry.id))
    for (const entry of entries) this.#add(entry)
    for (const [id, peer] of [...(this.#topology?.peers ?? [])]) {
      if (this.#roster.isUnlisted(id) && peer.state !== 'connected') this.remove(id)
    }
    this.#publish()
  }

  /** Forgets everybody, and tells nobody of it: `begin`, or `end`, comes next. */
  clear(): void {
    this.#roster.clear()
  }

  /** Idempotent. */
  end(): void {
    this.clear()
    this.#publish()
  }

  get #topology(): Topology | null {
    return this.#options.topology()
  }

  #add(entry: RosterEntry, arriving?: boolean): void {
    this.#roster.list(entry)
    this.#topology?.add(entry, arriving)
  }

  #publish(): void {
    const participants = this.#roster.participants(this.#topology?.peers ?? new Map())
    const same =
      participants.length === this.#participants.length &&
      participants.every((participant, index) => participant === this.#participants[index])
    if (same) return
    this.#participants = participants
    this.#options.onChange()
  }
}
