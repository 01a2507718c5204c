import { expect, test } from 'vitest'
import { TransferRate } from './transfer-rate.ts'

test('says how fast it was of late, and nothing too soon', () => {
  const rate = new TransferRate()
  rate.add(0, 0)
  rate.add(100, 500)
  expect(rate.at(200)).toBeNull()
  for (let at = 200; at <= 10_000; at += 100) rate.add(at, at * 5)
  expect(rate.at(10_000)).toBe(5_000)
})

test('a transfer that stands still gets slower, and begins anew after a pause or a damaged file', () => {
  const rate = new TransferRate()
  for (let at = 0; at <= 3_000; at += 100) rate.add(at, at)
  expect(rate.at(6_000)).toBeLessThan(600)
  rate.restart()
  expect(rate.at(6_000)).toBeNull()
  rate.add(6_000, 3_000)
  rate.add(6_100, 0)
  expect(rate.at(7_000)).toBe(0)
})
