import type { Locator, Page } from '@playwright/test'

/** One way up through the log. */
export interface Scrolling {
  /** Pictures a second. */
  rate: number
  /** Between one picture and the next, in milliseconds. */
  gaps: number[]
  /** Share of the pictures in which a message was missing, 0 to 1. */
  blank: number
}

/** How many pictures the log is scrolled for. */
const PICTURES = 120

/** How long a message may take to be in the page, in milliseconds. A bench that waits forever says nothing. */
const LIMIT = 30_000

/** How many messages are written at once where nobody takes the time. */
const BATCH = 50

/**
 * Writes messages as somebody does who types them: into the field, and Enter. They are of different lengths.
 *
 * @param batch how many are written before the page is let paint
 * @returns how long each batch took, from the last Enter until it was painted, in milliseconds
 */
export async function writeMessages(page: Page, count: number, batch = BATCH): Promise<number[]> {
  return page.evaluate(
    async ({ count, batch, limit }) => {
      const field = document.querySelector<HTMLTextAreaElement>('aside textarea')
      const log = document.querySelector('aside [role=feed]')
      if (field === null || log === null) throw new Error('There is no chat')
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
      const write = async (text: string) => {
        field.value = text
        field.dispatchEvent(new Event('input'))
        // The composer knows what stands in it once Vue has been through.
        await Promise.resolve()
        field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
      }
      const known = Number(log.querySelector('article')?.getAttribute('aria-setsize') ?? 0)
      const times: number[] = []
      for (let number = 1; number <= count; number++) {
        const writtenAt = performance.now()
        await write(`${number}: ${'what somebody says, **more or less**, '.repeat(1 + (number % 4))}`)
        if (number % batch !== 0 && number !== count) continue
        do {
          await frame()
          if (performance.now() - writtenAt > limit) throw new Error(`Message ${known + number} didn't come`)
        } while (log.querySelector(`[aria-posinset="${known + number}"]`) === null)
        // What is done at a frame comes before it is painted, and the next frame after.
        await frame()
        times.push(performance.now() - writtenAt)
      }
      return times
    },
    { count, batch, limit: LIMIT }
  )
}

/** @returns how long it takes from a click on the button until the newest message is painted, in milliseconds */
export async function openChat(button: Locator): Promise<number> {
  return button.evaluate(async (button) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const isNewestThere = () =>
      [...document.querySelectorAll('aside [role=feed] article')].some(
        (row) => row.getAttribute('aria-posinset') === row.getAttribute('aria-setsize')
      )
    const clickedAt = performance.now()
    ;(button as HTMLElement).click()
    do await frame()
    while (!isNewestThere())
    await frame()
    return performance.now() - clickedAt
  })
}

/** Scrolls from the end towards the beginning, by half of what is in sight at each picture, there and back. */
export async function scrollThrough(page: Page): Promise<Scrolling> {
  return page.evaluate(async (pictures) => {
    const log = document.querySelector('aside [role=feed]')
    if (log === null) throw new Error('There is no chat')
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
    const isBlank = () => {
      const { left, top, width, height } = log.getBoundingClientRect()
      return [0.3, 0.5, 0.7].some((share) => {
        const found = document.elementFromPoint(left + width / 2, top + height * share)
        return (found?.closest('[data-index]') ?? null) === null
      })
    }
    log.scrollTop = log.scrollHeight
    await frame()
    const beganAt = await frame()
    const step = log.clientHeight / 2
    let direction = -1
    let last = beganAt
    let blank = 0
    const gaps: number[] = []
    for (let picture = 0; picture < pictures; picture++) {
      if (log.scrollTop <= 0) direction = 1
      else if (log.scrollTop + log.clientHeight >= log.scrollHeight - 1) direction = -1
      log.scrollTop += direction * step
      const now = await frame()
      if (isBlank()) blank++
      gaps.push(now - last)
      last = now
    }
    return { rate: (1_000 * pictures) / (last - beganAt), gaps, blank: blank / pictures }
  }, PICTURES)
}
