import type { Locator, Page } from '@playwright/test'
import type { Texts } from '../support/texts.ts'

/** The first page: a name, a new meeting, or a way into one. */
export class HomePage {
  readonly name: Locator
  readonly codeOrLink: Locator
  readonly #newMeeting: Locator
  readonly #join: Locator
  readonly #options: Locator
  readonly #textRoom: Locator

  constructor(page: Page, { home, textRoom }: Texts) {
    this.#options = page.getByRole('button', { name: home.options })
    this.#textRoom = page.getByRole('button', { name: textRoom.start })
    this.name = page.getByRole('textbox', { name: home.name })
    this.codeOrLink = page.getByRole('textbox', { name: home.codeOrLink })
    this.#newMeeting = page.getByRole('button', { name: home.newMeeting })
    this.#join = page.getByRole('button', { name: home.join, exact: true })
  }

  /** Makes a meeting; its lobby opens. */
  async newMeeting(): Promise<void> {
    await this.#newMeeting.click()
  }

  /** Makes a meeting of chat and files alone; its lobby opens. */
  async newTextRoom(): Promise<void> {
    await this.#options.click()
    await this.#textRoom.click()
  }

  /** Goes to the lobby of the meeting that a code or a link names. */
  async join(codeOrLink: string): Promise<void> {
    await this.codeOrLink.fill(codeOrLink)
    await this.#join.click()
  }
}
