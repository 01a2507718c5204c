const SEGMENTER = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const CJK = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/** One or two characters that stand for a name: the initials, or the last two of a Chinese, Japanese or Korean one. */
export function personInitials(name: string): string {
  const words = name
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => Array.from(SEGMENTER.segment(word), ({ segment }) => segment))
  const first = words[0] ?? []
  const last = words.at(-1) ?? []
  if (CJK.test(first.join(''))) return first.slice(-2).join('')
  return [first[0], words.length > 1 ? last[0] : undefined].join('').toUpperCase()
}

/** A hue in degrees, [0, 360), that is always the same for a name. */
export function personHue(name: string): number {
  let hash = 0
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 4093
  // Steps of 24 degrees: two people are either clearly different in colour or the same.
  return (hash % 15) * 24
}
