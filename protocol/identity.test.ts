import * as v from 'valibot'
import { expect, test } from 'vitest'
import { nameSchema } from './identity.ts'

test.each([
  ['  Ada   Lovelace ', 'Ada Lovelace'],
  ['Ada\u202Egnp.exe', 'Adagnp.exe'],
  ['👩‍👩‍👧', '👩‍👩‍👧'],
  ['می‌خواهم', 'می‌خواهم'],
  ['⠠⠁⠙⠁', '⠠⠁⠙⠁']
])('the name %j is %j', (given, name) => {
  expect(v.parse(nameSchema, given)).toBe(name)
})

test.each([
  '',
  ' ',
  '\u200B',
  '\u200D',
  '\u3164',
  '\u2800',
  '\uFE0F',
  '\u034F',
  '\u115F \u2800',
  'x'.repeat(65)
])('%j is no name', (given) => {
  expect(v.is(nameSchema, given)).toBe(false)
})
