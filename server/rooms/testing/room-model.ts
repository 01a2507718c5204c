import type { ModerateRequest, Role } from '../../../protocol/moderation.ts'

/** Somebody's place in the roster, as the model has it. */
export interface Place {
  connection: string
  name: string
  live: boolean
  address: string | null
}

/** The obvious model of one room: who is inside, who waits, and how it is locked. Roles are looked up. */
export class RoomModel {
  readonly places = new Map<string, Place>()
  /** Connections of those who wait, by peer, in the order in which they came. */
  readonly waiting = new Map<string, Place>()
  locked = false
  password: string | null = null
  waitingRoom = false
  readonly removed = new Set<string>()
  readonly banned = new Set<string>()

  get state() {
    return { locked: this.locked, password: this.password !== null, waitingRoom: this.waitingRoom }
  }

  /** What somebody has to be answered who wants in; null lets them in. */
  door(
    who: { peer: string; stranger: boolean; address: string | null; password: string | undefined },
    limit: number
  ): string | null {
    if (this.places.has(who.peer) || this.places.size === 0) return null
    if (this.removed.has(who.peer)) return 'removed'
    if (who.stranger && who.address !== null && this.banned.has(who.address)) return 'removed'
    if (who.stranger && this.locked) return 'room-locked'
    if (who.stranger && this.password !== null && who.password === undefined) return 'password-required'
    if (who.stranger && this.password !== null && who.password !== this.password) return 'password-wrong'
    if (this.places.size >= limit) return 'room-full'
    return who.stranger && this.waitingRoom ? 'waiting' : null
  }

  /** Does what was permitted. */
  apply(request: ModerateRequest, limit: number): void {
    switch (request.type) {
      case 'lock':
        this.locked = request.locked
        break
      case 'password':
        this.password = request.password
        break
      case 'waiting-room':
        this.waitingRoom = request.on
        if (!request.on) {
          for (const peer of [...this.waiting.keys()]) if (this.places.size < limit) this.#admit(peer)
        }
        break
      case 'admit':
        this.#admit(request.id)
        break
      case 'refuse':
        this.waiting.delete(request.id)
        break
      case 'rename':
        this.places.get(request.id)!.name = request.name
        break
      case 'remove': {
        const { address } = this.places.get(request.id)!
        this.places.delete(request.id)
        this.removed.add(request.id)
        const shared = [...this.places.values()].some((place) => place.address === address)
        if (request.ban && address !== null && !shared) this.banned.add(address)
        break
      }
      case 'end':
        this.places.clear()
        break
      case 'mute':
      case 'mute-all':
      case 'stop-share':
      case 'role':
    }
  }

  #admit(peer: string): void {
    this.places.set(peer, this.waiting.get(peer)!)
    this.waiting.delete(peer)
  }
}

/** The table of who may do what, as the documents have it: null permits. */
export function verdict(
  actor: { id: string; role: Role },
  request: ModerateRequest,
  target: Role | undefined,
  room: { waits: boolean; full: boolean }
): string | null {
  if (request.type === 'rename' && request.id === actor.id) return null
  if (actor.role === 'participant') return 'not-permitted'
  switch (request.type) {
    case 'lock':
    case 'password':
    case 'waiting-room':
    case 'mute-all':
      return null
    case 'end':
      return actor.role === 'host' ? null : 'not-permitted'
    case 'admit':
      return !room.waits ? 'no-such-peer' : room.full ? 'room-full' : null
    case 'refuse':
      return room.waits ? null : 'no-such-peer'
    case 'role':
      if (actor.role !== 'host') return 'not-permitted'
      break
    case 'mute':
    case 'stop-share':
    case 'rename':
    case 'remove':
  }
  if (target === undefined) return 'no-such-peer'
  if (target === 'participant') return null
  return actor.role === 'host' && target === 'co-host' ? null : 'not-permitted'
}
