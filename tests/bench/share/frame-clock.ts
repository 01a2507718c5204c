/** Bits of the time that are shown: milliseconds, starting anew after four and a half hours. */
const TIME_BITS = 24

/** Bits of the checksum that follows. */
const CHECK_BITS = 8

/** How many bits, and so blocks of a picture, a time takes. */
export const CLOCK_BITS = TIME_BITS + CHECK_BITS

/**
 * Turns a time into bits that a picture can show: its last 24 bits, highest first, then a checksum of them
 * (CRC-8, polynomial 0x07 as in ITU-T I.432.1; it starts at 0xff so that a black picture isn't a time).
 *
 * It is also run in the page that shows the clock, and so uses nothing from outside.
 *
 * @param time milliseconds since 1970
 */
export function encodeClock(time: number): boolean[] {
  const value = Math.floor(time) % 2 ** 24
  const bits = Array.from({ length: 24 }, (_empty, place) => ((value >> (23 - place)) & 1) === 1)
  let check = 0xff
  for (const bit of bits) {
    const carry = check >> 7 !== Number(bit)
    check = ((check << 1) & 0xff) ^ (carry ? 0x07 : 0)
  }
  return [...bits, ...Array.from({ length: 8 }, (_empty, place) => ((check >> (7 - place)) & 1) === 1)]
}

/**
 * Reads bits that a picture showed.
 *
 * @param now milliseconds since 1970; of the times that the bits may mean, the last one before it is meant
 * @returns milliseconds since 1970; null when the checksum is wrong
 */
export function decodeClock(bits: readonly boolean[], now: number): number | null {
  const value = bits.slice(0, TIME_BITS).reduce((sum, bit) => sum * 2 + Number(bit), 0)
  const expected = encodeClock(value)
  if (bits.length !== CLOCK_BITS || bits.some((bit, place) => bit !== expected[place])) return null
  const round = 2 ** TIME_BITS
  return value + Math.floor((now - value) / round) * round
}
