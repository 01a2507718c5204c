import type { Page } from '@playwright/test'

/** What fits on a Full HD screen: lines, and letters in each, of ten pixels high and six wide. */
const LINES = 90
const COLUMNS = 320

/** Time between two steps of a text that scrolls, in milliseconds. */
const SCROLL_INTERVAL = 100

/** The body of a page full of small print, ten pixels high. */
export function textPage(): string {
  return `<body style="margin: 0; background: #fff; color: #222; overflow: hidden">
    <pre id="text" style="margin: 0; font: 10px/12px monospace">${textOf(0)}</pre>`
}

/** Shows another text in a text page. Settles when it is painted. */
export async function changeText(page: Page, seed: number): Promise<void> {
  await page.evaluate(async (text) => {
    const place = document.querySelector('#text')
    if (place !== null) place.textContent = text
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  }, textOf(seed))
}

/** Lets the text of a text page scroll, a line at a time, for as long as it is open. */
export async function scrollText(page: Page): Promise<void> {
  await page.evaluate((interval) => {
    const place = document.querySelector('#text')
    setInterval(() => {
      const lines = place?.textContent.split('\n') ?? []
      if (place !== null) place.textContent = [...lines.slice(1), ...lines.slice(0, 1)].join('\n')
    }, interval)
  }, SCROLL_INTERVAL)
}

/** A text of made-up words, the same for a seed each time. */
function textOf(seed: number): string {
  // A linear congruential generator, with the constants of Numerical Recipes, third edition, section 7.1.2.
  let state = seed
  const next = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const letter = () => String.fromCharCode(97 + next(26))
  const word = () => Array.from({ length: 2 + next(9) }, letter).join('')
  const line = () =>
    Array.from({ length: COLUMNS / 4 }, word)
      .join(' ')
      .slice(0, COLUMNS)
  return Array.from({ length: LINES }, line).join('\n')
}
