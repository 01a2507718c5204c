import * as v from 'valibot'
import {
  CHANNEL_LIMITS,
  chatTextSchema,
  type ChannelMessage,
  type ChatHistoryMessage
} from '../../../protocol/channel.ts'
import { utf8Length } from '../../../protocol/text-length.ts'
import { fail, succeed, type Result } from '../../../protocol/result.ts'
import type { ChatMessage } from './chat-message.ts'

/** Most messages that are kept; the oldest go first. */
const KEPT = 1_000

type ChatChannelMessage = Extract<ChannelMessage, { type: 'chat' | 'chat-history' }>

interface Person {
  id: string
  name: string
}

/**
 * The chat of one meeting. Each message is shown once, however often and from whomever it comes, in the order
 * of its time. Everybody keeps what they have seen, and tells newcomers their own part of it: see `historyFor`.
 */
export class Chat {
  readonly #createId: () => string
  readonly #now: () => number
  #messages: readonly ChatMessage[] = []

  constructor(createId: () => string, now: () => number) {
    this.#createId = createId
    this.#now = now
  }

  /** In order of time. A change makes a new array. */
  get messages(): readonly ChatMessage[] {
    return this.#messages
  }

  /** Adds an own message; it is for the caller to send it. */
  write(text: string, author: Person): Result<ChatMessage, 'blank' | 'too-long'> {
    if (text.trim() === '') return fail('blank', 'A chat message is not blank')
    if (!v.is(chatTextSchema, text)) {
      return fail('too-long', `A chat message is at most ${CHANNEL_LIMITS.chatBytes} bytes`)
    }
    const message = { id: this.#createId(), text, sentAt: this.#now(), author, own: true, relayed: false }
    this.#add([message])
    return succeed(message)
  }

  /**
   * Takes what a peer says. A message's author is whoever owns the connection it came on; a history may also
   * tell what people wrote who have left, and is marked as relayed. Nobody speaks for somebody who is there.
   *
   *
   * @param present everybody who is in the meeting now, this participant among them
   * @param returned id of this participant, if they are back after their page was lost: then the others tell them
   *   what they wrote themselves; else null
   * @returns whether anything new came
   */
  receive(
    message: ChatChannelMessage,
    sender: Person,
    present: readonly Person[],
    returned: string | null = null
  ): boolean {
    const { id, name } = sender
    const author = { id, name }
    if (message.type === 'chat') {
      // The time of arrival stands for the time of sending: a clock that is wrong orders nothing.
      return this.#add([
        { id: message.id, text: message.text, sentAt: this.#now(), author, own: false, relayed: false }
      ])
    }
    const ids = new Set(present.map((each) => each.id))
    const told = message.messages.filter(
      ({ author }) => author.id === id || author.id === returned || !ids.has(author.id)
    )
    return this.#add(
      told.map((each) => {
        const relayed = each.author.id !== id
        return { ...each, author: relayed ? each.author : author, own: each.author.id === returned, relayed }
      })
    )
  }

  /**
   * What a newcomer has to be told from here: own messages, and those of people who have left and can't tell
   * them themselves. Everybody else tells their own, so together it is all, and nobody speaks for somebody
   * who is there.
   *
   * @param self this participant as the others know them now: a server that had forgotten them gave a new id
   * @param present ids of everybody else who is in the meeting now, but for the newcomer
   */
  historyFor(
    self: Person,
    present: ReadonlySet<string>
  ): Extract<ChatChannelMessage, { type: 'chat-history' }>[] {
    const told = this.#messages
      // What others say that this participant has written is not passed on as theirs.
      .filter(({ own, relayed, author }) => (own ? !relayed : !present.has(author.id)))
      .map(({ id, text, sentAt, author, own }) => {
        const { id: authorId, name } = own ? self : author
        return { id, text, sentAt, author: { id: authorId, name } }
      })
    return inBatches(told).map((messages) => ({ type: 'chat-history', messages }))
  }

  #add(candidates: readonly ChatMessage[]): boolean {
    const known = new Set(this.#messages.map((message) => message.id))
    const latest = this.#now()
    const added: ChatMessage[] = []
    for (const candidate of candidates) {
      if (known.has(candidate.id)) continue
      known.add(candidate.id)
      // Nothing was written later than now, whatever the clock of its author says.
      added.push({ ...candidate, sentAt: Math.min(candidate.sentAt, latest) })
    }
    if (added.length === 0) return false
    this.#messages = [...this.#messages, ...added].sort((a, b) => a.sentAt - b.sentAt).slice(-KEPT)
    return true
  }
}

/** Splits a history so that each part fits the channel's bounds. */
function inBatches(messages: readonly ChatHistoryMessage[]): ChatHistoryMessage[][] {
  const ENVELOPE = 64
  const batches: ChatHistoryMessage[][] = []
  let bytes = Infinity
  for (const message of messages) {
    const size = utf8Length(JSON.stringify(message)) + 1
    const last = batches.at(-1)
    const fits =
      bytes + size <= CHANNEL_LIMITS.messageBytes && (last?.length ?? 0) < CHANNEL_LIMITS.historyBatch
    if (last !== undefined && fits) {
      last.push(message)
      bytes += size
    } else {
      batches.push([message])
      bytes = ENVELOPE + size
    }
  }
  return batches
}
