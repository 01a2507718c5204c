import { writeCameraFile } from '../../e2e/support/camera-file.ts'

const WIDTH = 640
const HEIGHT = 360
const RATE = 30
const SECONDS = 2

/** How far a pixel is off, as in a dim room: hardly to be seen, and hard to compress. */
const NOISE = 12

/**
 * Writes a film that moves all over and is noisy, about 20 MB. The picture of Chromium's fake camera is so plain that it
 * fits through any line.
 */
export function writeBusyCamera(file: string): void {
  writeCameraFile(file, { width: WIDTH, height: HEIGHT, rate: RATE, frames: RATE * SECONDS, draw })
}

function draw(frame: number): Uint8Array {
  const turn = (2 * Math.PI * frame) / (RATE * SECONDS)
  const pixels = WIDTH * HEIGHT
  const planes = new Uint8Array(pixels * 1.5).fill(128)
  for (let place = 0; place < pixels; place++) {
    const [x, y] = [place % WIDTH, Math.floor(place / WIDTH)]
    const light = Math.sin(x / 40 + 3 * Math.sin(turn)) + Math.sin(y / 30 + 2 * Math.cos(turn))
    planes[place] = 128 + 45 * light + NOISE * (2 * Math.random() - 1)
  }
  return planes
}
