import { createNanoEvents } from 'nanoevents'
import * as v from 'valibot'
import {
  CHAT_LIMITS,
  chatTextSchema,
  emojiSchema,
  type ChatAction,
  type ChatChannelMessage,
  type ChatEntry,
  type ChatImage
} from '../../../protocol/chat.ts'
import { fail, succeed, type Result } from '../../../protocol/result.ts'
import type { Clock } from '../clock.ts'
import { Chat } from './chat.ts'
import { ChatLink } from './chat-link.ts'
import type { ChatDraft, ChatMessage, ChatPerson } from './chat-message.ts'
import type { Provenance } from './chat-record.ts'
import { ChatSigns } from './chat-signs.ts'
import { ReadReports } from './read-reports.ts'

/** Why a text isn't sent. */
export type ChatFailure =
  | 'blank'
  | 'too-long'
  | 'not-joined'
  /** The one who was to read it isn't there, or the message that was to be changed isn't one's own. */
  | 'nobody'

export interface ChatRoomDependencies {
  /** This participant; null outside a meeting. */
  self: () => ChatPerson | null
  /** Everybody else who is there. */
  others: () => readonly ChatPerson[]
  /** Whether this participant is back after their page was lost: then the others tell them what they did themselves. */
  isBack: () => boolean
  /** @returns false when it can't be sent now */
  send: (id: string, message: ChatChannelMessage) => boolean
  createId: () => string
  clock: Clock
}

interface ChatRoomEvents {
  messages: () => void
  /** Somebody else wrote something. */
  posted: (message: ChatMessage) => void
  typing: () => void
  read: () => void
  /** Somebody's call reaction, perhaps one's own. */
  reaction: (id: string, emoji: string) => void
}

/** Most people who left and whose place in the exchange is remembered. */
const REMEMBERED = 64

/** Time between two signs of one's writing, in milliseconds. */
const TYPING_SPACING = 3_000

/** How far an own clock may have gone back since the page was lost, in milliseconds. */
const CLOCK_STEP = 60_000

/** How far others may bring the own times ahead of the own clock, in milliseconds. */
const MOMENT = 1_000

/** Around each moment when somebody was last heard, what else may have passed them by, in milliseconds. */
const OVERLAP = 60_000

/**
 * The chat of a meeting: exchanges with everybody what each did (`ChatLink`), folds that into messages (`Chat`), and
 * shows what is soon forgotten (`ChatSigns`).
 *
 * `close()` cascades to the exchanges. The messages stay until the room is let go.
 */
export class ChatRoom {
  readonly #dependencies: ChatRoomDependencies
  readonly #events = createNanoEvents<ChatRoomEvents>()
  readonly #chat: Chat
  readonly #signs: ChatSigns
  readonly #reports: ReadReports
  readonly #links = new Map<string, ChatLink>()
  /** The time of the last own action. */
  #lastAt = 0
  /** When the others were last told of one's writing, by whom: null for everybody. */
  readonly #typedAt = new Map<string | null, number>()

