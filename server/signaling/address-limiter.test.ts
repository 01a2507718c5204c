import { expect, test } from 'vitest'
import { AddressLimiter } from './address-limiter.ts'

test('each address has a bucket of its own', () => {
  const limiter = new AddressLimiter({ burst: 1, perSecond: 1 })
  expect(limiter.take('10.0.0.1', 0)).toBe(true)
  expect(limiter.take('10.0.0.1', 0)).toBe(false)
  expect(limiter.take('10.0.0.2', 0)).toBe(true)
  expect(limiter.take('10.0.0.1', 1_000)).toBe(true)
})

test('addresses that have been quiet are forgotten, busy ones are not', () => {
  const limiter = new AddressLimiter({ burst: 2, perSecond: 1 })
  for (let index = 0; index < 5_000; index += 1)
    limiter.take(`10.0.${index >> 8}.${index & 255}`, index * 1_000)
  expect(limiter.size).toBeLessThan(1_100)

  const crowded = new AddressLimiter({ burst: 1, perSecond: 1 })
  for (let index = 0; index < 5_000; index += 1) expect(crowded.take(`busy ${index}`, 0)).toBe(true)
  expect(crowded.take('busy 0', 0)).toBe(false)
  expect(crowded.size).toBe(5_000)
})
