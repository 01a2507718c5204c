import type { Page } from '@playwright/test'
import { CLOCK_BITS, decodeClock, encodeClock } from './frame-clock.ts'

/** Where the clock's blocks are in the page, in pixels. They are as large as a block of the encoders', or larger. */
const LAYOUT = { left: 16, top: 16, block: 16, blocks: CLOCK_BITS }

/** The body of a page that shows what time it is, anew with every picture that it paints. */
export function clockPage(): string {
  return `<body style="margin: 0">
    <canvas id="clock" style="display: block"></canvas>
    <script>
      const layout = ${JSON.stringify(LAYOUT)}
      const encodeClock = ${encodeClock.toString()}
      clock.width = layout.left + (layout.blocks + 1) * layout.block
      clock.height = layout.top + 2 * layout.block
      const paint = clock.getContext('2d')
      const draw = () => {
        encodeClock(performance.timeOrigin + performance.now()).forEach((bit, place) => {
          paint.fillStyle = bit ? '#fff' : '#000'
          paint.fillRect(layout.left + place * layout.block, layout.top, layout.block, layout.block)
        })
        requestAnimationFrame(draw)
      }
      draw()
    </script>`
}

/**
 * Watches a video in which the clock page is seen, until so many pictures were read. A slow machine shows fewer a
 * second, and they are no less telling there.
 *
 * @param video CSS selector
 * @returns how old each picture was when it could be seen, in milliseconds
 * @throws Error when the pictures can't be read
 */
export async function agesOfPictures(page: Page, video: string, count: number): Promise<number[]> {
  const ages: number[] = []
  while (ages.length < count) {
    const wanted = { video, count: count - ages.length, layout: LAYOUT, limit: PICTURES_LIMIT }
    const readings = await page.evaluate(readBlocks, wanted)
    const read = readings.flatMap(({ bits, at }) => {
      const shownAt = decodeClock(bits, at)
      return shownAt === null ? [] : [at - shownAt]
    })
    // One may be torn or blurred; if most are, those that are left say nothing of the others.
    if (read.length < readings.length / 2) throw new Error('The clock in the pictures is illegible')
    ages.push(...read)
  }
  return ages
}

/** How long the pictures of a turn may take to come, in milliseconds. */
const PICTURES_LIMIT = 120_000

interface Reading {
  bits: boolean[]
  /** Milliseconds since 1970. */
  at: number
}

/** Runs in the page. */
async function readBlocks({
  video: selector,
  count,
  layout: { left, top, block, blocks },
  limit
}: {
  video: string
  count: number
  limit: number
  layout: typeof LAYOUT
}): Promise<Reading[]> {
  const now = () => performance.timeOrigin + performance.now()
  const video = document.querySelector<HTMLVideoElement>(selector)
  const canvas = new OffscreenCanvas(blocks * block, block)
  const paint = canvas.getContext('2d', { willReadFrequently: true })
  if (video === null || paint === null) throw new Error('There is no video to be watched')
  const readings: Reading[] = []
  const late = new Promise<never>((_resolve, reject) =>
    setTimeout(() => reject(new Error(`The pictures did not come within ${limit} ms`)), limit)
  )
  late.catch(() => undefined)
  while (readings.length < count) {
    await Promise.race([late, new Promise((resolve) => video.requestVideoFrameCallback(resolve))])
    // Not when the picture came: should the video have gone on to the next one, that one is drawn.
    const at = now()
    paint.drawImage(video, left, top, canvas.width, block, 0, 0, canvas.width, block)
    const { data } = paint.getImageData(0, block / 2, canvas.width, 1)
    const green = (x: number) => data[x * 4 + 1] ?? 0
    const bits = Array.from({ length: blocks }, (_empty, place) => green((place + 0.5) * block) > 127)
    readings.push({ bits, at })
  }
  return readings
}