  constructor(dependencies: ChatRoomDependencies) {
    this.#dependencies = dependencies
    const { clock } = dependencies
    this.#chat = new Chat(
      (id) => [...this.#links.values()].some((link) => link.isAwaited(id)),
      () => clock.now()
    )
    this.#signs = new ChatSigns(clock, (what) => this.#events.emit(what))
    this.#reports = new ReadReports(clock, {
      messages: () => this.#chat.messages,
      others: () => dependencies.others(),
      send: (id, message) => dependencies.send(id, { type: 'chat-read', id: message })
    })
  }

  /** In order of time. A change makes a new array; messages that haven't changed are the same objects. */
  get messages(): readonly ChatMessage[] {
    return this.#chat.messages
  }

  /** Who writes just now, in the order of beginning. */
  get typing(): readonly ChatPerson[] {
    const typing = new Set(this.#signs.typing)
    return this.#dependencies.others().filter(({ id }) => typing.has(id))
  }

  /** The newest message that each of the others has seen, by peer id. */
  get readBy(): ReadonlyMap<string, string> {
    return this.#signs.read
  }

  on<Event extends keyof ChatRoomEvents>(event: Event, listener: ChatRoomEvents[Event]): () => void {
    return this.#events.on(event, listener)
  }

  /** Writes to everybody who is there, and to those who come, or to one person alone. */
  send(draft: ChatDraft, image: ChatImage | null = null): Result<ChatMessage, ChatFailure> {
    const self = this.#dependencies.self()
    if (self === null) return fail('not-joined', 'There is nobody to send to')
    const { to, replyTo, mentions } = draft
    const wrong = image === null || draft.text.trim() !== '' ? flaw(draft.text) : null
    if (wrong !== null) return wrong
    const receiver = to === null ? null : this.#person(to)
    if (receiver === undefined) return fail('nobody', 'The one who was to read it is not there')
    const id = `${self.id}.${this.#dependencies.createId()}`
    const named = mentions.filter((each) => this.#person(each) !== undefined).slice(0, CHAT_LIMITS.mentions)
    const action: ChatAction = {
      type: 'post',
      id,
      at: this.#nextTime(),
      text: draft.text,
      ...(replyTo === null ? {} : { replyTo }),
      ...(named.length === 0 ? {} : { mentions: named }),
      ...(image === null ? {} : { image })
    }
    this.#typedAt.delete(to)
    this.#act(action, self, receiver)
    return succeed(this.#chat.message(id) as ChatMessage)
  }

  /** Gives an own message another text. */
  edit(id: string, text: string): Result<null, ChatFailure> {
    const self = this.#dependencies.self()
    if (self === null) return fail('not-joined', 'There is nobody to send to')
    const wrong = flaw(text)
    if (wrong !== null) return wrong
    if (!this.#isChangeable(id, self)) return fail('nobody', 'Only own messages can be changed')
    this.#act({ type: 'edit', target: id, at: this.#nextTime(), text }, self)
    return succeed(null)
  }

  /** Takes an own message back. */
  remove(id: string): void {
    const self = this.#dependencies.self()
    if (self === null || !this.#isChangeable(id, self)) return
    this.#act({ type: 'delete', target: id, at: this.#nextTime() }, self)
  }

  /** Puts an emoji on a message, or takes it off again. */
  react(id: string, emoji: string): void {
    const self = this.#dependencies.self()
    const record = this.#chat.get(id)
    if (self === null || record?.isWritten !== true || record.isDeleted || !v.is(emojiSchema, emoji)) return
    const on = !record.hasMark(self.id, emoji)
    this.#act({ type: 'react', target: id, at: this.#nextTime(), emoji, on }, self)
  }

  /** Tells that this participant writes just now, to everybody or to one person; as often as one likes. */
  setTyping(to: string | null): void {
    const now = this.#dependencies.clock.now()
    if (now - (this.#typedAt.get(to) ?? -Infinity) < TYPING_SPACING) return
    this.#typedAt.set(to, now)
    for (const { id } of this.#dependencies.others()) {
      if (to === null || id === to) this.#dependencies.send(id, { type: 'chat-typing', private: to !== null })
    }
  }

  /** Tells everybody that the newest message has been seen. */
  markRead(): void {
    if (this.#dependencies.self() !== null) this.#reports.markRead()
  }

  /** Lets an emoji float over one's own tile for a moment. */
  sendReaction(emoji: string): void {
    const self = this.#dependencies.self()
    if (self === null || !v.is(emojiSchema, emoji) || !this.#signs.takeReaction(self.id)) return
    for (const { id } of this.#dependencies.others()) this.#dependencies.send(id, { type: 'reaction', emoji })
    this.#events.emit('reaction', self.id, emoji)
  }

  /** A new channel to somebody is there. */
  open(id: string): void {
    this.#link(id).open()
    this.#reports.open(id)
  }

  /** Takes what somebody who is there says. */
  receive(sender: ChatPerson, message: ChatChannelMessage): void {
    const { id } = sender
    switch (message.type) {
      case 'chat':
        this.#fold(sender, message.clock, this.#link(id).take(message))
        break
      case 'chat-hello':
        this.#link(id).hello(message)
        break
      case 'chat-ack':
        this.#link(id).acknowledge(message.number)
        break
      case 'chat-typing':
        this.#signs.startTyping(id)
        break
      case 'chat-read':
        this.#signs.setRead(id, message.id)
        break
      case 'reaction':
        if (this.#signs.takeReaction(id)) this.#events.emit('reaction', id, message.emoji)
        break
    }
  }

  /** Somebody is gone, perhaps to come back. */
  left(id: string): void {
    this.#signs.remove(id)
    this.#reports.remove(id)
    const link = this.#links.get(id)
    if (link === undefined) return
    link.rest()
    // Those who left last are remembered longest.
    this.#links.delete(id)
    this.#links.set(id, link)
    const present = new Set(this.#dependencies.others().map((other) => other.id))
    const away = [...this.#links.keys()].filter((each) => !present.has(each))
    for (const each of away.slice(0, -REMEMBERED)) this.#links.delete(each)
  }

  /** Idempotent. Exchanges nothing more until the next channel. */
  close(): void {
    this.#signs.clear()
    for (const link of this.#links.values()) link.rest()
    this.#links.clear()
    // Last: whoever hears of what becomes of messages meanwhile may note that they are read.
    this.#reports.close()
  }

  #person(id: string): ChatPerson | undefined {
    const found = this.#dependencies.others().find((other) => other.id === id)
    return found && { id: found.id, name: found.name }
  }

  #isChangeable(id: string, self: ChatPerson): boolean {
    const record = this.#chat.get(id)
    return record?.isOwn === true && !record.isDeleted && id.startsWith(`${self.id}.`)
  }

  /**
   * Each own action is later than the one before. It is later, too, than what it may answer, where both came in one
   * moment: there the order goes by these times.
   */
  #nextTime(): number {
    const now = this.#dependencies.clock.now()
    const seen = this.#chat.newest?.at ?? 0
    this.#lastAt = Math.max(now, this.#lastAt + 1, seen < now + MOMENT ? seen + 1 : 0)
    return this.#lastAt
  }

  /** @param receiver the only one who is to read it; left to the message when it is about one */
  #act(action: ChatAction, { id, name }: ChatPerson, receiver?: ChatPerson | null): void {
    const about = action.type === 'post' ? action.id : action.target
    const privateWith = receiver ?? this.#chat.get(about)?.privateWith ?? null
    const by = { author: { id, name }, bringer: id, own: true, relayed: false, privateWith }
    this.#chat.apply(action, { ...by, writtenAt: this.#dependencies.clock.now(), self: id })
    const entry: ChatEntry = { action, private: privateWith !== null }
    const present = this.#dependencies.others().map((other) => other.id)
    const awaited = action.type === 'post' || action.type === 'edit' ? about : null
    for (const each of new Set([...present, ...this.#links.keys()])) {
      if (privateWith !== null && each !== privateWith.id) continue
      this.#link(each).push(entry, present.includes(each) ? awaited : null)
    }
    this.#events.emit('messages')
  }

  #link(id: string): ChatLink {
    const known = this.#links.get(id)
    if (known !== undefined) return known
    const { createId, clock, send } = this.#dependencies
    const link = new ChatLink({
      send: (message) => send(id, message),
      tell: (since) => this.#tell(id, since),
      onSettled: (ids) => {
        if (this.#chat.refresh(ids)) this.#events.emit('messages')
      },
      createId,
      clock
    })
    this.#links.set(id, link)
    return link
  }

  /** Passes on what this participant did before their page was lost: nobody else tells that to those who missed it. */
  #retell(entry: ChatEntry, from: string): void {
    for (const { id } of this.#dependencies.others()) if (id !== from) this.#link(id).push(entry, null)
  }

  #tell(receiver: string, since: number | null): ChatEntry[] {
    const self = this.#dependencies.self()
    if (self === null) return []
    const present = new Set(this.#dependencies.others().map((other) => other.id))
    return this.#chat.tell({
      self,
      receiver,
      isPresent: (id) => present.has(id),
      since: since === null ? null : since - OVERLAP
    })
  }

  /** @param clock the sender's, when they sent it */
  #fold(sender: ChatPerson, clock: number, entries: readonly ChatEntry[]): void {
    const self = this.#dependencies.self()
    if (self === null) return
    let changed = false
    const posted: string[] = []
    for (const entry of entries) {
      const by = this.#provenance(entry, { id: sender.id, name: sender.name }, clock, self)
      if (by === null) continue
      const { action } = entry
      const isNew = action.type === 'post' && this.#chat.get(action.id)?.isWritten !== true
      if (!this.#chat.apply(action, by)) continue
      changed = true
      if (isNew && !by.own) posted.push(action.id)
      if (by.own && !entry.private) this.#retell(entry, sender.id)
      if (isNew && !by.relayed) this.#signs.stopTyping(sender.id)
    }
    if (!changed) return
    this.#events.emit('messages')
    for (const id of posted) {
      const message = this.#chat.message(id)
      if (message !== undefined) this.#events.emit('posted', message)
    }
  }

  /** Who did it and how that is known; null when the sender may not say so. */
  #provenance(entry: ChatEntry, sender: ChatPerson, clock: number, self: ChatPerson): Provenance | null {
    const { action, author = sender, private: isPrivate } = entry
    const now = this.#dependencies.clock.now()
    // What is as old by one clock is as old by every other, unless it lies; later than now nothing was written.
    const writtenAt = now - Math.max(0, clock - (entry.writtenAt ?? action.at))
    const common = { bringer: sender.id, writtenAt: Math.max(0, writtenAt), self: self.id }
    const privateWith = isPrivate ? sender : null
    if (entry.author === undefined) {
      return { ...common, author: sender, own: false, relayed: false, privateWith }
    }
    if (author.id === self.id) {
      // Nobody else's clock says how late it is here.
      if (!this.#dependencies.isBack() || action.at > now + CLOCK_STEP) return null
      this.#lastAt = Math.max(this.#lastAt, action.at)
      return { ...common, author: { id: self.id, name: self.name }, own: true, relayed: true, privateWith }
    }
    if (isPrivate) return null
    if (author.id === sender.id) return { ...common, author: sender, own: false, relayed: true, privateWith }
    // Nobody speaks for somebody who is there.
    if (this.#person(author.id) !== undefined) return null
    return { ...common, author, own: false, relayed: true, privateWith }
  }
}

function flaw(text: string): ReturnType<typeof fail<'blank' | 'too-long'>> | null {
  if (text.trim() === '') return fail('blank', 'A chat message is not blank')
  if (v.is(chatTextSchema, text)) return null
  return fail('too-long', `A chat message is at most ${CHAT_LIMITS.textBytes} bytes`)
}
