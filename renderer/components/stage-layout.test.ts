import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  cornerTowards,
  CORNERS,
  nearestCorner,
  stageLayout,
  type Box,
  type StageOptions
} from './stage-layout.ts'

const WIDE = { width: 1600, height: 900 }
const PEOPLE = Array.from({ length: 25 }, (_, index) => `person-${index}`)

const lay = (options: Partial<StageOptions>) =>
  stageLayout({ tiles: [], focus: [], floating: null, area: WIDE, gap: 10, before: null, ...options })

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

/** Any stage that a window from 480x360 to 4K leaves, with anybody pinned. */
const anyStage = fc
  .record({
    count: fc.integer({ min: 1, max: 25 }),
    width: fc.integer({ min: 300, max: 3840 }),
    height: fc.integer({ min: 220, max: 2160 }),
    pinned: fc.subarray(PEOPLE),
    before: fc.option(fc.integer({ min: 1, max: 6 }))
  })
  .map(({ count, width, height, pinned, before }) => ({
    tiles: PEOPLE.slice(0, count),
    focus: pinned.filter((each) => PEOPLE.indexOf(each) < count),
    area: { width, height },
    before
  }))

describe('the stage', () => {
  test('keeps everybody inside, apart from each other, and counts those without room', () => {
    fc.assert(
      fc.property(anyStage, (stage) => {
        const { boxes, hidden, more } = lay(stage)
        expect([...boxes.keys(), ...hidden].sort()).toEqual([...stage.tiles].sort())
        expect(more !== null).toBe(hidden.length > 0)
        const all = [...boxes.values(), ...(more === null ? [] : [more])]
        for (const [index, box] of all.entries()) {
          expect(box.width).toBeGreaterThan(0)
          expect(box.height).toBeGreaterThan(0)
          expect(box.x).toBeGreaterThanOrEqual(0)
          expect(box.y).toBeGreaterThanOrEqual(0)
          expect(box.x + box.width).toBeLessThanOrEqual(stage.area.width)
          expect(box.y + box.height).toBeLessThanOrEqual(stage.area.height)
          for (const other of all.slice(index + 1)) expect(overlap(box, other)).toBe(false)
        }
      })
    )
  })

  test('shows those in focus, all of them', () => {
    fc.assert(
      fc.property(anyStage, (stage) => {
        const { boxes } = lay(stage)
        for (const tile of stage.focus) expect(boxes.has(tile)).toBe(true)
      })
    )
  })

  test('is read in the order of the tiles', () => {
    fc.assert(
      fc.property(anyStage, (stage) => {
        const boxes = [...lay({ ...stage, focus: [] }).boxes.values()]
        for (const [index, box] of boxes.entries()) {
          const next = boxes[index + 1]
          if (next !== undefined) expect(next.y > box.y || (next.y === box.y && next.x > box.x)).toBe(true)
        }
      })
    )
  })

  test('leaves full rows where they are when one more person fits into the last', () => {
    fc.assert(
      fc.property(anyStage, ({ tiles, area }) => {
        const few = lay({ tiles: tiles.slice(0, -1), area })
        const more = lay({ tiles, area, before: few.columns })
        const rows = (count: number) => Math.ceil(count / more.columns)
        fc.pre(
          tiles.length > 1 && few.columns === more.columns && rows(tiles.length - 1) === rows(tiles.length)
        )
        for (const tile of tiles.slice(0, (rows(tiles.length) - 1) * more.columns)) {
          expect(more.boxes.get(tile)).toEqual(few.boxes.get(tile))
        }
      })
    )
  })

  test('gives the speaker most of a wide window and the others a strip at the right', () => {
    const { boxes, hidden } = lay({ tiles: PEOPLE.slice(0, 4), focus: ['person-2'] })
    expect(hidden).toEqual([])
    expect(boxes.get('person-2')).toEqual({ x: 0, y: 0, width: 1350, height: 900 })
    for (const tile of ['person-0', 'person-1', 'person-3']) {
      expect(boxes.get(tile)).toMatchObject({ x: 1360, width: 240, height: 135 })
    }
  })

  test('puts the strip below in a tall window', () => {
    const { boxes } = lay({
      tiles: PEOPLE.slice(0, 3),
      focus: ['person-0'],
      area: { width: 480, height: 900 }
    })
    expect(boxes.get('person-1')?.y).toBe(boxes.get('person-2')?.y)
    expect(boxes.get('person-1')?.y).toBeGreaterThan(boxes.get('person-0')?.y ?? Infinity)
  })

  test('says how many the strip has no room for', () => {
    const { boxes, hidden, more } = lay({
      tiles: PEOPLE,
      focus: ['person-9'],
      area: { width: 460, height: 270 }
    })
    expect(more).not.toBeNull()
    expect(boxes.size + hidden.length).toBe(25)
    expect(hidden).toContain('person-24')
  })

  test('leaves nobody out before the window has a size', () => {
    const { hidden } = lay({ tiles: PEOPLE, focus: ['person-9'], area: { width: 0, height: 0 } })
    expect(hidden).toEqual([])
  })

  test('has no strip when everybody is pinned', () => {
    const tiles = PEOPLE.slice(0, 3)
    expect(lay({ tiles, focus: tiles }).boxes).toEqual(lay({ tiles }).boxes)
  })

  test.each(CORNERS)('lets one tile float at the %s, above the others', (corner) => {
    const { boxes } = lay({ tiles: PEOPLE.slice(0, 3), floating: { tile: 'person-0', corner } })
    const own = boxes.get('person-0')!
    expect(nearestCorner({ x: own.x + own.width / 2, y: own.y + own.height / 2 }, WIDE)).toBe(corner)
    // The others have the stage to themselves.
    const others = lay({ tiles: ['person-1', 'person-2'] }).boxes
    expect(boxes.get('person-1')).toEqual(others.get('person-1'))
    expect([...boxes.keys()].at(-1)).toBe('person-0')
  })

  test('keeps the floating tile clear of the names of two others in the smallest window', () => {
    const { boxes } = lay({
      tiles: PEOPLE.slice(0, 3),
      floating: { tile: 'person-0', corner: 'bottom-right' },
      area: { width: 460, height: 280 }
    })
    const [own, other] = [boxes.get('person-0')!, boxes.get('person-2')!]
    // A name stands this far above the lower edge of its tile.
    expect(own.y).toBeGreaterThanOrEqual(other.y + other.height - 10)
  })

  test('lets nobody float who is alone', () => {
    const { boxes } = lay({ tiles: ['person-0'], floating: { tile: 'person-0', corner: 'top-left' } })
    expect(boxes.get('person-0')).toEqual({ x: 0, y: 0, width: 1600, height: 900 })
  })
})

test.each([
  ['bottom-right', 'ArrowUp', 'top-right'],
  ['top-right', 'ArrowLeft', 'top-left'],
  ['top-left', 'ArrowDown', 'bottom-left'],
  ['bottom-left', 'ArrowRight', 'bottom-right'],
  ['bottom-left', 'ArrowLeft', 'bottom-left'],
  ['bottom-left', 'Enter', 'bottom-left']
] as const)('from %s, %s leads to %s', (from, key, to) => {
  expect(cornerTowards(from, key)).toBe(to)
})
