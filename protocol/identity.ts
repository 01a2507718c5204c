import * as v from 'valibot'

/** Longest display name, in UTF-16 code units. */
export const NAME_LENGTH = 64

/**
 * Controls and invisible formatting, direction changes among it, but not the two joiners, with which Persian is
 * spelt and families of emoji are made.
 */
const CONTROL_CHARACTERS = /(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** What shows nothing though it is no space: fillers, joiners and variation selectors, and the blank of Braille. */
const SOMETHING_TO_SEE = /[^\s\p{Default_Ignorable_Code_Point}\u2800]/u

/** A display name: trimmed, without control or direction-changing characters, 1 to 64 code units, not all invisible. */
export const nameSchema = v.pipe(
  v.string(),
  v.transform((name) => name.replace(CONTROL_CHARACTERS, '').replace(/\s+/g, ' ').trim()),
  v.regex(SOMETHING_TO_SEE, 'a name has something to see'),
  v.maxLength(NAME_LENGTH)
)

/** A peer id: 16 random bytes in base64url. */
export const peerIdSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/))

/** The hue of somebody's avatar, in whole degrees of the colour circle: 0 to 359. */
export const colorSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(359))
