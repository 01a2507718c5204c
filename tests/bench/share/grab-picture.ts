import type { Page } from '@playwright/test'
import '../../e2e/support/probe.ts'
import type { Luma } from './ssim.ts'

/** A picture as a page hands it over: luma as Base64. */
interface GrabbedPicture {
  width: number
  height: number
  luma: string
}

/** The picture that a video shows now. @param video CSS selector */
export async function grabShown(page: Page, video: string): Promise<Luma> {
  await page.evaluate(keepGrabber)
  return unpack(
    await page.evaluate(
      (selector) => globalThis.grabPicture?.(document.querySelector<HTMLVideoElement>(selector)),
      video
    )
  )
}

/** The picture that a page captures of a screen now, before anything is done to it. */
export async function grabCaptured(page: Page): Promise<Luma> {
  await page.evaluate(keepGrabber)
  return unpack(
    await page.evaluate(async () => {
      const tracks = globalThis.mediaProbe?.tracks ?? []
      const track = tracks.findLast(
        (each) => each.readyState === 'live' && 'displaySurface' in each.getSettings()
      )
      if (track === undefined) throw new Error('No screen is captured')
      const video = document.createElement('video')
      video.srcObject = new MediaStream([track])
      video.muted = true
      await video.play()
      const picture = globalThis.grabPicture?.(video)
      video.srcObject = null
      return picture
    })
  )
}

declare global {
  var grabPicture: ((video: HTMLVideoElement | null) => GrabbedPicture) | undefined
}

/** Runs in the page, and leaves there what reads a picture. */
function keepGrabber(): void {
  globalThis.grabPicture = (video) => {
    const { videoWidth: width = 0, videoHeight: height = 0 } = video ?? {}
    if (video === null || width === 0) throw new Error('There is no picture')
    const paint = new OffscreenCanvas(width, height).getContext('2d')
    if (paint === null) throw new Error('There is no canvas')
    paint.drawImage(video, 0, 0)
    const { data } = paint.getImageData(0, 0, width, height)
    let luma = ''
    for (let at = 0; at < data.length; at += 4) {
      // Weights of red, green and blue: ITU-R BT.601.
      const value = 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0)
      luma += String.fromCharCode(Math.round(value))
    }
    return { width, height, luma: btoa(luma) }
  }
}

function unpack(picture: GrabbedPicture | undefined): Luma {
  if (picture === undefined) throw new Error('There is nothing that grabs pictures')
  const { width, height, luma } = picture
  return { width, height, data: Buffer.from(luma, 'base64') }
}
