import { expect, test } from 'vitest'
import { RoomPassword } from './room-password.ts'

const salt = (byte: number) => new Uint8Array(16).fill(byte)

test('a password matches itself alone, whatever the length of a try', () => {
  const password = new RoomPassword('öffne dich', salt(1))
  expect(password.matches('öffne dich')).toBe(true)
  for (const attempt of ['', 'öffne dich ', 'Öffne dich', 'x'.repeat(64)]) {
    expect(password.matches(attempt)).toBe(false)
  }
})

test('a password can be read from nothing that is kept of it', () => {
  expect(JSON.stringify(new RoomPassword('secret', salt(1)))).not.toContain('secret')
  expect(Object.values(new RoomPassword('secret', salt(1)))).toEqual([])
})
