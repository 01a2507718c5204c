import { expect, test } from 'vitest'
import { mayActOn, mayModerate } from './roles.ts'

const ROLES = ['host', 'co-host', 'participant'] as const

test('hosts and co-hosts moderate', () => {
  expect(ROLES.filter(mayModerate)).toEqual(['host', 'co-host'])
})

test('nobody acts on somebody of an equal or higher role', () => {
  const pairs = ROLES.flatMap((role) =>
    ROLES.filter((other) => mayActOn(role, other)).map((other) => `${role} on ${other}`)
  )
  expect(pairs).toEqual(['host on co-host', 'host on participant', 'co-host on participant'])
})
