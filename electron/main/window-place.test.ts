import { expect, test } from 'vitest'
import { keepOnDisplay } from './window-place.ts'

const LAPTOP = { x: 0, y: 25, width: 1440, height: 875 }
const SECOND = { x: 1440, y: 0, width: 1920, height: 1080 }
const place = (x: number, y: number, width = 800, height = 600) => ({ x, y, width, height, maximized: false })

test('a window comes back where it was', () => {
  expect(keepOnDisplay(place(1600, 100), [LAPTOP, SECOND])).toEqual(place(1600, 100))
})

test('a display that is gone takes the place with it', () => {
  expect(keepOnDisplay(place(1600, 100), [LAPTOP])).toBeNull()
})

test('one that would hang over the edge is put within the display that has most of it', () => {
  expect(keepOnDisplay(place(1200, 400), [LAPTOP, SECOND])).toEqual(place(1440, 400))
  expect(keepOnDisplay(place(-300, -100), [LAPTOP])).toEqual(place(0, 25))
})

test('one that is larger than the display now is made smaller, and stays maximised', () => {
  expect(keepOnDisplay({ ...place(0, 0, 1900, 1000), maximized: true }, [LAPTOP])).toEqual({
    ...LAPTOP,
    maximized: true
  })
})
