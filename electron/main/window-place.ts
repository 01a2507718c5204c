import type { Rectangle } from 'electron'

/** Where a window was, and how large, in pixels independent of the display. */
export interface WindowPlace extends Rectangle {
  maximized: boolean
}

/** How much of a window has to lie on a display for the person to find it, in pixels. */
const GRIP = 100

/**
 * Puts a window where it was, as far as a display is there still: no larger than the display, and within it. Null where
 * none of them has enough of it.
 *
 * @param areas the displays' areas that windows may use
 */
export function keepOnDisplay(place: WindowPlace, areas: readonly Rectangle[]): WindowPlace | null {
  const best = areas
    .map((area) => ({ area, ...overlap(place, area) }))
    .filter(({ width, height }) => width >= GRIP && height >= GRIP)
    .sort((one, other) => other.width * other.height - one.width * one.height)[0]
  if (best === undefined) return null
  const { area } = best
  const width = Math.min(place.width, area.width)
  const height = Math.min(place.height, area.height)
  return {
    x: clamp(place.x, area.x, area.x + area.width - width),
    y: clamp(place.y, area.y, area.y + area.height - height),
    width,
    height,
    maximized: place.maximized
  }
}

/** Size of what two rectangles have in common; negative where they are apart. */
function overlap(one: Rectangle, other: Rectangle): { width: number; height: number } {
  return {
    width: Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x),
    height: Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y)
  }
}

function clamp(value: number, lowest: number, highest: number): number {
  return Math.min(Math.max(value, lowest), highest)
}
