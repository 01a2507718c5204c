import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sendLimits, type SendSituation } from './send-policy.ts'

const quality = fc.constantFrom('sharp', 'smooth')
const viewers = fc.integer({ min: 1, max: 24 })

describe('what each viewer is sent', () => {
  test('is not limited while nobody shares', () => {
    expect(sendLimits({ viewers: 3, own: null, anySharing: false }).camera).toMatchObject({
      maxBitrate: null,
      maxFramerate: null,
      scaleResolutionDownBy: 1
    })
  })

  test.each<[SendSituation, number, number]>([
    [{ viewers: 1, own: 'sharp', anySharing: true }, 3_000_000, 15],
    [{ viewers: 4, own: 'sharp', anySharing: true }, 3_000_000, 10],
    [{ viewers: 8, own: 'sharp', anySharing: true }, 1_500_000, 6],
    [{ viewers: 24, own: 'sharp', anySharing: true }, 600_000, 4],
    [{ viewers: 1, own: 'smooth', anySharing: true }, 4_000_000, 30]
  ])('%j: %i bit/s at %i pictures a second', (situation, maxBitrate, maxFramerate) => {
    expect(sendLimits(situation).screen).toMatchObject({ maxBitrate, maxFramerate })
  })

  test('of text is never scaled, whatever the number of viewers: pictures give way first', () => {
    fc.assert(
      fc.property(viewers, (count) => {
        const { screen } = sendLimits({ viewers: count, own: 'sharp', anySharing: true })
        expect(screen.scaleResolutionDownBy).toBe(1)
        expect(screen.degradationPreference).toBe('maintain-resolution')
      })
    )
  })

  test('never grows with the number of viewers, and all copies together have a bound', () => {
    fc.assert(
      fc.property(quality, viewers, (own, count) => {
        const few = sendLimits({ viewers: count, own, anySharing: true }).screen
        const more = sendLimits({ viewers: count + 1, own, anySharing: true }).screen
        expect(more.maxBitrate).toBeLessThanOrEqual(few.maxBitrate ?? 0)
        expect(more.maxFramerate).toBeLessThanOrEqual(few.maxFramerate ?? 0)
        expect(more.scaleResolutionDownBy).toBeGreaterThanOrEqual(few.scaleResolutionDownBy)
        // Beyond fifteen viewers each copy is at its least.
        expect((few.maxBitrate ?? 0) * count).toBeLessThanOrEqual(24 * 800_000)
      })
    )
  })

  test('of faces gives way to a share, and most of all that of whoever shares', () => {
    fc.assert(
      fc.property(quality, viewers, (own, count) => {
        const mine = sendLimits({ viewers: count, own, anySharing: true })
        const others = sendLimits({ viewers: count, own: null, anySharing: true })
        expect(mine.camera.maxBitrate).toBeLessThan(others.camera.maxBitrate ?? 0)
        expect(others.camera.maxBitrate).toBeLessThan(mine.screen.maxBitrate ?? 0)
      })
    )
  })
})
