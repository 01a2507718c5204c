import type { Page } from '@playwright/test'

declare global {
  /** When the awaited picture was shown, in milliseconds since 1970. */
  var firstPicture: Promise<number> | undefined
}

/**
 * Gets a page ready to note when the next picture of a video is shown. It is asked beforehand, so that the
 * answer doesn't depend on how fast the page can be reached.
 *
 * @param video CSS selector; the video need not exist yet
 */
export async function awaitPicture(page: Page, video: string): Promise<void> {
  await page.evaluate((selector) => {
    globalThis.firstPicture = new Promise((resolve) => {
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
  }, video)
}

/** @returns when the awaited picture was shown, in milliseconds since 1970 */
export async function pictureShownAt(page: Page): Promise<number> {
  const shownAt = await page.evaluate(() => globalThis.firstPicture)
  if (shownAt === undefined) throw new Error('No picture was awaited')
  return shownAt
}
