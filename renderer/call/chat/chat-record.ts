import type { ChatAction, ChatEntry, ChatImage } from '../../../protocol/chat.ts'
import type { ChatMessage, ChatPerson, ChatReaction } from './chat-message.ts'

/** Most emoji that one person puts on one message. */
const MARKS_EACH = 20
/** Most emoji on one message, each counted as often as people put it there. */
const MARKS = 500

/** Who did something, and how it is known. */
export interface Provenance {
  readonly author: ChatPerson
  /** Id of whoever told it, who is answerable for the room that it takes. */
  readonly bringer: string
  readonly own: boolean
  /** Somebody told it who didn't do it themselves, or not on this page. */
  readonly relayed: boolean
  /** The other one of a conversation between two. */
  readonly privateWith: ChatPerson | null
  /** Unix time in milliseconds by this clock. */
  readonly writtenAt: number
  /** Peer id of this participant, by which others name them. */
  readonly self: string
}

/** To whom the chat is told, and what they can't hear from others. */
export interface Telling {
  /** This participant as the others know them now. */
  self: ChatPerson
  /** Id of whoever is told. */
  receiver: string
  /** Whether somebody is in the meeting, who then tells their own. */
  isPresent: (id: string) => boolean
  /** When the receiver was last heard, in milliseconds by this clock: they miss what came since. Null: everything. */
  since: number | null
}

type Post = Extract<ChatAction, { type: 'post' }>
type Edit = Extract<ChatAction, { type: 'edit' }>
type React = Extract<ChatAction, { type: 'react' }>

/** An emoji that somebody put on a message, or took off. */
interface Mark {
  person: ChatPerson
  emoji: string
  at: number
  on: boolean
  relayed: boolean
  own: boolean
  arrivedAt: number
}

/** All that is known of one message, also before the message itself is. */
export class ChatRecord {
  readonly id: string
  author: ChatPerson
  /** Unix time in milliseconds by this clock; where the message stands. */
  sentAt = 0
  #bringer: string
  #own = false
  #relayed: boolean
  /** Whether its author was heard, by themselves or through another. */
  #isAuthored = false
  #privateWith: ChatPerson | null = null
  #post: Post | null = null
  #mentionsSelf = false
  #text = ''
  /** When the text was written, by its author's clock. */
  #textAt = -1
  #edited = false
  #deletedAt: number | null = null
  #arrivedAt = 0
  /** By person and emoji, in the order of their coming. */
  readonly #marks = new Map<string, Mark>()
  #message: ChatMessage | null = null

  /** @param by who did what is known first, perhaps no more than a reaction */
  constructor(id: string, { author, bringer, relayed }: Provenance) {
    this.id = id
    this.author = author
    this.#bringer = bringer
    this.#relayed = relayed
  }

  /** Whether the message itself is known. */
  get isWritten(): boolean {
    return this.#post !== null
  }

  /** When its author wrote it, by their clock. */
  get at(): number {
    return this.#post?.at ?? 0
  }

  get isOwn(): boolean {
    return this.#own
  }

  get isDeleted(): boolean {
    return this.#deletedAt !== null
  }

  get privateWith(): ChatPerson | null {
    return this.#privateWith
  }

  /** To whom its room is charged: what somebody retells is theirs, whomever they name as its author. */
  get charge(): string {
    return this.#relayed ? `told by ${this.#bringer}` : this.#bringer
  }

  /** Room that it takes, in UTF-16 code units. */
  get load(): number {
    return this.#text.length
  }

  hasMark(person: string, emoji: string): boolean {
    return this.#marks.get(`${person} ${emoji}`)?.on === true
  }

