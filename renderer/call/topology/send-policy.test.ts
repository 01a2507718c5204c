import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Viewing } from '../../../protocol/viewing.ts'
import type { SendLimits } from '../peer/sender-limits.ts'
import { planSending, type SendSituation } from './send-policy.ts'

const NOWHERE = { width: 0, height: 0 }
const LARGE = { width: 3840, height: 2160 }
const FACES: SendSituation = {
  own: null,
  anySharing: false,
  camera: { width: 1280, height: 720 },
  room: { pixelRate: Infinity, uplink: Infinity },
  codecs: ['video/vp8']
}

const processor = (pixelRate: number) => ({ room: { pixelRate, uplink: Infinity } })
const line = (uplink: number) => ({ room: { pixelRate: Infinity, uplink } })

const quality = fc.constantFrom('sharp' as const, 'smooth' as const)
const count = fc.integer({ min: 1, max: 24 })
const side = fc.integer({ min: 0, max: 4_000 })
const size = fc.record({ width: side, height: side })
const viewing = fc.option(fc.record({ camera: size, screen: size }))
const viewings = fc.array(viewing, { maxLength: 12 })
const room = fc.record({
  pixelRate: fc.integer({ min: 0, max: 200_000_000 }),
  uplink: fc.integer({ min: 0, max: 40_000_000 })
})
const situation = fc.record({ own: fc.option(quality), room })

const crowd = (...all: (Viewing | null)[]) => new Map(all.map((each, index) => [String(index), each]))

/** What each of them is sent. */
function planned(situation: Partial<SendSituation>, ...all: (Viewing | null)[]): SendLimits[] {
  return [...planSending({ ...FACES, ...situation }, crowd(...all)).limits.values()]
}

/** What the first of so many viewers is sent, who all draw everything large. */
function oneOf(viewers: number, situation: Partial<SendSituation>): SendLimits {
  const [first] = planned(
    situation,
    ...Array.from({ length: viewers }, () => ({ camera: LARGE, screen: LARGE }))
  )
  if (first === undefined) throw new Error('There is nobody')
  return first
}

