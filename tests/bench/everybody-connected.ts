import type { Page } from '@playwright/test'
import type {} from '../e2e/support/probe.ts'

/**
 * Waits until a page is connected with so many others.
 *
 * @param limit how long it may take, in milliseconds
 */
export async function everybodyConnected(page: Page, others: number, limit: number): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      (globalThis.mediaProbe?.connections ?? []).filter((each) => each.connectionState === 'connected')
        .length >= wanted,
    others,
    { timeout: limit }
  )
}
