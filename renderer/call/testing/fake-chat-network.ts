import type { ChatChannelMessage } from '../../../protocol/chat.ts'
import { ChatRoom } from '../chat/chat-room.ts'
import type { ChatMessage } from '../chat/chat-message.ts'
import { FakeClock } from './fake-clock.ts'

/** Somebody with a chat and nothing around it. */
export interface ChatMember {
  readonly id: string
  readonly name: string
  room: ChatRoom
  /** How far their clock is off, in milliseconds. */
  skew: number
}

/** Rooms, and the wires between each two of them, which a test cuts, loses from, shuffles. */
export class FakeChatNetwork {
  readonly clock = new FakeClock()
  readonly members = new Map<string, ChatMember>()
  /** What is on its way, by sender and receiver. A missing wire is a connection that there isn't. */
  readonly #wires = new Map<string, string[]>()
  #ids = 0

  /** Somebody comes in and is connected to everybody. */
  join(name: string, { skew = 0, connected = true } = {}): ChatMember {
    const id = name.padEnd(22, '-')
    const member: ChatMember = { id, name, skew, room: this.#createRoom(id, name, skew, false) }
    this.members.set(id, member)
    if (connected)
      for (const other of this.members.values()) if (other !== member) this.connect(member, other)
    return member
  }

  /** A new connection between two; what was on its way over the one before is lost. */
  connect(one: ChatMember, other: ChatMember): void {
    this.#wires.set(wire(one, other), [])
    this.#wires.set(wire(other, one), [])
    one.room.open(other.id)
    other.room.open(one.id)
  }

  disconnect(one: ChatMember, other: ChatMember): void {
    this.#wires.delete(wire(one, other))
    this.#wires.delete(wire(other, one))
  }

  /** Somebody goes, and the others are told so. */
  leave(member: ChatMember): void {
    this.members.delete(member.id)
    member.room.close()
    for (const other of this.members.values()) {
      this.disconnect(member, other)
      other.room.left(member.id)
    }
  }

  /** Somebody's page is loaded anew: they are the same person and know nothing. */
  reload(member: ChatMember): void {
    member.room.close()
    member.room = this.#createRoom(member.id, member.name, member.skew, true)
    for (const other of this.members.values()) if (other !== member) this.connect(member, other)
  }

  /** What is on its way from one to another. */
  wire(from: ChatMember, to: ChatMember): string[] {
    return this.#wires.get(wire(from, to)) ?? []
  }

  /** Delivers the next of what is on its way. @returns whether there was anything */
  deliver(from: ChatMember, to: ChatMember): boolean {
    const next = this.wire(from, to).shift()
    if (next === undefined) return false
    if (this.members.has(from.id) && this.members.has(to.id)) {
      to.room.receive(from, JSON.parse(next) as ChatChannelMessage)
    }
    return true
  }

  /** Lets everything arrive, and time pass until nothing more is sent. */
  settle(): void {
    const pairs = this.#pairs()
    for (let steps = 0; steps < 40; steps += 1) {
      while (pairs.filter(([from, to]) => this.deliver(from, to)).length > 0);
      this.clock.advance(2_000)
    }
  }

  close(): void {
    for (const { room } of this.members.values()) room.close()
    this.members.clear()
  }

  #pairs(): [ChatMember, ChatMember][] {
    const members = [...this.members.values()]
    return members.flatMap((from) =>
      members.filter((to) => to !== from).map((to): [ChatMember, ChatMember] => [from, to])
    )
  }

  #createRoom(id: string, name: string, skew: number, isBack: boolean): ChatRoom {
    const { clock } = this
    return new ChatRoom({
      self: () => (this.members.has(id) ? { id, name } : null),
      others: () => [...this.members.values()].filter((member) => member.id !== id),
      isBack: () => isBack,
      send: (to, message) => {
        const queue = this.#wires.get(`${id}>${to}`)
        queue?.push(JSON.stringify(message))
        return queue !== undefined
      },
      createId: () => `n${++this.#ids}`,
      clock: {
        now: () => clock.now() + skew,
        after: (delay, callback) => clock.after(delay, callback),
        every: (period, callback) => clock.every(period, callback)
      }
    })
  }
}

/** What everybody has to agree on. Of what was taken back, those who came later know nothing. */
export function publicChat({ room }: ChatMember) {
  return room.messages
    .filter((message) => message.privateWith === null && !message.deleted)
    .map(({ id, text, author, edited, reactions }: ChatMessage) => ({
      id,
      text,
      author: author.id,
      edited,
      reactions: reactions
        .map(
          ({ emoji, people }) =>
            `${emoji} ${people
              .map((person) => person.id)
              .sort()
              .join()}`
        )
        .sort()
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

function wire(from: ChatMember, to: ChatMember): string {
  return `${from.id}>${to.id}`
}