describe('of faces', () => {
  test('a line that is short for a moment makes them smaller, not fewer', () => {
    const [limits] = planned({}, null)
    expect(limits?.camera.degradationPreference).toBe('maintain-framerate')
  })

  test.each([
    ['large', { width: 1920, height: 1080 }, 1],
    ['a window of two', { width: 960, height: 540 }, 720 / 540],
    ['a tile of four', { width: 530, height: 298 }, 720 / 270],
    ['a tile that is narrower than the picture', { width: 300, height: 298 }, 720 / 270],
    ['a small tile', { width: 160, height: 90 }, 8],
    ['a dot', { width: 8, height: 8 }, 8]
  ])('a viewer gets what fills their tile: %s', (_name, camera, scale) => {
    const [limits] = planned({}, { camera, screen: NOWHERE })
    expect(limits?.camera).toMatchObject({ active: true })
    expect(limits?.camera.scaleResolutionDownBy).toBeCloseTo(scale)
  })

  test('a camera that gives less than is drawn is sent as it is', () => {
    const [limits] = planned({ camera: { width: 640, height: 360 } }, { camera: LARGE, screen: NOWHERE })
    expect(limits?.camera.scaleResolutionDownBy).toBe(1)
  })

  test('who doesn’t see one isn’t sent one, and gets it again when they do', () => {
    const [hidden, seen] = planned(
      {},
      { camera: NOWHERE, screen: NOWHERE },
      { camera: LARGE, screen: NOWHERE }
    )
    expect([hidden?.camera.active, seen?.camera.active]).toEqual([false, true])
  })

  test('what it is encoded with is chosen for those who are connected', () => {
    const [connecting, connected] = planned({}, null, { camera: LARGE, screen: LARGE })
    expect([connecting?.camera.codecs, connected?.camera.codecs]).toEqual([[], ['video/vp8']])
    const [{ screen }] = planned({ own: 'sharp' }, { camera: LARGE, screen: LARGE }) as [SendLimits]
    expect(screen.codecs, 'a share is left to the browser').toEqual([])
  })

  test('the camera has to give what the largest picture takes', () => {
    const height = (...all: Viewing[]) => planSending(FACES, crowd(...all)).camera.height
    expect(height()).toBe(0)
    expect(height({ camera: NOWHERE, screen: LARGE })).toBe(0)
    expect(height({ camera: { width: 320, height: 180 }, screen: LARGE })).toBe(180)
    expect(
      height({ camera: LARGE, screen: LARGE }, { camera: { width: 320, height: 180 }, screen: LARGE })
    ).toBe(720)
  })

  test('never take more of the processor than there is, unless they are as small as can be', () => {
    fc.assert(
      fc.property(viewings, fc.integer({ min: 1_000_000, max: 200_000_000 }), (all, pixelRate) => {
        const camera = { width: 1280, height: 720 }
        const sent = planned({ ...processor(pixelRate), camera }, ...all)
          .map((limits) => limits.camera)
          .filter(({ active }) => active)
        const rate = sent.reduce(
          (sum, { scaleResolutionDownBy, maxFramerate }) =>
            sum + ((1280 * 720) / scaleResolutionDownBy ** 2) * (maxFramerate ?? 30),
          0
        )
        const smallest = sent.every(({ scaleResolutionDownBy }) => scaleResolutionDownBy === 8)
        expect(rate <= pixelRate * 1.001 || smallest).toBe(true)
      })
    )
  })

  test('what is too much is taken from the largest first', () => {
    const small = { camera: { width: 320, height: 180 }, screen: NOWHERE }
    const large = { camera: { width: 1280, height: 720 }, screen: NOWHERE }
    const scales = planned(processor(10_000_000), small, large).map(
      ({ camera }) => camera.scaleResolutionDownBy
    )
    expect(scales[0]).toBeCloseTo(4)
    expect(scales[1]).toBeCloseTo(720 / 360)
  })

  test.each([
    [21_000_000, 360, 30],
    [12_000_000, 270, 30],
    [5_200_000, 180, 30],
    [3_500_000, 180, 20],
    [2_600_000, 180, 15],
    [1_500_000, 135, 15],
    [0, 90, 15]
  ])('with %i pixels a second for three viewers: %i pixels high, %i a second', (pixelRate, height, rate) => {
    const tile = { camera: { width: 640, height: 360 }, screen: NOWHERE }
    const situation = { ...FACES, ...processor(pixelRate) }
    const { camera, limits } = planSending(situation, crowd(tile, tile, tile))
    expect(camera).toEqual({ height, framerate: rate })
    for (const each of limits.values()) expect(each.camera.maxFramerate).toBe(rate)
  })

  test.each<[string, Partial<SendSituation>, Viewing, number]>([
    ['while nobody sees it', {}, { camera: NOWHERE, screen: LARGE }, 0],
    ['while somebody does', {}, { camera: LARGE, screen: NOWHERE }, 30],
    ['beside a share', { anySharing: true }, { camera: LARGE, screen: LARGE }, 15],
    ['beside the own share', { anySharing: true, own: 'sharp' }, { camera: LARGE, screen: LARGE }, 10]
  ])('no more pictures are asked of the camera than are sent: %s', (_name, situation, viewing, framerate) => {
    expect(planSending({ ...FACES, ...situation }, crowd(viewing)).camera.framerate).toBe(framerate)
  })

  test('a larger tile is never sent less, and everything is within the bounds', () => {
    fc.assert(
      fc.property(viewing, size, fc.integer({ min: 1, max: 4 }), (other, drawn, factor) => {
        const larger = { width: drawn.width * factor, height: drawn.height * factor }
        const [small] = planned({}, { camera: drawn, screen: NOWHERE }, other)
        const [large] = planned({}, { camera: larger, screen: NOWHERE }, other)
        expect(large?.camera.scaleResolutionDownBy).toBeLessThanOrEqual(
          small?.camera.scaleResolutionDownBy ?? 0
        )
        if (!large?.camera.active) return
        expect(large.camera.maxBitrate).toBeGreaterThanOrEqual(100_000)
        expect(large.camera.maxBitrate).toBeLessThanOrEqual(2_000_000)
      })
    )
  })

  test('six people see movement: 24 pictures a second or more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), (viewers) => {
        expect(oneOf(viewers, {}).camera.maxFramerate).toBeGreaterThanOrEqual(24)
      })
    )
  })
})

describe('of a share', () => {
  test.each<[number, 'sharp' | 'smooth', number, number]>([
    [1, 'sharp', 3_000_000, 15],
    [4, 'sharp', 3_000_000, 10],
    [8, 'sharp', 1_500_000, 6],
    [24, 'sharp', 600_000, 4],
    [1, 'smooth', 4_000_000, 30]
  ])('%i viewers, %s: %i bit/s at %i pictures a second', (viewers, own, maxBitrate, maxFramerate) => {
    expect(oneOf(viewers, { own, anySharing: true }).screen).toMatchObject({ maxBitrate, maxFramerate })
  })

  test('text is never scaled, whatever the number of viewers: pictures give way first', () => {
    fc.assert(
      fc.property(count, (viewers) => {
        const { screen } = oneOf(viewers, { own: 'sharp', anySharing: true })
        expect(screen.scaleResolutionDownBy).toBe(1)
        expect(screen.degradationPreference).toBe('maintain-resolution')
      })
    )
  })

  test('who doesn’t see it costs nothing', () => {
    const situation = { own: 'sharp', anySharing: true } as const
    const hidden = { camera: NOWHERE, screen: NOWHERE }
    const [seen, first] = planned(situation, { camera: LARGE, screen: LARGE }, hidden, hidden, hidden)
    expect(first?.screen.active).toBe(false)
    expect(seen?.screen).toEqual(oneOf(1, situation).screen)
  })

  test('never grows with the number of viewers, and all copies together have a bound', () => {
    fc.assert(
      fc.property(quality, count, (own, viewers) => {
        const few = oneOf(viewers, { own, anySharing: true }).screen
        const more = oneOf(viewers + 1, { own, anySharing: true }).screen
        expect(more.maxBitrate).toBeLessThanOrEqual(few.maxBitrate ?? 0)
        expect(more.maxFramerate).toBeLessThanOrEqual(few.maxFramerate ?? 0)
        expect(more.scaleResolutionDownBy).toBeGreaterThanOrEqual(few.scaleResolutionDownBy)
        // Beyond fifteen viewers each copy is at its least.
        expect((few.maxBitrate ?? 0) * viewers).toBeLessThanOrEqual(24 * 800_000)
      })
    )
  })

  test('faces give way to it, and most of all that of whoever shares', () => {
    fc.assert(
      fc.property(quality, fc.integer({ min: 1, max: 8 }), (own, viewers) => {
        const mine = oneOf(viewers, { own, anySharing: true })
        const others = oneOf(viewers, { own: null, anySharing: true })
        expect(mine.camera.maxBitrate).toBeLessThan(others.camera.maxBitrate ?? 0)
        expect(others.camera.maxBitrate).toBeLessThan(mine.screen.maxBitrate ?? 0)
      })
    )
  })
})

