import type { Page } from '@playwright/test'

declare global {
  /** When the awaited picture was shown, in milliseconds since 1970. */
  var firstPicture: Promise<number> | undefined
}

/** How long a picture may take to come, in milliseconds. A bench that waits forever says nothing. */
const PICTURE_LIMIT = 60_000

/**
 * Gets a page ready to note when the next picture of a video is shown. It is asked beforehand, so that the
 * answer doesn't depend on how fast the page can be reached.
 *
 * @param video CSS selector; the video need not exist yet
 */
export async function awaitPicture(page: Page, video: string): Promise<void> {
  await page.evaluate(
    ({ selector, limit }) => {
      globalThis.firstPicture = new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error(`No picture came within ${limit} ms`)), limit)
        const find = (): boolean => {
          const video = document.querySelector<HTMLVideoElement>(selector)
          video?.requestVideoFrameCallback((_now, { presentationTime }) =>
            resolve(performance.timeOrigin + presentationTime)
          )
          return video !== null
        }
        if (find()) return
        const observer = new MutationObserver(() => find() && observer.disconnect())
        observer.observe(document, { childList: true, subtree: true })
      })
    },
    { selector: video, limit: PICTURE_LIMIT }
  )
}

/** @returns when the awaited picture was shown, in milliseconds since 1970 */
export async function pictureShownAt(page: Page): Promise<number> {
  const shownAt = await page.evaluate(() => globalThis.firstPicture)
  if (shownAt === undefined) throw new Error('No picture was awaited')
  return shownAt
}
