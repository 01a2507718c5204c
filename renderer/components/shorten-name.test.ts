import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shortenName } from './shorten-name.ts'

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const characters = (text: string) => Array.from(segmenter.segment(text), ({ segment }) => segment)

/** As if all letters were of one width, and Chinese characters and emoji of two. */
function widthOf(text: string): number {
  const wide = /\p{Script=Han}|\p{Emoji_Presentation}/u
  return characters(text).reduce((width, character) => width + (wide.test(character) ? 2 : 1), 0)
}

test.each([
  ['', 0, ''],
  ['Ada', 3, 'Ada'],
  ['Featherstonehaugh', 17, 'Featherstonehaugh'],
  ['Featherstonehaugh', 12, 'Feathe…haugh'],
  ['Ada Lovelace (you)', 14, 'Ada Love…(you)'],
  ['Maximiliana von Hohenstein-Württemberg', 22, 'Maximiliana von…mberg'],
  ['欧阳震华上官婉儿诸葛亮', 16, '欧阳震华上…葛亮'],
  ['Rene\u0301e 👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 13, 'Rene\u0301e 👩‍👩‍👧‍👦…👩‍👩‍👧‍👦👩‍👩‍👧‍👦']
])('%s in a room of %i gives way in its middle', (name, room, shown) => {
  expect(shortenName(name, room, widthOf)).toBe(shown)
})

test.each([
  ['Zoë Ångström', 8, 'Zoë Ång…'],
  ['Zoë Ångström', 5, 'Zoë…'],
  ['Ada', 2, 'A…'],
  ['عبد الرحمن بن محمد', 11, 'عبد الرحمن…'],
  ['Ada', 0, '…']
])('%s in a room of %i gives way at its end', (name, room, shown) => {
  expect(shortenName(name, room, widthOf)).toBe(shown)
})

test('what is shown has room, and is made of whole characters', () => {
  const names = fc.string({ unit: 'grapheme', maxLength: 64 })
  fc.assert(
    fc.property(names, fc.integer({ min: 1, max: 80 }), (name, room) => {
      const shown = shortenName(name, room, widthOf)
      expect(widthOf(shown)).toBeLessThanOrEqual(room)
      if (shown === name) return
      expect(widthOf(name)).toBeGreaterThan(room)
      const all = characters(name)
      const whole = all.some((_, start) =>
        all.concat('').some((__, end) => {
          const [head, tail] = [all.slice(0, start).join(''), all.slice(end).join('')]
          return shown === `${head.trimEnd()}…${tail.trimStart()}`
        })
      )
      expect(whole).toBe(true)
    })
  )
})
