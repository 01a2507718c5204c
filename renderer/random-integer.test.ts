import { afterEach, expect, test, vi } from 'vitest'
import { randomInteger } from './random-integer.ts'

afterEach(() => vi.restoreAllMocks())

/** Makes the random source give these values, one after the other. */
function draw(...values: number[]) {
  return vi.spyOn(crypto, 'getRandomValues').mockImplementation((array) => {
    ;(array as unknown as Uint32Array)[0] = values.shift() ?? 0
    return array
  })
}

test('stays below its bound', () => {
  draw(0, 15, 16, 4_294_967_279)
  expect([randomInteger(16), randomInteger(16), randomInteger(16), randomInteger(16)]).toEqual([0, 15, 0, 15])
})

test('draws again where the values would not be equally likely', () => {
  // 2^32 is one more than a multiple of 5: the last value alone would make 0 likelier.
  const source = draw(4_294_967_295, 3)
  expect(randomInteger(5)).toBe(3)
  expect(source).toHaveBeenCalledTimes(2)
})
