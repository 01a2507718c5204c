import { expect, test } from 'vitest'
import { turnCredential } from './turn-credential.ts'

test('is what another implementation makes of the same secret, name and time', () => {
  // printf '1767229200:k3V9xQ' | openssl dgst -sha1 -hmac 'a secret that coturn knows as well' -binary | base64
  expect(
    turnCredential('a secret that coturn knows as well', 'k3V9xQ', Date.UTC(2026, 0, 1, 1, 0, 0))
  ).toEqual({ username: '1767229200:k3V9xQ', credential: 'rWb0/NFMmRJqEhxIZ3+uhxL+4Xo=' })
})

test('is good for the whole of its last second', () => {
  expect(turnCredential('secret', 'ann', 1_000).username).toBe('1:ann')
  expect(turnCredential('secret', 'ann', 1_001).username).toBe('2:ann')
})
