import type { Locator, Page } from '@playwright/test'
import { fill, type Texts } from '../support/texts.ts'

/** Sharing a screen, and looking at those that are shared. */
export class SharePage {
  readonly button: Locator
  readonly picker: Locator
  readonly search: Locator
  /** What the presenter reads and does in the meeting's window. */
  readonly banner: Locator
  readonly #page: Page
  readonly #texts: Texts

  constructor(page: Page, texts: Texts) {
    this.#page = page
    this.#texts = texts
    const { share, meeting } = texts
    this.button = page
      .getByRole('toolbar', { name: meeting.controls })
      .getByRole('button', { name: share.start, exact: true })
    this.picker = page.getByRole('dialog', { name: share.title })
    this.search = this.picker.getByRole('searchbox')
    this.banner = page.getByRole('region', { name: share.barTitle })
  }

  /** A screen or a window in the picker. */
  source(label: string): Locator {
    return this.#page.getByRole('dialog').getByRole('radio', { name: label, exact: true })
  }

  /** Opens the picker and shares what is named so there. */
  async start(label: string): Promise<void> {
    await this.button.click()
    await this.choose(label)
  }

  /** Shares something else instead. */
  async switchTo(label: string): Promise<void> {
    await this.press(this.#texts.share.switch)
    await this.choose(label)
  }

  async choose(label: string): Promise<void> {
    await this.source(label).click()
    await this.#page
      .getByRole('dialog')
      .getByRole('button', { name: this.#texts.share.share, exact: true })
      .click()
  }

  /** Presses a button of the banner. */
  async press(name: string): Promise<void> {
    await this.banner.getByRole('button', { name, exact: true }).click()
  }

  /** The screen that somebody else shares, wherever it is shown. */
  screen(name: string): Locator {
    return this.#page.getByRole('group', { name: fill(this.#texts.share.screenOf, { name }), exact: true })
  }

  get ownScreen(): Locator {
    return this.#page.getByRole('group', { name: this.#texts.share.yours, exact: true })
  }

  /** Puts somebody's screen on the stage, unless it is there. */
  async show(name: string): Promise<void> {
    const { show, screenOf } = this.#texts.share
    const choose = fill(show, { screen: fill(screenOf, { name }) })
    const button = this.screen(name).getByRole('button', { name: choose, exact: true })
    if ((await button.count()) > 0) await button.click()
  }
}

/**
 * Reads one pixel of the picture that a screen shows now.
 *
 * @param x share of its width, 0 to 1
 * @returns red, green and blue, 0 to 255; null while there is no picture
 */
export async function pixelOf(screen: Locator, x: number, y: number): Promise<number[] | null> {
  const video = screen.locator('video')
  if ((await video.count()) === 0) return null
  return video.evaluate(
    (element, [x, y]) => {
      const video = element as HTMLVideoElement
      if (video.readyState < 2) return null
      const canvas = document.createElement('canvas')
      canvas.width = video.videoWidth
      canvas.height = video.videoHeight
      const paint = canvas.getContext('2d')
      paint?.drawImage(video, 0, 0)
      const data = paint?.getImageData(
        Math.floor(x * (canvas.width - 1)),
        Math.floor(y * (canvas.height - 1)),
        1,
        1
      ).data
      return data === undefined ? null : [...data.slice(0, 3)]
    },
    [x, y] as const
  )
}
