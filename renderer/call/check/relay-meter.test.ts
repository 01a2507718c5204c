import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MESSAGE_SIZE, RelayMeter } from './relay-meter.ts'

const PACE = 1_000_000

/** Sends for a second at some pace; what `arrives` says comes through after some time, and is sent back. */
function measure(arrives: (number: number) => boolean, delay = 15) {
  const meter = new RelayMeter(PACE, 0)
  meter.begin(1_000)
  let sent = 0
  for (let now = 1_000; now <= 2_000; now += 20) {
    for (let message = meter.next(now, 1_000); message !== null; message = meter.next(now, 1_000)) {
      if (!arrives(sent++)) continue
      const echo = meter.receive(message, now + delay)
      if (echo !== null) meter.comeBack(echo, now + 2 * delay)
    }
  }
  return { sent, figures: meter.figures() }
}

test('messages are due at the pace, and no more after the time', () => {
  const { sent, figures } = measure(() => true)
  expect(sent).toBe(PACE / 8 / MESSAGE_SIZE)
  expect(figures).toMatchObject({ loss: 0, roundTrip: 30 })
  expect(figures?.rate).toBeCloseTo(PACE / 1.015, -1)
})

test('what is lost is counted, and the rate is what came through', () => {
  const { figures } = measure((number) => number % 4 !== 3)
  expect(figures?.loss).toBeCloseTo(0.25, 1)
  expect(figures?.rate).toBeLessThan(PACE * 0.76)
})

test('of nothing there are no figures', () => {
  expect(measure(() => false).figures).toBeNull()
})

test('figures stay in their ranges, whatever is lost or comes twice', () => {
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { minLength: 1, maxLength: 200 }),
      fc.integer({ min: 0, max: 2_000 }),
      (lost, delay) => {
        const { figures } = measure((number) => lost[number % lost.length] !== true, delay)
        if (figures === null) return
        expect(figures.loss).toBeGreaterThanOrEqual(0)
        expect(figures.loss).toBeLessThan(1)
        expect(figures.rate).toBeGreaterThan(0)
        expect(figures.rate).toBeLessThanOrEqual(PACE)
        expect(figures.roundTrip ?? 2 * delay).toBe(2 * delay)
      }
    )
  )
})

test('what is not one of its messages is not counted', () => {
  const meter = new RelayMeter(PACE, 0)
  const message = meter.next(100, 1_000)
  expect(message).not.toBeNull()
  expect(meter.receive(new ArrayBuffer(3), 110)).toBeNull()
  const unknown = new ArrayBuffer(MESSAGE_SIZE)
  new DataView(unknown).setUint32(0, 90_000)
  expect(meter.receive(unknown, 110)).toBeNull()
  meter.comeBack(new ArrayBuffer(2), 110)
  expect(meter.figures()).toBeNull()
})
