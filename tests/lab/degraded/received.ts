import type { Page } from '@playwright/test'
import '../../e2e/support/probe.ts'

/** What a page has received until now (W3C webrtc-stats, RTCInboundRtpStreamStats). */
interface Received {
  /** Milliseconds, by the page's clock. */
  at: number
  pictures: number
  /** Rows of pixels that the latest picture has. */
  pictureHeight: number
  /** Samples of sound that were played, and of those the ones that had to be made up because packets lacked. */
  samples: number
  concealed: number
}

/** What a stretch of time was like for somebody who watches and listens. */
export interface Reception {
  /** Pictures decoded a second. */
  pictureRate: number
  /** Rows of pixels that a picture has at the end of it. */
  pictureHeight: number
  /** Share of the sound that had to be made up, 0 to 1. */
  concealment: number
}

/** Looks at what a page with one connection receives. @param stretch how long, in milliseconds */
export async function watchReception(page: Page, stretch: number): Promise<Reception> {
  const before = await received(page)
  await page.waitForTimeout(stretch)
  const after = await received(page)
  const seconds = (after.at - before.at) / 1000
  return {
    pictureRate: (after.pictures - before.pictures) / seconds,
    pictureHeight: after.pictureHeight,
    concealment: (after.concealed - before.concealed) / Math.max(1, after.samples - before.samples)
  }
}

async function received(page: Page): Promise<Received> {
  return page.evaluate(async () => {
    const all = { at: performance.now(), pictures: 0, pictureHeight: 0, samples: 0, concealed: 0 }
    const open = globalThis.mediaProbe?.connections.find((each) => each.connectionState !== 'closed')
    const report = (await open?.getStats()) as unknown as Map<string, Record<string, unknown>> | undefined
    const number = (value: unknown) => (typeof value === 'number' ? value : 0)
    for (const stats of report?.values() ?? []) {
      if (stats.type !== 'inbound-rtp') continue
      all.pictures += number(stats.framesDecoded)
      all.pictureHeight = Math.max(all.pictureHeight, number(stats.frameHeight))
      all.samples += number(stats.totalSamplesReceived)
      // What is made up in a pause that the other side doesn't send, nobody misses.
      all.concealed += number(stats.concealedSamples) - number(stats.silentConcealedSamples)
    }
    return all
  })
}