  /** A snapshot; the same object while nothing changes. */
  message(pending: boolean): ChatMessage {
    if (this.#message?.pending === pending) return this.#message
    const deleted = this.isDeleted
    this.#message = {
      id: this.id,
      text: this.#text,
      sentAt: this.sentAt,
      author: this.author,
      own: this.#own,
      relayed: this.#relayed,
      privateWith: this.#privateWith,
      replyTo: deleted ? null : (this.#post?.replyTo ?? null),
      mentionsSelf: this.#mentionsSelf && !deleted,
      edited: this.#edited && !deleted,
      deleted,
      reactions: deleted ? [] : this.#reactions(),
      image: this.#image,
      pending
    }
    return this.#message
  }

  /** Applies what somebody may do. @returns whether that changes what is shown */
  apply(action: ChatAction, by: Provenance, now: number): boolean {
    if (action.type === 'react') return this.#mark(action, by, now)
    if (!this.#mayTell(by)) return false
    switch (action.type) {
      case 'post':
        return this.#write(action, by, now)
      case 'edit':
        this.#credit(by)
        return this.#edit(action, now)
      case 'delete':
        this.#credit(by)
        return this.#delete(action.at, now)
    }
  }

  /** The message itself, as it has to be told: see `Chat.tell`. */
  tell(telling: Telling): ChatEntry[] {
    const kind = this.#isTold(this.author.id, this.#arrivedAt, this.#own && !this.#relayed, telling)
    if (kind === null || this.#post === null) return []
    const { author, sentAt: writtenAt } = this
    const common = {
      private: this.#privateWith !== null,
      ...(kind === 'own' ? {} : { author, writtenAt })
    }
    if (this.#deletedAt !== null) {
      return [{ action: { type: 'delete', target: this.id, at: this.#deletedAt }, ...common }]
    }
    const post: ChatEntry = { action: { ...this.#post, text: this.#text }, ...common }
    if (!this.#edited) return [post]
    const { id: target } = this
    return [post, { action: { type: 'edit', target, at: this.#textAt, text: this.#text }, ...common }]
  }

  /** What is on the message, as it has to be told. */
  tellMarks(telling: Telling): ChatEntry[] {
    if (this.isDeleted) return []
    return [...this.#marks.values()].flatMap(({ person, emoji, at, on, own, relayed, arrivedAt }) => {
      const kind = this.#isTold(person.id, arrivedAt, own && !relayed, telling)
      if (kind === null) return []
      const action = { type: 'react' as const, target: this.id, at, emoji, on }
      return [{ action, private: this.#privateWith !== null, ...(kind === 'own' ? {} : { author: person }) }]
    })
  }

  get #image(): ChatImage | null {
    return this.isDeleted ? null : (this.#post?.image ?? null)
  }

  /** Whether what somebody did has to be told, and whether as one's own. */
  #isTold(
    doer: string,
    arrivedAt: number,
    own: boolean,
    { self, receiver, isPresent, since }: Telling
  ): 'own' | 'retold' | null {
    const between = this.#privateWith
    if (between !== null && between.id !== receiver) return null
    if (doer === self.id) {
      if (since !== null) return null
      return own ? 'own' : between === null ? 'retold' : null
    }
    if (doer === receiver) return since === null ? 'retold' : null
    if (between !== null || isPresent(doer)) return null
    return since === null || arrivedAt >= since ? 'retold' : null
  }

  /**
   * What an author said themselves nobody else changes, also when they have left; and what one peer retold, no other
   * peer does.
   */
  #mayTell({ relayed, bringer }: Provenance): boolean {
    return !relayed || !this.#isAuthored || (this.#relayed && this.#bringer === bringer)
  }

  /** Notes on whose word the message stands. That of its author covers what they change, not what others told before. */
  #credit({ author, bringer, own, relayed }: Provenance): void {
    if (!this.#isAuthored) this.author = author
    this.#bringer = bringer
    this.#own = own
    if (!this.#isAuthored || !this.isWritten) this.#relayed = relayed
    this.#isAuthored = true
  }

  #write(post: Post, by: Provenance, now: number): boolean {
    if (post.text.trim() === '' && post.image === undefined) return false
    const { author, own, relayed, privateWith, writtenAt, self } = by
    const first = this.#post === null
    if (!first && (!this.#relayed || relayed)) return false
    if (!relayed && this.#isAuthored && this.#relayed) this.#forget()
    this.#credit(by)
    this.author = author
    this.#relayed = relayed
    this.#post = post
    if (first) this.#privateWith = privateWith
    if (first) this.sentAt = writtenAt
    this.#arrivedAt = now
    this.#mentionsSelf = !own && post.mentions?.includes(self) === true
    if (post.at > this.#textAt) {
      this.#text = this.isDeleted ? '' : post.text
      this.#textAt = post.at
      this.#edited = false
    }
    for (const [key, { person }] of this.#marks) if (!this.#isParty(person.id, self)) this.#marks.delete(key)
    this.#message = null
    return true
  }

  /** The author tells it themselves: what others said that they wrote counts no more. */
  #forget(): void {
    this.#text = ''
    this.#textAt = -1
    this.#edited = false
    this.#deletedAt = null
  }

  #edit({ at, text }: Edit, now: number): boolean {
    if (this.isDeleted || at < this.#textAt) return false
    // Of two at one moment, which only a liar writes, everybody takes the same.
    if (at === this.#textAt && text <= this.#text) return false
    this.#text = text
    this.#textAt = at
    this.#edited = true
    this.#arrivedAt = now
    this.#message = null
    return this.isWritten
  }

  #delete(at: number, now: number): boolean {
    if (this.isDeleted) return false
    this.#deletedAt = at
    this.#text = ''
    this.#marks.clear()
    this.#arrivedAt = now
    this.#message = null
    return this.isWritten
  }

  #mark({ emoji, at, on }: React, by: Provenance, now: number): boolean {
    const { author, relayed, own, self } = by
    if (this.isDeleted || (this.isWritten && !this.#isParty(author.id, self))) return false
    const key = `${author.id} ${emoji}`
    const known = this.#marks.get(key)
    if (known === undefined && !this.#hasRoomFor(author.id)) return false
    if (known !== undefined) {
      if (relayed && !known.relayed) return false
      const later = at > known.at || (at === known.at && !on && known.on)
      if (!later && (relayed || !known.relayed)) return false
    }
    this.#marks.delete(key)
    this.#marks.set(key, { person: author, emoji, at, on, relayed, own, arrivedAt: now })
    this.#message = null
    return this.isWritten && known?.on !== on
  }

  /** Whether somebody knows of the message. */
  #isParty(id: string, self: string): boolean {
    return this.#privateWith === null || id === this.#privateWith.id || id === self
  }

  #hasRoomFor(person: string): boolean {
    if (this.#marks.size >= MARKS) return false
    return [...this.#marks.values()].filter((mark) => mark.person.id === person).length < MARKS_EACH
  }

  #reactions(): ChatReaction[] {
    const reactions = new Map<string, { emoji: string; people: ChatPerson[]; own: boolean }>()
    for (const { person, emoji, on, own } of this.#marks.values()) {
      if (!on) continue
      const reaction = reactions.get(emoji) ?? { emoji, people: [], own: false }
      reaction.people.push(person)
      reaction.own ||= own
      reactions.set(emoji, reaction)
    }
    return [...reactions.values()]
  }
}
