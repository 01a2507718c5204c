import { describe, expect, test } from 'vitest'
import { mentionAt, mentionedIn, suggestPeople } from './mentions.ts'

const PEOPLE = [
  { id: 'a', name: 'Ada' },
  { id: 'z', name: 'Zoë Ångström' },
  { id: 'c', name: '陈思远' },
  { id: 'b', name: 'Ada' }
]
const NOBODY = new Set<string>()

describe('a name is being typed', () => {
  test.each([
    ['@', 1, { place: 0, typed: '' }],
    ['hi @zo', 6, { place: 3, typed: 'zo' }],
    ['hi @zo there', 6, { place: 3, typed: 'zo' }],
    ['(@Zoë Å', 7, { place: 1, typed: 'Zoë Å' }],
    ['好，@陈', 4, { place: 2, typed: '陈' }]
  ])('in %j at %i', (text, caret, expected) => {
    expect(mentionAt(text, caret)).toEqual(expected)
  })

  test.each([
    ['mail@example', 12],
    ['@ zo', 4],
    ['@a\nb', 4],
    [`@${'x'.repeat(60)}`, 61]
  ])('not in %j', (text, caret) => {
    expect(mentionAt(text, caret)).toBeNull()
  })
})

test('those are offered whose name or a word of it begins so, whatever its accents', () => {
  expect(suggestPeople(PEOPLE, 'ang').map(({ id }) => id)).toEqual(['z'])
  expect(suggestPeople(PEOPLE, 'zoe').map(({ id }) => id)).toEqual(['z'])
  expect(suggestPeople(PEOPLE, '').length).toBe(4)
  expect(suggestPeople(PEOPLE, 'Zoë Ångström '), 'nothing more is to be typed').toEqual([])
})

test('of those with one name, the chosen one is meant, or both', () => {
  expect(mentionedIn('@Ada and @陈思远', PEOPLE, NOBODY)).toEqual(['a', 'c', 'b'])
  expect(mentionedIn('@Ada', PEOPLE, new Set(['b']))).toEqual(['b'])
  expect(mentionedIn('Ada', PEOPLE, new Set(['b'])), 'no longer named').toEqual([])
})
