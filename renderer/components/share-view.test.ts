import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { panBy, placePicture, pointAt, scaleOf, WHOLE, zoomAt, type ShareView } from './share-view.ts'

const PICTURE = { width: 1920, height: 1080 }
const VIEWPORT = { width: 960, height: 600 }

const size = fc.record({
  width: fc.integer({ min: 1, max: 5_000 }),
  height: fc.integer({ min: 1, max: 5_000 })
})
const share = fc.double({ min: 0, max: 1, noNaN: true })
/** What people do with a picture: zoom at a place, or drag it. */
const act = fc.oneof(
  fc.record({ factor: fc.double({ min: 0.2, max: 5, noNaN: true }), x: share, y: share }),
  fc.record({ dx: fc.integer({ min: -3_000, max: 3_000 }), dy: fc.integer({ min: -3_000, max: 3_000 }) })
)

describe('a shared picture', () => {
  test('is whole at first, and in the middle', () => {
    expect(placePicture(WHOLE, PICTURE, VIEWPORT)).toEqual({ x: 0, y: 30, width: 960, height: 540 })
  })

  test('can be seen pixel for pixel', () => {
    const view = { scale: 1, center: { x: 0.5, y: 0.5 } }
    expect(placePicture(view, PICTURE, VIEWPORT)).toEqual({ x: -480, y: -240, width: 1920, height: 1080 })
  })

  test('is whole again when somebody zooms out far enough, and then follows the window', () => {
    const near = zoomAt(WHOLE, 4, { x: 100, y: 100 }, PICTURE, VIEWPORT)
    expect(scaleOf(near, PICTURE, VIEWPORT)).toBe(2)
    expect(zoomAt(near, 0.1, { x: 0, y: 0 }, PICTURE, VIEWPORT)).toEqual(WHOLE)
  })

  test('stays under the pointer while it is zoomed, unless an edge holds it', () => {
    const at = { x: 480, y: 300 }
    const before = pointAt(placePicture(WHOLE, PICTURE, VIEWPORT), at)
    const view = zoomAt(WHOLE, 3, at, PICTURE, VIEWPORT)
    const after = pointAt(placePicture(view, PICTURE, VIEWPORT), at)
    expect(after?.x).toBeCloseTo(before?.x ?? -1, 9)
    expect(after?.y).toBeCloseTo(before?.y ?? -1, 9)
  })

  test('never leaves a gap at an edge that it could fill, whatever people do', () => {
    fc.assert(
      fc.property(size, size, fc.array(act, { maxLength: 12 }), (picture, viewport, acts) => {
        let view: ShareView = WHOLE
        for (const one of acts) {
          view =
            'factor' in one
              ? zoomAt(
                  view,
                  one.factor,
                  { x: one.x * viewport.width, y: one.y * viewport.height },
                  picture,
                  viewport
                )
              : panBy(view, { x: one.dx, y: one.dy }, picture, viewport)
          const box = placePicture(view, picture, viewport)
          for (const [start, length, room] of [
            [box.x, box.width, viewport.width],
            [box.y, box.height, viewport.height]
          ] as const) {
            if (length >= room) {
              expect(start).toBeLessThanOrEqual(1e-6)
              expect(start + length).toBeGreaterThanOrEqual(room - 1e-6)
            } else {
              expect(start).toBeCloseTo((room - length) / 2, 6)
            }
          }
        }
      })
    )
  })

  test('has a pointer at the same place of the picture for everybody, at any zoom', () => {
    fc.assert(
      fc.property(size, size, size, share, share, (picture, sender, receiver, x, y) => {
        const view = zoomAt(WHOLE, 2.5, { x: 10, y: 10 }, picture, receiver)
        const sent = placePicture(WHOLE, picture, sender)
        const point = pointAt(sent, { x: sent.x + x * sent.width, y: sent.y + y * sent.height })
        if (point === null) return
        const shown = placePicture(view, picture, receiver)
        const back = pointAt(shown, {
          x: shown.x + point.x * shown.width,
          y: shown.y + point.y * shown.height
        })
        if (back === null) return
        expect(back.x).toBeCloseTo(x, 5)
        expect(back.y).toBeCloseTo(y, 5)
      })
    )
  })

  test('has no pointer beside it', () => {
    const box = placePicture(WHOLE, PICTURE, VIEWPORT)
    expect(pointAt(box, { x: 480, y: 20 })).toBeNull()
    expect(pointAt(box, { x: 480, y: 30 })).toEqual({ x: 0.5, y: 0 })
  })
})
