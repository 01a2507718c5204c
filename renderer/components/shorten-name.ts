/** Room that the end of a name gets, in letters; a Chinese character or an emoji takes that of two. */
const TAIL = 5

/** Characters that stand in a square, and so are about as wide as two letters. */
const WIDE =
  /\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u

/** Scripts whose letters join: apart from its neighbour a letter would change its shape. */
const JOINED = /\p{Script=Arabic}|\p{Script=Syriac}|\p{Script=Mongolian}/u

/** A start of fewer characters says little; then the end gives way to it. */
const START = 3

const DOTS = '…'

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * Shortens a text to what there is room for, with dots in its middle: people who differ in the last letters, and
 * the "(you)" behind a name, stay apart. Where that would leave next to nothing of its start, the dots stand at
 * the end. Never splits what is read as one character, such as an emoji of a family or a letter with its accents.
 *
 * @param room in pixels
 * @param widthOf the width of a text, in pixels
 */
export function shortenName(text: string, room: number, widthOf: (text: string) => number): string {
  if (widthOf(text) <= room) return text
  const characters = Array.from(segmenter.segment(text), ({ segment }) => segment)
  const tail = tailOf(text, characters)
  const middle =
    tail.length === 0 ? null : longestStart(characters.slice(0, -tail.length), tail, room, widthOf)
  return middle !== null && middle.length >= START
    ? put(middle, tail)
    : put(longestStart(characters, [], room, widthOf), [])
}

/** The characters that stay at the end; none where the text is best left in one piece. */
function tailOf(text: string, characters: readonly string[]): readonly string[] {
  if (JOINED.test(text)) return []
  let room = TAIL
  let start = characters.length
  while (start > 0) {
    room -= WIDE.test(characters[start - 1] ?? '') ? 2 : 1
    if (room < 0) break
    start--
  }
  return characters.slice(start)
}

/** The most of the first characters that have room before the dots and `tail`. */
function longestStart(
  characters: readonly string[],
  tail: readonly string[],
  room: number,
  widthOf: (text: string) => number
): readonly string[] {
  // By halves: so many names are measured anew while a window is resized.
  let [fitting, tooMany] = [0, characters.length + 1]
  while (tooMany - fitting > 1) {
    const count = Math.floor((fitting + tooMany) / 2)
    if (widthOf(put(characters.slice(0, count), tail)) <= room) fitting = count
    else tooMany = count
  }
  return characters.slice(0, fitting)
}

/** Without the spaces that would stand beside the dots as a gap. */
function put(start: readonly string[], tail: readonly string[]): string {
  return start.join('').trimEnd() + DOTS + tail.join('').trimStart()
}
