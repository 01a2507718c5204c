import { describe, expect, test } from 'vitest'
import { personHue, personInitials } from './person-initials.ts'

describe('initials', () => {
  test.each([
    ['Ada', 'A'],
    ['ada lovelace', 'AL'],
    ['Ada King, Countess of Lovelace', 'AL'],
    ['  Ada   Lovelace ', 'AL'],
    ['李晓明', '晓明'],
    ['李明', '李明'],
    ['さくら', 'くら'],
    ['👩🏽‍🚀 Sally', '👩🏽‍🚀S'],
    ['éric', 'É'],
    ['', '']
  ])('of "%s" are "%s"', (name, initials) => {
    expect(personInitials(name)).toBe(initials)
  })
})

describe('the hue of a name', () => {
  test('is always the same', () => {
    expect(personHue('李晓明')).toBe(personHue('李晓明'))
  })

  test('tells people apart', () => {
    const names = ['Ada', 'Grace', 'Alan', 'Edsger', 'Barbara', 'Donald', '李晓明', '王芳']
    expect(new Set(names.map(personHue)).size).toBeGreaterThan(4)
    for (const name of names) expect(personHue(name)).toSatisfy((hue: number) => hue >= 0 && hue < 360)
  })
})
