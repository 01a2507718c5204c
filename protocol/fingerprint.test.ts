import { expect, test } from 'vitest'
import { fingerprintFragment, fingerprintGroups, parseFingerprintFragment } from './fingerprint.ts'

/** SHA-256 of nothing (FIPS 180-4), in base64url and in hexadecimal digits. */
const FINGERPRINT = '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU'
const DIGITS = 'E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855'

test('a link tells it in its fragment', () => {
  expect(parseFingerprintFragment(fingerprintFragment(FINGERPRINT))).toBe(FINGERPRINT)
  expect(fingerprintFragment(null)).toBe('')
})

test.each([
  '',
  '#',
  '#sha256=',
  `#sha256=${FINGERPRINT}x`,
  `#sha1=${FINGERPRINT}`,
  `#sha256=${'!'.repeat(43)}`
])('none is read from %s', (fragment) => {
  expect(parseFingerprintFragment(fragment)).toBeNull()
})

test('one that two texts could stand for is none', () => {
  // The last character holds four bits of the digest; with others there it would be the same digest.
  expect(parseFingerprintFragment(`#sha256=${'A'.repeat(42)}B`)).toBeNull()
})

test('people read it in sixteen groups', () => {
  const groups = fingerprintGroups(FINGERPRINT)
  expect(groups).toHaveLength(16)
  expect(groups.join('')).toBe(DIGITS)
})
