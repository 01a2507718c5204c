import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { fingerprintFragment, fingerprintGroups, parseFingerprintFragment } from './fingerprint.ts'

const digest = createHash('sha256').update('a certificate').digest()
const fingerprint = digest.toString('base64url')

test('a link tells it in its fragment', () => {
  expect(parseFingerprintFragment(fingerprintFragment(fingerprint))).toBe(fingerprint)
  expect(fingerprintFragment(null)).toBe('')
})

test.each([
  '',
  '#',
  '#sha256=',
  `#sha256=${fingerprint}x`,
  `#sha1=${fingerprint}`,
  `#sha256=${'!'.repeat(43)}`
])('none is read from %s', (fragment) => {
  expect(parseFingerprintFragment(fragment)).toBeNull()
})

test('one that two texts could stand for is none', () => {
  // The last character holds four bits of the digest; with others there it would be the same digest.
  const twin = `${'A'.repeat(42)}B`
  expect(parseFingerprintFragment(`#sha256=${twin}`)).toBeNull()
})

test('people read it in sixteen groups', () => {
  const groups = fingerprintGroups(fingerprint)
  expect(groups).toHaveLength(16)
  expect(groups.join('').toLowerCase()).toBe(digest.toString('hex'))
})
