import type { Page } from '@playwright/test'

declare global {
  /** When the watched button was clicked, in milliseconds since 1970. */
  var clickedAt: number | undefined
}

/**
 * Tells when a button is clicked in the course of something, as the page's own clock says before the product learns of
 * the click. How long it took to reach the page is no part of it.
 *
 * @param label the button's text
 * @returns milliseconds since 1970
 */
export async function timeOfClick(page: Page, label: string, act: () => Promise<void>): Promise<number> {
  await page.evaluate(watchClick, label)
  await act()
  const clickedAt = await page.evaluate(() => globalThis.clickedAt)
  if (clickedAt === undefined) throw new Error(`The click on ${label} was not noticed`)
  return clickedAt
}

/** Runs in the page. */
function watchClick(label: string): void {
  globalThis.clickedAt = undefined
  const note = (event: MouseEvent) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null
    if (button?.textContent.trim() !== label) return
    document.removeEventListener('click', note, { capture: true })
    globalThis.clickedAt = performance.timeOrigin + event.timeStamp
  }
  document.addEventListener('click', note, { capture: true })
}
