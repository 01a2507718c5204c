import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ssim, type Luma } from './ssim.ts'

const SIZE = 16

function picture(lumaAt: (x: number, y: number) => number, width = SIZE, height = SIZE): Luma {
  const data = Uint8Array.from({ length: width * height }, (_empty, index) =>
    lumaAt(index % width, Math.floor(index / width))
  )
  return { width, height, data }
}

/** Strokes two pixels wide, as in text. */
const strokes = picture((x) => (x % 4 < 2 ? 255 : 0))

test('a picture is the same as itself', () => {
  const noise = fc.uint8Array({ minLength: SIZE * SIZE, maxLength: SIZE * SIZE })
  fc.assert(
    fc.property(noise, (data) => {
      const one = { width: SIZE, height: SIZE, data }
      expect(ssim(one, one)).toBeCloseTo(1, 10)
    })
  )
})

test('two plain pictures differ by their brightness alone', () => {
  // Equation 6 of the paper, as nothing varies: (2ab + C1) / (a² + b² + C1).
  const expected = (2 * 100 * 200 + 6.5025) / (100 ** 2 + 200 ** 2 + 6.5025)
  const plain = (luma: number) => picture(() => luma)
  expect(ssim(plain(100), plain(200))).toBeCloseTo(expected, 10)
})

test('what has its strokes elsewhere is unlike it, and what has them inverted is its opposite', () => {
  expect(
    ssim(
      strokes,
      picture((x) => ((x + 1) % 4 < 2 ? 255 : 0))
    )
  ).toBeCloseTo(0, 1)
  expect(
    ssim(
      strokes,
      picture((x) => (x % 4 < 2 ? 0 : 255))
    )
  ).toBeLessThan(-0.9)
})

test('the more it is blurred, the less alike it is', () => {
  const blurred = (share: number) => picture((x) => (x % 4 < 2 ? 255 - 127 * share : 127 * share))
  const likenesses = [0, 0.3, 0.6, 0.9].map((share) => ssim(strokes, blurred(share)))
  expect(likenesses).toEqual([...likenesses].sort((one, other) => other - one))
  expect(likenesses[1]).toBeGreaterThan(0.9)
  expect(likenesses[3]).toBeLessThan(0.3)
})

test('it is the same in both directions', () => {
  const other = picture((x, y) => (x * 7 + y * 13) % 256)
  expect(ssim(strokes, other)).toBeCloseTo(ssim(other, strokes), 10)
})

test('pictures of different sizes, and such without a whole window, are refused', () => {
  expect(() =>
    ssim(
      strokes,
      picture(() => 0, 8, 32)
    )
  ).toThrow(RangeError)
  expect(() =>
    ssim(
      picture(() => 0, 7, 7),
      picture(() => 0, 7, 7)
    )
  ).toThrow(RangeError)
})
