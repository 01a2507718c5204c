import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tileLayout } from './tile-layout.ts'

const GAP = 10
const WIDE = { width: 1600, height: 900 }
const TALL = { width: 480, height: 900 }

describe('the grid', () => {
  test.each([
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 2],
    [5, 3],
    [6, 3],
    [9, 3],
    [12, 4],
    [16, 4],
    [25, 5]
  ])('has, for %i people in a wide window, %i columns', (count, columns) => {
    expect(tileLayout(count, WIDE, GAP).columns).toBe(columns)
  })

  test.each([
    [1, 1],
    [2, 1],
    [3, 1],
    [6, 2],
    [8, 2],
    [25, 3]
  ])('has, for %i people in a tall window, %i columns', (count, columns) => {
    expect(tileLayout(count, TALL, GAP).columns).toBe(columns)
  })

  test('sits two people side by side, cropped rather than small', () => {
    expect(tileLayout(2, { width: 880, height: 517 }, GAP)).toEqual({ columns: 2, width: 435, height: 326 })
  })

  test('fills the window with one tile', () => {
    expect(tileLayout(1, WIDE, GAP)).toEqual({ columns: 1, width: 1600, height: 900 })
  })

  test('has nothing to show before the window has a size', () => {
    expect(tileLayout(3, { width: 0, height: 0 }, GAP)).toMatchObject({ width: 0, height: 0 })
  })

  test('keeps its columns while that costs little, and not when it costs much', () => {
    // Alone, seven would stand in four columns here; six stood in three.
    const area = { width: 1500, height: 900 }
    const fresh = tileLayout(7, area, GAP)
    const kept = tileLayout(7, area, GAP, 3)
    expect(kept.columns).toBe(3)
    expect(kept.width * kept.height).toBeGreaterThanOrEqual(fresh.width * fresh.height * 0.85)
    expect(tileLayout(2, WIDE, GAP, 1).columns).toBe(2)
  })

  test('always fits, with tiles between 4:3 and 16:9', () => {
    const size = fc.integer({ min: 200, max: 3840 })
    const before = fc.option(fc.integer({ min: 1, max: 25 }))
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 25 }), size, size, before, (count, width, height, columns) => {
        const layout = tileLayout(count, { width, height }, GAP, columns)
        const rows = Math.ceil(count / layout.columns)
        expect(layout.columns * layout.width + (layout.columns - 1) * GAP).toBeLessThanOrEqual(width)
        expect(rows * layout.height + (rows - 1) * GAP).toBeLessThanOrEqual(height)
        // Whole pixels may be off by one on either side.
        expect(layout.width).toBeLessThanOrEqual(((layout.height + 1) * 16) / 9)
        expect(layout.width + 1).toBeGreaterThanOrEqual((layout.height * 4) / 3)
      })
    )
  })

  test('never gets larger tiles from more people', () => {
    const size = fc.integer({ min: 200, max: 3840 })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 24 }), size, size, (count, width, height) => {
        const [few, more] = [count, count + 1].map((each) => tileLayout(each, { width, height }, GAP))
        expect(more!.width * more!.height).toBeLessThanOrEqual(few!.width * few!.height)
      })
    )
  })
})
