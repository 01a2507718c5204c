import type { ChatPerson } from '../call/chat/chat-message.ts'
import { mentionPattern } from './text-marks.ts'

/** What is typed of a name behind `@`, at the caret. */
export interface MentionStart {
  /** Where the `@` stands, in UTF-16 code units. */
  place: number
  typed: string
}

/** Longest part of a name that is looked for, in UTF-16 code units. */
const TYPED_LENGTH = 40

/** Most people offered. */
const SUGGESTIONS = 6

/** Whether a name is being typed; null when not. In a word, as in an address of a mail, `@` is nothing. */
export function mentionAt(text: string, caret: number): MentionStart | null {
  const before = text.slice(Math.max(0, caret - TYPED_LENGTH - 1), caret)
  const found = /(?:^|[^\p{L}\p{N}])@([^@\n]*)$/u.exec(before)
  const typed = found?.[1]
  if (typed === undefined || typed.startsWith(' ')) return null
  return { place: caret - typed.length - 1, typed }
}

/** Who may be meant: those whose name, or a word of it, begins so. */
export function suggestPeople(people: readonly ChatPerson[], typed: string): ChatPerson[] {
  const start = comparable(typed)
  return people
    .filter(({ name }) => {
      const whole = comparable(name)
      return whole !== start.trimEnd() && (whole.startsWith(start) || whole.includes(` ${start}`))
    })
    .slice(0, SUGGESTIONS)
}

/**
 * Peer ids of those who are named in a text.
 *
 * @param chosen ids that were picked from the list, which tell people of the same name from each other
 */
export function mentionedIn(
  text: string,
  people: readonly ChatPerson[],
  chosen: ReadonlySet<string>
): string[] {
  const pattern = mentionPattern(people.map(({ name }) => name))
  if (pattern === null) return []
  const names = new Set([...text.matchAll(pattern)].map(([found]) => found.slice(1)))
  const named = people.filter(({ name }) => names.has(name))
  return named
    .filter(({ id, name }) => {
      const meant = named.filter((other) => other.name === name && chosen.has(other.id))
      return meant.length === 0 || chosen.has(id)
    })
    .map(({ id }) => id)
}

function comparable(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
}
