import type { Page } from '@playwright/test'
import type {} from '../../e2e/support/probe.ts'

/** When somebody else's first picture was shown, and their first sound played; in milliseconds since 1970. */
export interface FirstMedia {
  pictures: number
  sound: number
}

declare global {
  /** What a page waits for. */
  var firstMedia: Promise<FirstMedia> | undefined
}

/** How long it may take, in milliseconds. A bench that waits forever says nothing. */
const LIMIT = 60_000

/**
 * Gets a page ready to note when pictures and sound of others come that aren't there yet. It is asked beforehand, so
 * that the answer doesn't depend on how fast the page can be reached.
 *
 * @param count of how many people: the last one's first picture and first sound count
 * @param videos CSS selector of everybody's video; those that exist already don't count
 */
export async function awaitMedia(page: Page, count: number, videos: string): Promise<void> {
  await page.evaluate(watchMedia, { count, videos, limit: LIMIT })
}

/** @returns when what was awaited came */
export async function mediaCameAt(page: Page): Promise<FirstMedia> {
  const came = await page.evaluate(() => globalThis.firstMedia)
  if (came === undefined) throw new Error('Nothing was awaited')
  return came
}

/** Runs in the page. */
function watchMedia({ count, videos, limit }: { count: number; videos: string; limit: number }): void {
  const known = new WeakSet<Element>(document.querySelectorAll(videos))
  const connections = new Set(globalThis.mediaProbe?.connections)
  const now = () => performance.timeOrigin + performance.now()

  const pictures = new Promise<number>((resolve) => {
    let shown = 0
    const find = () => {
      for (const video of document.querySelectorAll<HTMLVideoElement>(videos)) {
        if (known.has(video)) continue
        known.add(video)
        video.requestVideoFrameCallback((_now, { presentationTime }) => {
          shown += 1
          if (shown < count) return
          observer.disconnect()
          resolve(performance.timeOrigin + presentationTime)
        })
      }
    }
    const observer = new MutationObserver(find)
    observer.observe(document, { childList: true, subtree: true })
  })

  const sound = new Promise<number>((resolve) => {
    // A source is there as soon as the first packet of it has been played.
    const timer = setInterval(() => {
      const fresh = (globalThis.mediaProbe?.connections ?? []).filter((each) => !connections.has(each))
      const sounding = fresh.filter((each) =>
        each
          .getReceivers()
          .some(
            (receiver) => receiver.track.kind === 'audio' && receiver.getSynchronizationSources().length > 0
          )
      )
      if (sounding.length < count) return
      clearInterval(timer)
      resolve(now())
    }, 10)
  })

  globalThis.firstMedia = Promise.race([
    Promise.all([pictures, sound]).then(([pictures, sound]) => ({ pictures, sound })),
    new Promise<never>((_resolve, reject) =>
      setTimeout(() => reject(new Error(`Not everything came within ${limit} ms`)), limit)
    )
  ])
}
