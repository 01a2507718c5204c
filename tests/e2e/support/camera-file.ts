import { closeSync, openSync, writeSync } from 'node:fs'

export interface CameraFileOptions {
  width: number
  height: number
  /** Pictures a second. */
  rate: number
  /** How many pictures there are, until they begin again. */
  frames: number
  /** One picture in planar 4:2:0: all of Y, then Cb and Cr at half the width and height. */
  draw: (frame: number) => Uint8Array | Uint8ClampedArray
}

/** Writes a film for Chromium's `--use-file-for-fake-video-capture`, uncompressed (YUV4MPEG2). */
export function writeCameraFile(
  file: string,
  { width, height, rate, frames, draw }: CameraFileOptions
): void {
  const output = openSync(file, 'w')
  try {
    writeSync(output, `YUV4MPEG2 W${width} H${height} F${rate}:1 Ip A1:1 C420jpeg\n`)
    for (let frame = 0; frame < frames; frame++) {
      writeSync(output, 'FRAME\n')
      writeSync(output, draw(frame))
    }
  } finally {
    closeSync(output)
  }
}
