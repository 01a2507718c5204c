import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatBytes, percentDone, timeLeft } from './transfer-figures.ts'

describe('sizes', () => {
  test.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1_000, '1 kB'],
    [999_499, '999 kB'],
    [999_500, '1 MB'],
    [5_340_000, '5.34 MB'],
    [1_073_741_824, '1.07 GB'],
    [7.5e15, '7,500 TB']
  ])('%d bytes are %s', (bytes, text) => {
    expect(formatBytes(bytes, 'en')).toBe(text)
  })

  test('have their unit in Chinese too', () => {
    expect(formatBytes(5_340_000, 'zh-CN')).toMatch(/^5\.34\s?(?:MB|兆字节)$/)
  })
})

test.each([
  [1, 1_000, { unit: 'seconds', count: 5 }],
  [12_000, 1_000, { unit: 'seconds', count: 15 }],
  [57_000, 1_000, { unit: 'minutes', count: 1 }],
  [150_000, 1_000, { unit: 'minutes', count: 3 }],
  [7_200_000, 1_000, { unit: 'hours', count: 2 }],
  [1_000, 0, null],
  [1_000, null, null]
])('%d bytes at %s bytes a second take %o', (bytes, rate, time) => {
  expect(timeLeft(bytes, rate)).toEqual(time)
})

test('all is done only when nothing is left', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.maxSafeNat(), (a, b) => {
      const [done, bytes] = [Math.min(a, b), Math.max(a, b)]
      const percent = percentDone(done, bytes)
      expect(percent).toBeGreaterThanOrEqual(0)
      expect(percent === 100).toBe(done === bytes && bytes > 0)
    })
  )
})
