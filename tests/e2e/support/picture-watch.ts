import type { Page } from '@playwright/test'
import './probe.ts'

declare global {
  /** When new pictures were found to have been decoded, in milliseconds since 1970. */
  var picturesAt: number[] | undefined
}

/** How often a page looks for new pictures, in milliseconds: the grain of what is found. */
const LOOKS = 50

/** Has a page note from now on when pictures come, whichever connection they come through. */
export async function watchPictures(page: Page): Promise<void> {
  await page.evaluate((looks) => {
    const times: number[] = (globalThis.picturesAt = [])
    let known = -1
    const look = async () => {
      let count = 0
      for (const connection of globalThis.mediaProbe?.connections ?? []) {
        if (connection.connectionState === 'closed') continue
        const report = (await connection.getStats()) as unknown as Map<string, Record<string, unknown>>
        for (const { type, framesDecoded } of report.values())
          if (type === 'inbound-rtp' && typeof framesDecoded === 'number') count += framesDecoded
      }
      if (count !== known) times.push(Date.now())
      known = count
      setTimeout(() => void look(), looks)
    }
    void look()
  }, LOOKS)
}

/** When pictures came, in milliseconds since 1970. */
export async function picturesAt(page: Page): Promise<number[]> {
  return page.evaluate(() => globalThis.picturesAt ?? [])
}
