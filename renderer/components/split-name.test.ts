import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitName } from './split-name.ts'

test.each([
  ['', '', ''],
  ['Ada', 'Ada', ''],
  ['عبد الرحمن بن محمد', 'عبد الرحمن بن محمد', ''],
  ['Featherstonehaugh', 'Featherstone', 'haugh'],
  ['Ada Lovelace (you)', 'Ada Lovelace ', '(you)'],
  ['欧阳震华上官婉儿诸葛亮', '欧阳震华上官婉儿诸', '葛亮'],
  ['Rene\u0301e 👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 'Rene\u0301e 👩‍👩‍👧‍👦👩‍👩‍👧‍👦', '👩‍👩‍👧‍👦👩‍👩‍👧‍👦']
])('%s is shortened before its end', (name, head, tail) => {
  expect(splitName(name)).toEqual({ head, tail })
})

test('nothing is lost, and no character is torn', () => {
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  const graphemes = (text: string) => [...segmenter.segment(text)].length
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 64 }), (name) => {
      const { head, tail } = splitName(name)
      expect(head + tail).toBe(name)
      expect(graphemes(head) + graphemes(tail)).toBe(graphemes(name))
    })
  )
})
