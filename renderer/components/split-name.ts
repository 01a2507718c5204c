/** Room that the end of a name gets, in letters; a Chinese character or an emoji takes that of two. */
const TAIL = 5

/** Characters that stand in a square, and so are about as wide as two letters. */
const WIDE =
  /\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u

/** Scripts whose letters join: apart from its neighbour a letter would change its shape. */
const JOINED = /\p{Script=Arabic}|\p{Script=Syriac}|\p{Script=Mongolian}/u

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * Splits a text in two, so that it can be shortened in its middle: people who differ in the last letters, and
 * the "(you)" behind a name, stay apart. Never splits what is read as one character, such as an emoji of a
 * family or a letter with its accents. Both parts together are the text.
 */
export function splitName(text: string): { head: string; tail: string } {
  if (JOINED.test(text)) return { head: text, tail: '' }
  const characters = Array.from(segmenter.segment(text), ({ segment }) => segment)
  let room = TAIL
  let start = characters.length
  while (start > 1) {
    room -= WIDE.test(characters[start - 1] ?? '') ? 2 : 1
    if (room < 0) break
    start--
  }
  // What is short is best left whole.
  if (start <= 1) return { head: text, tail: '' }
  return { head: characters.slice(0, start).join(''), tail: characters.slice(start).join('') }
}
