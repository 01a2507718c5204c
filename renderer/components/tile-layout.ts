/** Width of a tile over its height: as that of the cameras' pictures, or cropped at the sides up to 4:3. */
const WIDEST = 16 / 9
const NARROWEST = 4 / 3

/** How much smaller than the largest, by area, tiles may be so that nobody has to move to another place. */
const STEADY = 0.85

export interface Size {
  width: number
  height: number
}

export interface TileLayout {
  columns: number
  /** Of each tile, in pixels. */
  width: number
  height: number
}

/**
 * Tiles of one size in rows of equal length but the last, as large as an area allows.
 *
 * @param count of tiles, 1 or more
 * @param area in pixels
 * @param gap between tiles, in pixels
 * @param before columns of the layout that this one follows: they stay while that costs little
 */
export function tileLayout(count: number, area: Size, gap: number, before: number | null = null): TileLayout {
  const layouts = Array.from({ length: count }, (_, index) => layoutOf(count, index + 1, area, gap))
  const best = layouts.reduce((a, b) => (sizeOf(b) > sizeOf(a) ? b : a))
  const kept = layouts.find(({ columns }) => columns === before)
  return kept !== undefined && sizeOf(kept) >= sizeOf(best) * STEADY ? kept : best
}

function layoutOf(count: number, columns: number, area: Size, gap: number): TileLayout {
  const rows = Math.ceil(count / columns)
  const cell = {
    width: Math.max(0, (area.width - gap * (columns - 1)) / columns),
    height: Math.max(0, (area.height - gap * (rows - 1)) / rows)
  }
  return {
    columns,
    width: Math.floor(Math.min(cell.width, cell.height * WIDEST)),
    height: Math.floor(Math.min(cell.height, cell.width / NARROWEST))
  }
}

function sizeOf({ width, height }: TileLayout): number {
  return width * height
}
