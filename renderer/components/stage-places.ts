import { tileLayout, type Size } from './tile-layout.ts'

/** A tile of the grid that is narrower shows nobody, in pixels. */
const NARROWEST = 140

/** More faces than this at once are a crowd, however large the window is; and each has to be encoded for it by somebody. */
const MOST = 16

/** However small the window is. */
const FEWEST = 4

/** How many tiles of a size in which people are seen have room side by side in an area. Pure. */
export function placesIn(area: Size, gap: number): number {
  // Before the stage has a size nobody is sent to another page.
  if (area.width === 0 || area.height === 0) return Infinity
  for (let count = MOST; count > FEWEST; count -= 1) {
    if (tileLayout(count, area, gap).width >= NARROWEST) return count
  }
  return FEWEST
}
