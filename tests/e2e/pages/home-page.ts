import type { Locator, Page } from '@playwright/test'
import type { Texts } from '../support/texts.ts'

/** The first page: a name, a new meeting, or a way into one. */
export class HomePage {
  readonly name: Locator
  readonly codeOrLink: Locator
  readonly #newMeeting: Locator
  readonly #join: Locator

  constructor(page: Page, { home }: Texts) {
    this.name = page.getByRole('textbox', { name: home.name })
    this.codeOrLink = page.getByRole('textbox', { name: home.codeOrLink })
    this.#newMeeting = page.getByRole('button', { name: home.newMeeting })
    this.#join = page.getByRole('button', { name: home.join, exact: true })
  }

  /** Makes a meeting; its lobby opens. */
  async newMeeting(): Promise<void> {
    await this.#newMeeting.click()
  }

  /** Goes to the lobby of the meeting that a code or a link names. */
  async join(codeOrLink: string): Promise<void> {
    await this.codeOrLink.fill(codeOrLink)
    await this.#join.click()
  }
}
