import { tileLayout, type Size } from './tile-layout.ts'

/** A place on the stage, in pixels from its upper left corner. */
export interface Box extends Size {
  x: number
  y: number
}

export const CORNERS = ['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const
export type Corner = (typeof CORNERS)[number]

export interface StageOptions {
  /** Keys of all tiles, in their order. */
  tiles: readonly string[]
  /** Keys of those to be shown large, the others in a strip; with none of them everybody is in the grid. */
  focus: readonly string[]
  /** The tile that floats in a corner above the others. It is left out while it would be alone. */
  floating: { tile: string; corner: Corner } | null
  /** Of the stage, in pixels. */
  area: Size
  /** Between tiles, in pixels. */
  gap: number
  /** Columns of the grid of the layout that this one follows, see `tileLayout`. */
  before: number | null
}

export interface StageLayout {
  /** By key of the tile. */
  boxes: ReadonlyMap<string, Box>
  /** Keys of the tiles for which the strip has no room, and where the strip says how many they are. */
  hidden: readonly string[]
  more: Box | null
  /** Of the grid or of the tiles shown large. */
  columns: number
}

/** Share of the stage that the strip takes, and the bounds of the height of a tile in it, in pixels. */
const STRIP_SHARE = 0.15
const STRIP_MINIMUM = 72
const STRIP_MAXIMUM = 240

/** So many tiles, and the gaps between them, have room side by side in a strip below. */
const STRIP_BELOW = 3.2
const ASPECT_RATIO = 16 / 9

/** Width of the floating tile as a share of the stage's, and its bounds in pixels. */
const FLOATING_SHARE = 0.2
const FLOATING_MINIMUM = 96
const FLOATING_MAXIMUM = 400

/**
 * Where everybody is on the stage. Pure; the order of the tiles is the caller's, so nobody overtakes another,
 * and a row that is full doesn't move when one more person comes.
 */
export function stageLayout(options: StageOptions): StageLayout {
  const { area, gap, before } = options
  const floating = options.tiles.length > 1 ? options.floating : null
  const tiles = options.tiles.filter((tile) => tile !== floating?.tile)
  const focus = tiles.filter((tile) => options.focus.includes(tile))
  const strip = tiles.filter((tile) => !focus.includes(tile))

  // Before the stage has a size nobody is left out.
  const whole = { x: 0, y: 0, ...area }
  const layout =
    focus.length === 0 || strip.length === 0 || area.width === 0 || area.height === 0
      ? { ...gridIn(tiles, whole, gap, before), hidden: [], more: null }
      : focusAndStrip(focus, strip, area, gap, before)
  if (floating !== null) layout.boxes.set(floating.tile, cornerBox(floating.corner, area, gap))
  return layout
}

function gridIn(tiles: readonly string[], frame: Box, gap: number, before: number | null) {
  const boxes = new Map<string, Box>()
  if (tiles.length === 0) return { boxes, columns: 0 }
  const { columns, width, height } = tileLayout(tiles.length, frame, gap, before)
  const rows = Math.ceil(tiles.length / columns)
  const top = frame.y + (frame.height - rows * height - (rows - 1) * gap) / 2
  for (const [index, tile] of tiles.entries()) {
    const row = Math.floor(index / columns)
    // The last row stands in the middle.
    const inRow = Math.min(columns, tiles.length - row * columns)
    const left = frame.x + (frame.width - inRow * width - (inRow - 1) * gap) / 2
    const box = { x: left + (index % columns) * (width + gap), y: top + row * (height + gap) }
    boxes.set(tile, { x: Math.floor(box.x), y: Math.floor(box.y), width, height })
  }
  return { boxes, columns }
}

/** The strip stands at the right of a wide stage and below a tall one. */
function focusAndStrip(
  focus: readonly string[],
  strip: readonly string[],
  area: Size,
  gap: number,
  before: number | null
) {
  const aside = area.width > area.height * 1.2
  const tile = stripTile(area, aside)
  const length = aside ? area.height : area.width
  const step = (aside ? tile.height : tile.width) + gap
  const fitting = Math.max(1, Math.floor((length + gap) / step))
  const shown = strip.length <= fitting ? strip : strip.slice(0, fitting - 1)
  const places = strip.length <= fitting ? shown.length : shown.length + 1
  const start = Math.floor((length - places * step + gap) / 2)
  const place = (index: number): Box =>
    aside
      ? { x: area.width - tile.width, y: start + index * step, ...tile }
      : { x: start + index * step, y: area.height - tile.height, ...tile }

  const frame = aside
    ? { x: 0, y: 0, width: Math.max(0, area.width - tile.width - gap), height: area.height }
    : { x: 0, y: 0, width: area.width, height: Math.max(0, area.height - tile.height - gap) }
  const { boxes, columns } = gridIn(focus, frame, gap, before)
  for (const [index, key] of shown.entries()) boxes.set(key, place(index))
  const hidden = strip.slice(shown.length)
  return { boxes, columns, hidden, more: hidden.length > 0 ? place(shown.length) : null }
}

/** Of one size however many there are, so that the large tile doesn't move when somebody comes. */
function stripTile(area: Size, aside: boolean): Size {
  const wanted = aside
    ? (area.width * STRIP_SHARE) / ASPECT_RATIO
    : Math.min(area.height * STRIP_SHARE, area.width / STRIP_BELOW / ASPECT_RATIO)
  const height = Math.floor(clamp(wanted, STRIP_MINIMUM, STRIP_MAXIMUM))
  // A stage that is smaller than the minimum gives what there is.
  return {
    width: Math.min(Math.floor(height * ASPECT_RATIO), area.width),
    height: Math.min(height, area.height)
  }
}

function cornerBox(corner: Corner, area: Size, gap: number): Box {
  const width = Math.floor(
    Math.min(area.width / 2, clamp(area.width * FLOATING_SHARE, FLOATING_MINIMUM, FLOATING_MAXIMUM))
  )
  const height = Math.floor(Math.min(area.height / 2, width / ASPECT_RATIO))
  return {
    x: corner.endsWith('left') ? gap : Math.max(0, area.width - width - gap),
    y: corner.startsWith('top') ? gap : Math.max(0, area.height - height - gap),
    width,
    height
  }
}

/** The corner that is nearest to a point of the stage, such as the middle of a tile that was dragged. */
export function nearestCorner(point: { x: number; y: number }, area: Size): Corner {
  const vertical = point.y < area.height / 2 ? 'top' : 'bottom'
  return `${vertical}-${point.x < area.width / 2 ? 'left' : 'right'}`
}

/** The corner that an arrow key leads to; the same one where there is no further. */
export function cornerTowards(corner: Corner, key: string): Corner {
  const [vertical, horizontal] = corner.split('-')
  switch (key) {
    case 'ArrowUp':
      return `top-${horizontal}` as Corner
    case 'ArrowDown':
      return `bottom-${horizontal}` as Corner
    case 'ArrowLeft':
      return `${vertical}-left` as Corner
    case 'ArrowRight':
      return `${vertical}-right` as Corner
  }
  return corner
}

function clamp(value: number, minimum: number, maximum: number): number {
  return Math.min(maximum, Math.max(minimum, value))
}
