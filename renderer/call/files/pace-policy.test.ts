import { describe, expect, test } from 'vitest'
import { nextPace, UNLIMITED, type LineSigns, type Pace } from './pace-policy.ts'

const GOOD: LineSigns = { roundTrip: 20, loss: 0, concealment: 0 }
const MEGABYTE = 1_000_000

/** The pace after looks, each with what really went. */
const after = (looks: (Partial<LineSigns> & { throughput?: number })[], from: Pace = UNLIMITED): Pace =>
  looks.reduce<Pace>(
    (pace, { throughput = MEGABYTE, ...signs }) => nextPace(pace, { ...GOOD, ...signs }, throughput),
    from
  )

describe('files', () => {
  test('go as fast as they can while nobody suffers, and where nothing is known', () => {
    expect(after([{}, {}, {}]).limit).toBeNull()
    expect(after([{ roundTrip: null, loss: null, concealment: null }]).limit).toBeNull()
    expect(after([{ roundTrip: 115 }, { roundTrip: 119 }]).limit).toBeNull()
  })

  test.each([
    ['a queue grows', { roundTrip: 130 }],
    ['packets are lost', { loss: 0.1 }],
    ['sound has to be made up', { concealment: 0.1 }]
  ])('give way when %s', (_what, signs) => {
    expect(after([{}, signs]).limit).toBeLessThan(MEGABYTE)
    const more = after([{}, signs, signs, signs, signs])
    expect(more.limit).toBeLessThan(after([{}, signs]).limit ?? 0)
  })

  test('keep what they had when a busy machine lets hardly anything go for once', () => {
    const fit = after([{}, { roundTrip: 300, throughput: 1_000 }])
    expect(fit.limit).toBeGreaterThan(MEGABYTE / 4)
  })

  test('give way all the same on a line that has become a slow one', () => {
    const slow = { roundTrip: 300, throughput: MEGABYTE / 10 }
    expect(after([{}, slow, slow, slow]).limit).toBeLessThan(MEGABYTE / 10)
    expect(after([{}, slow, slow, slow, slow]).limit).toBeLessThan(MEGABYTE / 15)
  })

  test('never stop', () => {
    const looks = Array.from({ length: 3 }, () => ({ loss: 0.5, throughput: 0 }))
    expect(after(looks).limit).toBeGreaterThan(10_000)
  })

  test('are not what is wrong when giving way does not help, and are looked at again later', () => {
    const bad = (count: number) => Array.from({ length: count }, () => ({ loss: 0.5 }))
    expect(after(bad(4)).limit).not.toBeNull()
    expect(after(bad(5)).limit).toBeNull()
    expect(after(bad(20)).limit).toBeNull()
    expect(after(bad(21)).limit).not.toBeNull()
  })

  test('are not slowed to a crawl by a machine that is busy in fits and starts', () => {
    let pace = UNLIMITED
    let sent = 0
    for (let look = 0; look < 40; look += 1) {
      const calm = look % 4 === 3
      const throughput = Math.min(pace.limit ?? MEGABYTE, calm ? MEGABYTE : MEGABYTE / 2)
      sent += throughput
      pace = nextPace(pace, { ...GOOD, roundTrip: calm ? 20 : 400 }, throughput)
    }
    expect(sent).toBeGreaterThan(40 * MEGABYTE * 0.25)
  })

  test('are as fast as before when it is over, and limited by nothing', () => {
    let pace = after([{}, { loss: 0.1 }, { loss: 0.1 }])
    for (let look = 0; look < 20; look += 1) {
      pace = nextPace(pace, GOOD, Math.min(pace.limit ?? MEGABYTE, MEGABYTE))
    }
    expect(pace.limit).toBeNull()
  })

  test('get used to a way that is longer than the one before', () => {
    const looks = Array.from({ length: 200 }, () => ({ roundTrip: 200 }))
    expect(after([{ roundTrip: 20 }, ...looks]).base).toBe(200)
  })
})
