import type { Presence } from '../../protocol/channel.ts'
import type { RosterEntry } from '../../protocol/signaling.ts'
import type { Participant } from './participant.ts'
import type { Topology } from './topology/topology.ts'

interface Member extends RosterEntry {
  presence: Presence | null
  /** Whether the server lists them. Its restart forgets people who are still talking. */
  listed: boolean
  /** What was last made of them, to be given again while nothing changed. */
  snapshot: Participant | null
}

/** Who else is in the meeting, from what the server and they themselves say. */
export class Roster {
  readonly #members = new Map<string, Member>()

  get(id: string): Readonly<Member> | undefined {
    return this.#members.get(id)
  }

  /** Notes that the server lists somebody. */
  list(entry: RosterEntry): void {
    const { presence = null, snapshot = null } = this.#members.get(entry.id) ?? {}
    this.#members.set(entry.id, { ...entry, presence, listed: true, snapshot })
  }

  /** Notes somebody's new role or name. Who isn't in the meeting stays out. */
  change(entry: RosterEntry): void {
    const member = this.#members.get(entry.id)
    if (member !== undefined) Object.assign(member, entry)
  }

  /** Notes whom the server doesn't list any more. */
  unlistAllBut(ids: readonly string[]): void {
    const listed = new Set(ids)
    for (const member of this.#members.values()) member.listed = listed.has(member.id)
  }

  /** Notes that the server doesn't list somebody any more. */
  unlist(id: string): void {
    const member = this.#members.get(id)
    if (member !== undefined) member.listed = false
  }

  isUnlisted(id: string): boolean {
    return this.#members.get(id)?.listed === false
  }

  setPresence(id: string, presence: Presence): void {
    const member = this.#members.get(id)
    if (member !== undefined) member.presence = presence
  }

  remove(id: string): void {
    this.#members.delete(id)
  }

  clear(): void {
    this.#members.clear()
  }

  /** Everybody in the order in which they joined. Who hasn't changed is the same object as before. */
  participants(peers: Topology['peers']): readonly Participant[] {
    return [...this.#members.values()]
      .sort((a, b) => a.joinedAt - b.joinedAt || (a.id < b.id ? -1 : 1))
      .flatMap((member) => {
        const peer = peers.get(member.id)
        if (peer === undefined) return []
        const { id, name, joinedAt, role, color, presence, snapshot } = member
        const { state: connection, remoteTracks: tracks } = peer
        const same =
          snapshot !== null &&
          snapshot.name === name &&
          snapshot.joinedAt === joinedAt &&
          snapshot.role === role &&
          snapshot.color === color &&
          snapshot.presence === presence &&
          snapshot.connection === connection &&
          snapshot.tracks === tracks
        member.snapshot = same ? snapshot : { id, name, joinedAt, role, color, connection, presence, tracks }
        return [member.snapshot]
      })
  }
}
