import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markText, mentionPattern } from './text-marks.ts'

const marks = (text: string, names: string[], query = '') =>
  markText(text, { mentions: mentionPattern(names), query }).filter(({ mark }) => mark !== null)

test('finds those who are named, the longest name first, and no beginnings of words', () => {
  const names = ['Ada', 'Ada Lovelace', '陈思远']
  expect(marks('@Ada Lovelace and @Ada, @Adam @陈思远', names)).toEqual([
    { text: '@Ada Lovelace', mark: 'mention' },
    { text: '@Ada', mark: 'mention' },
    { text: '@陈思远', mark: 'mention' }
  ])
})

test('finds what is searched for, in any case, and nothing for nothing', () => {
  expect(marks('Hello hello', [], ' HELLO ')).toEqual([
    { text: 'Hello', mark: 'hit' },
    { text: 'hello', mark: 'hit' }
  ])
  expect(marks('Hello', [], '  ')).toEqual([])
})

test('any name and any query are only text, and the pieces are the whole', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string({ minLength: 1 })), fc.string(), (text, names, query) => {
      const whole = `${text}@${names[0] ?? ''}${query}`
      const pieces = markText(whole, { mentions: mentionPattern(names), query })
      expect(pieces.map((piece) => piece.text).join('')).toBe(whole)
    })
  )
})
