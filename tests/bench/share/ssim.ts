/** A picture's luma, row by row. */
export interface Luma {
  width: number
  height: number
  /** 0 to 255. */
  data: Uint8Array
}

/** Side of the windows that are compared, in pixels. */
const WINDOW = 8

/** Distance between two windows, in pixels: they overlap, so that no edge lies between two of them. */
const STEP = 4

/** (K * L)^2 with K1 = 0.01, K2 = 0.03 and L = 255: they keep the quotients stable where there is little to divide by. */
const C1 = (0.01 * 255) ** 2
const C2 = (0.03 * 255) ** 2

/**
 * Structural similarity of two pictures: 1 when they are the same, towards 0 as what is drawn in one can't be
 * recognised in the other. The mean over square windows of 8 pixels of the index by Wang, Bovik, Sheikh and
 * Simoncelli, "Image quality assessment: from error visibility to structural similarity", IEEE Transactions on
 * Image Processing 13(4), 2004, equation 13.
 *
 * @throws RangeError when the pictures differ in size, or are smaller than a window
 */
export function ssim(one: Luma, other: Luma): number {
  const { width, height } = one
  if (width !== other.width || height !== other.height)
    throw new RangeError(`${width}x${height} and ${other.width}x${other.height} can't be compared`)
  if (width < WINDOW || height < WINDOW) throw new RangeError(`${width}x${height} is too small`)
  let sum = 0
  let windows = 0
  for (let top = 0; top + WINDOW <= height; top += STEP) {
    for (let left = 0; left + WINDOW <= width; left += STEP) {
      sum += similarity(one.data, other.data, top * width + left, width)
      windows += 1
    }
  }
  return sum / windows
}

/** The index of one window. @param start where its first pixel is */
function similarity(one: Uint8Array, other: Uint8Array, start: number, width: number): number {
  let sumOne = 0
  let sumOther = 0
  let squares = 0
  let products = 0
  for (let row = 0; row < WINDOW; row++) {
    for (let at = start + row * width; at < start + row * width + WINDOW; at++) {
      const x = one[at] ?? 0
      const y = other[at] ?? 0
      sumOne += x
      sumOther += y
      squares += x * x + y * y
      products += x * y
    }
  }
  const pixels = WINDOW ** 2
  const meanOne = sumOne / pixels
  const meanOther = sumOther / pixels
  const variances = squares / pixels - meanOne ** 2 - meanOther ** 2
  const covariance = products / pixels - meanOne * meanOther
  return (
    ((2 * meanOne * meanOther + C1) * (2 * covariance + C2)) /
    ((meanOne ** 2 + meanOther ** 2 + C1) * (variances + C2))
  )
}
