import { expect, test } from 'vitest'
import { FirstOffers } from './first-offers.ts'
import { FakeClock } from './testing/fake-clock.ts'

function wait(ids: readonly string[]) {
  const clock = new FakeClock()
  let times = 0
  const offers = new FirstOffers(ids, clock, () => (times += 1))
  return { clock, offers, times: () => times }
}

test('nothing is waited for where nobody is', () => {
  expect(wait([]).times()).toBe(1)
})

test('the last offer ends the wait, once', () => {
  const { clock, offers, times } = wait(['ada', 'lin'])
  offers.sent('ada')
  offers.sent('ada')
  offers.sent('sam')
  expect(times()).toBe(0)
  offers.sent('lin')
  expect(times()).toBe(1)
  offers.sent('lin')
  clock.advance(10_000)
  expect(times()).toBe(1)
})

test('an offer that cannot be made holds nothing up', () => {
  const { clock, times } = wait(['ada'])
  clock.advance(249)
  expect(times()).toBe(0)
  clock.advance(1)
  expect(times()).toBe(1)
})

test('what is closed calls nothing', () => {
  const { clock, offers, times } = wait(['ada'])
  offers.close()
  offers.sent('ada')
  clock.advance(10_000)
  expect(times()).toBe(0)
})