describe('of a line that is narrow', () => {
  /** Bits a second that are sent at most of each. */
  const bitsOf = (limits: SendLimits[], slot: keyof SendLimits) =>
    limits.map((each) => (each[slot].active ? (each[slot].maxBitrate ?? 0) : 0))
  const sum = (numbers: number[]) => numbers.reduce((all, each) => all + each, 0)

  test('speech, share and faces take no more than it carries, unless all are at their least', () => {
    fc.assert(
      fc.property(situation, viewings, ({ own, room }, all) => {
        const limits = planned({ own, anySharing: own !== null, room }, ...all)
        const screens = own === null ? [] : bitsOf(limits, 'screen').filter((bits) => bits > 0)
        const faces = bitsOf(limits, 'camera').filter((bits) => bits > 0)
        const taken = 90_000 * all.length + sum(screens) + sum(faces)
        const leastShare = own === 'smooth' ? 800_000 : 600_000
        const least = [
          ...faces.map((bits) => bits === 40_000),
          ...screens.map((bits) => bits === leastShare)
        ].every(Boolean)
        // Half a bit for each is rounding.
        expect(taken <= room.uplink + all.length || least, `${taken} of ${room.uplink}`).toBe(true)
      })
    )
  })

  test('a face has more than its least only when the share has all that it wants', () => {
    fc.assert(
      fc.property(quality, room, viewings, (own, narrow, all) => {
        const wide = planned({ own, anySharing: true }, ...all)
        const limits = planned({ own, anySharing: true, room: narrow }, ...all)
        for (const [index, { camera, screen }] of limits.entries()) {
          if (!screen.active || screen.maxBitrate === wide[index]?.screen.maxBitrate) continue
          expect(camera.active ? camera.maxBitrate : 40_000).toBe(40_000)
        }
      })
    )
  })

  test('more room never means a smaller picture, fewer of them, or fewer bits', () => {
    const more = fc.double({ min: 1, max: 10, noNaN: true })
    fc.assert(
      fc.property(situation, viewings, more, more, ({ own, room }, all, faster, wider) => {
        const larger = { pixelRate: room.pixelRate * faster, uplink: room.uplink * wider }
        const before = planned({ own, anySharing: own !== null, room }, ...all)
        const after = planned({ own, anySharing: own !== null, room: larger }, ...all)
        for (const [index, { camera, screen }] of before.entries()) {
          for (const [less, now] of [
            [camera, after[index]?.camera],
            [screen, after[index]?.screen]
          ] as const) {
            expect(now?.active).toBe(less.active)
            expect(now?.scaleResolutionDownBy).toBeLessThanOrEqual(less.scaleResolutionDownBy)
            expect(now?.maxFramerate ?? Infinity).toBeGreaterThanOrEqual(less.maxFramerate ?? 0)
            expect(now?.maxBitrate ?? Infinity).toBeGreaterThanOrEqual(less.maxBitrate ?? 0)
          }
        }
      })
    )
  })

  test.each([
    ['a wide one', 20_000_000, [2_000_000, 691_200]],
    ['one that carries a little less', 2_500_000, [1_555_200, 691_200]],
    ['one that carries a fifth', 700_000, [172_800, 172_800]],
    ['one that carries speech alone', 180_000, [40_000, 40_000]]
  ])('the largest give way first: %s', (_name, uplink, bits) => {
    const limits = planned(
      line(uplink),
      { camera: { width: 1280, height: 720 }, screen: NOWHERE },
      { camera: { width: 640, height: 360 }, screen: NOWHERE }
    )
    expect(bitsOf(limits, 'camera')).toEqual(bits)
  })
})
