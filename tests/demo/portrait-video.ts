import { writeCameraFile } from '../e2e/support/camera-file.ts'

const WIDTH = 640
const HEIGHT = 360
const RATE = 20
const SECONDS = 3

export interface PortraitColors {
  background: Color
  clothes: Color
  skin: Color
  hair: Color
}

/** Red, green and blue, 0 to 255. */
type Color = readonly [number, number, number]

/**
 * Writes a short loop of a drawn person who sways, looks about and talks, as a camera for Chromium's
 * `--use-file-for-fake-video-capture`, about 20 MB.
 */
export function writePortraitVideo(file: string, colors: PortraitColors): void {
  writeCameraFile(file, {
    width: WIDTH,
    height: HEIGHT,
    rate: RATE,
    frames: RATE * SECONDS,
    draw: (frame) => drawFrame(colors, frame / RATE)
  })
}

/** One picture in planar 4:2:0: all of Y, then Cb and Cr at half the width and height. */
function drawFrame(colors: PortraitColors, time: number): Uint8ClampedArray {
  const pixels = WIDTH * HEIGHT
  const planes = new Uint8ClampedArray(pixels * 1.5)
  const colorAt = painter(colors, time)
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const [r, g, b] = colorAt(x, y)
      // JFIF's full-range conversion from RGB (ITU-T T.871, section 7).
      planes[y * WIDTH + x] = 0.299 * r + 0.587 * g + 0.114 * b
      if (x % 2 === 0 && y % 2 === 0) {
        const place = pixels + (y / 2) * (WIDTH / 2) + x / 2
        planes[place] = 128 - 0.168736 * r - 0.331264 * g + 0.5 * b
        planes[place + pixels / 4] = 128 + 0.5 * r - 0.418688 * g - 0.081312 * b
      }
    }
  }
  return planes
}

/** Gives the color of each pixel at a time in seconds; every motion repeats after `SECONDS`. */
function painter({ background, clothes, skin, hair }: PortraitColors, time: number) {
  const turn = (2 * Math.PI * time) / SECONDS
  const headX = 320 + 22 * Math.sin(turn)
  const headY = 165 + 6 * Math.sin(2 * turn)
  const gaze = 5 * Math.sin(turn + 1)
  const mouth = 3 + 6 * Math.abs(Math.sin(4 * turn))
  const eyes = Math.abs(time - 1.2) < 0.08 ? 1.5 : 8
  const inside = (x: number, y: number, centerX: number, centerY: number, radiusX: number, radiusY: number) =>
    ((x - centerX) / radiusX) ** 2 + ((y - centerY) / radiusY) ** 2 < 1

  return (x: number, y: number): Color => {
    if (inside(x, y, headX, headY + 42, 20, mouth)) return [150, 60, 60]
    if (inside(Math.abs(x - headX - gaze), y, 28, headY - 5, 7, eyes)) return [40, 35, 40]
    const fringe =
      inside(x, y, headX + 24, headY - 84, 84, 52) || inside(x, y, headX - 62, headY - 62, 40, 40)
    if (inside(x, y, headX, headY, 70, 88) && !fringe) return skin
    if (inside(x, y, headX, headY - 14, 80, 92) && y < headY + 50) return hair
    if (inside(x, y, (headX + 320) / 2, headY + 95, 26, 45))
      return skin.map((part) => part * 0.9) as unknown as Color
    if (inside(x, y, 320 + 8 * Math.sin(turn), 400, 170, 140)) return clothes
    const light = 0.75 + (0.35 * y) / HEIGHT + 0.1 * Math.sin(x / 90 + turn)
    return [background[0] * light, background[1] * light, background[2] * light]
  }
}
