import { expect, test } from 'vitest'
import { SpeakingDetector } from './speaking-detector.ts'

test('somebody speaks from the first loud moment until a pause longer than between words', () => {
  const detector = new SpeakingDetector()
  expect([...detector.update([['ada', 0.01]], 0)]).toEqual([])
  expect([...detector.update([['ada', 0.2]], 100)]).toEqual(['ada'])
  expect([...detector.update([['ada', 0]], 800)]).toEqual(['ada'])
  expect([...detector.update([['ada', 0]], 801)]).toEqual([])
})

test('the set is the same one while nothing changes', () => {
  const detector = new SpeakingDetector()
  const first = detector.update([['ada', 0.2]], 0)
  expect(detector.update([['ada', 0.3]], 100)).toBe(first)
  expect(detector.update([['lin', 0.3]], 150)).not.toBe(first)
})
