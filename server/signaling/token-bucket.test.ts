import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TokenBucket } from './token-bucket.ts'

test('a burst passes, then the rate', () => {
  const bucket = new TokenBucket({ burst: 3, perSecond: 2 }, 0)
  expect([1, 2, 3, 4].map(() => bucket.take(0))).toEqual([true, true, true, false])
  expect(bucket.take(499)).toBe(false)
  expect(bucket.take(500)).toBe(true)
  expect(bucket.take(500)).toBe(false)
})

test('rest refills it to the burst and no further', () => {
  const bucket = new TokenBucket({ burst: 2, perSecond: 1 }, 0)
  bucket.take(0, 2)
  expect(bucket.isFull(1_999)).toBe(false)
  expect(bucket.isFull(1_000_000)).toBe(true)
  expect([1, 2, 3].map(() => bucket.take(1_000_000))).toEqual([true, true, false])
})

test('what costs more than is there is refused and takes nothing', () => {
  const bucket = new TokenBucket({ burst: 5, perSecond: 1 }, 0)
  expect(bucket.take(0, 6)).toBe(false)
  expect(bucket.take(0, 5)).toBe(true)
})

test('never lets more through than burst and rate allow, whatever the clock does', () => {
  const rate = { burst: 10, perSecond: 5 }
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -2_000, max: 2_000 })), (strides) => {
      const bucket = new TokenBucket(rate, 0)
      let now = 0
      let forward = 0
      let taken = 0
      for (const stride of strides) {
        now += stride
        forward += Math.max(0, stride)
        while (bucket.take(now)) taken += 1
      }
      expect(taken).toBeLessThanOrEqual(rate.burst + (forward * rate.perSecond) / 1000)
    })
  )
})
