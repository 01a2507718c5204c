/** A piece of a text, and what is marked in it: a person who is named, or what was searched for. */
export interface TextPiece {
  text: string
  mark: 'mention' | 'hit' | null
}

/** What to mark in texts. */
export interface TextMarks {
  /** Finds `@` and a name; null while there is nobody to be named. */
  mentions: RegExp | null
  /** What is searched for, as it was typed; empty for nothing. */
  query: string
}

/** Finds `@` and any of the names, the longest that fits; null without names. */
export function mentionPattern(names: readonly string[]): RegExp | null {
  if (names.length === 0) return null
  const longestFirst = [...new Set(names)].sort((one, other) => other.length - one.length)
  return new RegExp(`@(?:${longestFirst.map(escaped).join('|')})(?![\\p{L}\\p{N}])`, 'gu')
}

/** Cuts a text where something in it is marked. Together the pieces are the text. */
export function markText(text: string, { mentions, query }: TextMarks): TextPiece[] {
  const hits = query.trim() === '' ? null : new RegExp(escaped(query.trim()), 'giu')
  return cut(text, mentions, 'mention').flatMap((piece) => {
    return piece.mark === null ? cut(piece.text, hits, 'hit') : [piece]
  })
}

function cut(text: string, pattern: RegExp | null, mark: 'mention' | 'hit'): TextPiece[] {
  if (pattern === null) return [{ text, mark: null }]
  const pieces: TextPiece[] = []
  let place = 0
  for (const { 0: found, index } of text.matchAll(pattern)) {
    if (index > place) pieces.push({ text: text.slice(place, index), mark: null })
    pieces.push({ text: found, mark })
    place = index + found.length
  }
  if (place < text.length) pieces.push({ text: text.slice(place), mark: null })
  return pieces
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
