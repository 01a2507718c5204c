import * as v from 'valibot'

/** Longest room code, in characters. */
const MAX_ROOM_CODE_LENGTH = 64

/** Letters that are hard to confuse when a code is read aloud or copied by hand. */
const CONSONANTS = 'bdfghjklmnprstvz'
const VOWELS = 'aeiou'
const GROUPS = 3
const SYLLABLES_PER_GROUP = 2

/** A room code as it stands in links: lower-case letters and digits in groups joined by hyphens. */
export const roomCodeSchema = v.pipe(
  v.string(),
  v.minLength(3),
  v.maxLength(MAX_ROOM_CODE_LENGTH),
  v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
)

/**
 * Makes a code that can be said over the telephone, such as `modi-kafu-ruse`.
 *
 * Six syllables of 16 consonants and 5 vowels are 80^6, about 2.6 * 10^11 codes (38 bits). A guess costs a
 * rate-limited request to the server, so a code can't be found by trying.
 *
 * @param randomInteger gives an unpredictable integer in [0, below)
 */
export function createRoomCode(randomInteger: (below: number) => number): string {
  const pick = (letters: string) => letters.charAt(randomInteger(letters.length))
  const syllable = () => pick(CONSONANTS) + pick(VOWELS)
  const group = () => Array.from({ length: SYLLABLES_PER_GROUP }, syllable).join('')
  return Array.from({ length: GROUPS }, group).join('-')
}

/**
 * Reads what a person typed as a room code: case, surrounding space, and spaces or underscores between the
 * groups don't matter, nor do the wide letters of East Asian keyboards and the dashes that word processors make
 * of hyphens.
 *
 * @returns the code, or null when it isn't one
 */
export function parseRoomCode(text: string): string | null {
  const code = text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\s_]+/g, '-')
  return v.is(roomCodeSchema, code) ? code : null
}
