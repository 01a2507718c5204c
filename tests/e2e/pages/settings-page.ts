import type { Locator, Page } from '@playwright/test'
import type { Texts } from '../support/texts.ts'

/** The settings, over whatever else is shown. */
export class SettingsPage {
  readonly dialog: Locator
  readonly reportButton: Locator
  readonly #page: Page
  readonly #texts: Texts

  constructor(page: Page, texts: Texts) {
    this.#page = page
    this.#texts = texts
    this.dialog = page.getByRole('dialog', { name: texts.settings.title })
    this.reportButton = this.dialog.getByRole('button', { name: texts.settings.report })
  }

  async open(): Promise<void> {
    await this.#page.getByRole('button', { name: this.#texts.settings.open }).click()
  }

  /** Opens them from the menu of a meeting. */
  async openInMeeting(): Promise<void> {
    await this.#page.getByRole('button', { name: this.#texts.stage.moreOptions }).click()
    await this.#page.getByRole('menuitem', { name: this.#texts.settings.open }).click()
  }

  /** Goes to a section, by its name. */
  async show(section: string): Promise<void> {
    await this.dialog.getByRole('tab', { name: section }).click()
  }

  switchOf(label: string): Locator {
    return this.dialog.getByRole('switch', { name: label })
  }

  async close(): Promise<void> {
    await this.dialog.getByRole('button', { name: this.#texts.settings.close }).click()
  }
}
