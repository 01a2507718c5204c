import type { Point } from '../../protocol/channel.ts'
import type { Box } from './stage-layout.ts'
import type { Size } from './tile-layout.ts'

/** How a shared picture is looked at. */
export interface ShareView {
  /** Pixels of the window a pixel of the picture takes; null makes it as large as it fits. */
  scale: number | null
  /** The place of the picture in the middle of the window. */
  center: Point
}

export const WHOLE: ShareView = { scale: null, center: { x: 0.5, y: 0.5 } }

/** Bounds of the scale. */
const SMALLEST = 0.1
const LARGEST = 8

/** The scale at which all of a picture is seen. */
function fittingScale(picture: Size, viewport: Size): number {
  if (picture.width === 0 || picture.height === 0) return 1
  return Math.min(viewport.width / picture.width, viewport.height / picture.height)
}

export function scaleOf({ scale }: ShareView, picture: Size, viewport: Size): number {
  return scale ?? fittingScale(picture, viewport)
}

/** Where the picture lies in the viewport, in pixels from its upper left corner; it may reach beyond the edges. */
export function placePicture(view: ShareView, picture: Size, viewport: Size): Box {
  const scale = scaleOf(view, picture, viewport)
  const { x, y } = held(view.center, scale, picture, viewport)
  const width = picture.width * scale
  const height = picture.height * scale
  return { x: viewport.width / 2 - x * width, y: viewport.height / 2 - y * height, width, height }
}

/** Zooms by a factor; what lies at a place of the viewport stays there, as far as the picture's edges allow. */
export function zoomAt(
  view: ShareView,
  factor: number,
  at: { x: number; y: number },
  picture: Size,
  viewport: Size
): ShareView {
  const before = placePicture(view, picture, viewport)
  if (before.width === 0 || before.height === 0) return view
  const fitting = fittingScale(picture, viewport)
  const least = Math.min(fitting, SMALLEST)
  const scale = clamp(scaleOf(view, picture, viewport) * factor, least, Math.max(fitting, LARGEST))
  // Whoever zooms out until all is seen wants all to be seen, also when the window grows.
  if (factor < 1 && scale <= fitting) return WHOLE
  const place = { x: (at.x - before.x) / before.width, y: (at.y - before.y) / before.height }
  const center = {
    x: place.x + (viewport.width / 2 - at.x) / (picture.width * scale),
    y: place.y + (viewport.height / 2 - at.y) / (picture.height * scale)
  }
  return { scale, center: held(center, scale, picture, viewport) }
}

/** Moves the picture by so many pixels of the viewport. */
export function panBy(
  view: ShareView,
  by: { x: number; y: number },
  picture: Size,
  viewport: Size
): ShareView {
  const { width, height } = placePicture(view, picture, viewport)
  if (width === 0 || height === 0) return view
  const center = { x: view.center.x - by.x / width, y: view.center.y - by.y / height }
  return { ...view, center: held(center, scaleOf(view, picture, viewport), picture, viewport) }
}

/** The place of the picture under a place of the viewport; null beside the picture. */
export function pointAt(box: Box, at: { x: number; y: number }): Point | null {
  if (box.width === 0 || box.height === 0) return null
  const point = { x: (at.x - box.x) / box.width, y: (at.y - box.y) / box.height }
  return point.x < 0 || point.x > 1 || point.y < 0 || point.y > 1 ? null : point
}

/** Keeps the picture's edges at or beyond those of the viewport; a picture that is smaller stands in the middle. */
function held(center: Point, scale: number, picture: Size, viewport: Size): Point {
  const along = (value: number, length: number, room: number) => {
    const half = length === 0 ? 1 : room / (2 * length * scale)
    return half >= 0.5 ? 0.5 : clamp(value, half, 1 - half)
  }
  return {
    x: along(center.x, picture.width, viewport.width),
    y: along(center.y, picture.height, viewport.height)
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
