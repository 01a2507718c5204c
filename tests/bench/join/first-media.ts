import type { Page } from '@playwright/test'
import type {} from '../../e2e/support/probe.ts'
import { TILES_OF_OTHERS } from '../../e2e/support/tiles-of-others.ts'

/** When the first pictures of others were shown, and their first sound was played; in milliseconds since 1970. */
export interface FirstMedia {
  /** Null where the page has no place for any of them. */
  pictures: number | null
  sound: number
}

declare global {
  /** What a page waits for. */
  var firstMedia: Promise<FirstMedia> | undefined
}

/** How long it may take, in milliseconds. A bench that waits forever says nothing. */
const LIMIT = 120_000

/** When so long nobody new was shown, everybody is who has a place on the page; in milliseconds. */
const SETTLED = 3_000

/**
 * Gets a page ready to note when pictures and sound of others come that aren't there yet. It is asked beforehand, so
 * that the answer doesn't depend on how fast the page can be reached.
 *
 * @param count of how many people: the last one's first picture and first sound count. Of more than have a place on the
 *   page, pictures of as many as have one
 */
export async function awaitMedia(page: Page, count: number): Promise<void> {
  await page.evaluate(watchMedia, { count, selector: TILES_OF_OTHERS, limit: LIMIT, settled: SETTLED })
}

/** @returns when what was awaited came */
export async function mediaCameAt(page: Page): Promise<FirstMedia> {
  const came = await page.evaluate(() => globalThis.firstMedia)
  if (came === undefined) throw new Error('Nothing was awaited')
  return came
}

/** Runs in the page. */
function watchMedia(options: { count: number; selector: string; limit: number; settled: number }): void {
  const { count, selector, limit, settled } = options
  const before = new Set(globalThis.mediaProbe?.connections)
  const now = () => performance.timeOrigin + performance.now()
  const fresh = () => (globalThis.mediaProbe?.connections ?? []).filter((each) => !before.has(each))
  const isOfFresh = ({ srcObject }: HTMLVideoElement) =>
    srcObject instanceof MediaStream &&
    fresh().some((each) => each.getReceivers().some(({ track }) => srcObject.getTracks().includes(track)))

  const sounding = new WeakSet<RTCPeerConnection>()
  /** To ask holds the page up, so it isn't asked again, and of the first slot alone: the second is a share's. */
  const sounds = (connection: RTCPeerConnection) => {
    if (sounding.has(connection)) return true
    const receiver = connection.getReceivers().find(({ track }) => track.kind === 'audio')
    // A source is there as soon as the first packet of it has been played.
    if ((receiver?.getSynchronizationSources().length ?? 0) === 0) return false
    sounding.add(connection)
    return true
  }

  const watched = new WeakSet<Element>()
  const shown = new WeakSet<Element>()
  /** When pictures of those who weren't there before were shown first, soonest first. */
  const times: number[] = []
  let lastAt = now()
  const watch = () => {
    for (const video of document.querySelectorAll<HTMLVideoElement>(`${selector} video`)) {
      if (watched.has(video)) continue
      watched.add(video)
      video.requestVideoFrameCallback((_now, { presentationTime }) => {
        shown.add(video)
        lastAt = now()
        if (isOfFresh(video)) times.push(performance.timeOrigin + presentationTime)
      })
    }
  }
  watch()
  const observer = new MutationObserver(watch)
  observer.observe(document, { childList: true, subtree: true })

  globalThis.firstMedia = new Promise((resolve, reject) => {
    let sound: number | null = null
    const end = () => {
      clearInterval(timer)
      clearTimeout(limitTimer)
      observer.disconnect()
    }
    const timer = setInterval(() => {
      if (sound === null) {
        if (fresh().filter(sounds).length >= count) sound = now()
        return
      }
      const tiles = [...document.querySelectorAll(selector)]
      const all = tiles.every((tile) => shown.has(tile.querySelector('video') ?? tile))
      if (!all || now() - Math.max(lastAt, sound) < settled) return
      end()
      // Who speaks may be brought to a full page, in place of somebody who was seen there: that is one more, and late.
      resolve({ pictures: times[Math.min(tiles.length, times.length) - 1] ?? null, sound })
    }, 10)
    const limitTimer = setTimeout(() => {
      end()
      reject(new Error(`Not everything came within ${limit} ms`))
    }, limit)
  })
}
