import { expect, type Locator, type Page } from '@playwright/test'
import type { Participant } from '../support/participant.ts'
import { fill, type Texts } from '../support/texts.ts'

/** The list of transfers in a meeting. */
export class FilesPage {
  readonly panel: Locator
  readonly #page: Page
  readonly #texts: Texts

  constructor({ page, texts }: Pick<Participant, 'page' | 'texts'>) {
    this.#page = page
    this.#texts = texts
    this.panel = page.getByRole('complementary', { name: texts.files.title })
  }

  async open(): Promise<void> {
    const controls = this.#page.getByRole('toolbar', { name: this.#texts.meeting.controls })
    const button = controls.getByRole('button', { name: this.#texts.files.title, exact: true })
    if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click()
  }

  /** Picks files that lie on the disk, as in the system's dialog. */
  async send(paths: readonly string[]): Promise<void> {
    await this.panel.locator('input[data-files]').setInputFiles([...paths])
  }

  /** Picks a whole folder. */
  async sendFolder(path: string): Promise<void> {
    await this.panel.locator('input[data-folder]').setInputFiles(path)
  }

  /** Every transfer in which something has this status. */
  withStatus(status: string): Locator {
    return this.panel.locator(`[data-status=${status}]`)
  }

  /** A transfer, by its name. */
  transfer(name: string): Locator {
    return this.panel.getByRole('listitem', { name, exact: true })
  }

  /** Waits for so many offers, and takes them all. */
  async acceptAll(count: number): Promise<void> {
    const buttons = this.panel.getByRole('button', {
      name: new RegExp(`^${fill(this.#texts.files.acceptNamed, { name: '' })}`)
    })
    for (let left = count; left > 0; left -= 1) {
      await expect(buttons).toHaveCount(left)
      await buttons.first().click()
    }
    await expect(buttons).toHaveCount(0)
  }

  /** Does something with a transfer: the name of a text with the transfer's name in it. */
  async act(
    action: 'acceptNamed' | 'declineNamed' | 'pauseNamed' | 'resumeNamed' | 'cancelNamed' | 'showNamed',
    name: string
  ): Promise<void> {
    await this.panel
      .getByRole('button', { name: fill(this.#texts.files[action], { name }), exact: true })
      .click()
  }
}
