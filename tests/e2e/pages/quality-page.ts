import type { Locator, Page } from '@playwright/test'
import { fill, type Texts } from '../support/texts.ts'

/** The panel that shows how well somebody can be reached. */
export class QualityPage {
  readonly panel: Locator
  readonly #page: Page
  readonly #texts: Texts

  constructor(page: Page, texts: Texts) {
    this.#page = page
    this.#texts = texts
    this.panel = page.getByRole('dialog', { name: texts.quality.title })
  }

  /** Opens the panel among the further options of the meeting. */
  async open(): Promise<void> {
    await this.#page.getByRole('button', { name: this.#texts.stage.moreOptions }).click()
    await this.#page.getByRole('menuitem', { name: this.#texts.quality.title }).click()
  }

  /** Opens the panel in the menu of somebody's tile. */
  async openFor(name: string): Promise<void> {
    await this.#page
      .getByRole('region', { name: this.#texts.meeting.people })
      .getByRole('group', { name, exact: true })
      .click({ button: 'right' })
    await this.#page
      .getByRole('dialog', { name: fill(this.#texts.stage.optionsFor, { name }) })
      .getByRole('button', { name: this.#texts.quality.title })
      .click()
  }

  /** A figure of what comes from them, by the name of its row. */
  incoming(figure: string): Locator {
    return this.panel.getByRole('row', { name: figure }).getByRole('cell').first()
  }

  /** Saves the history. */
  async export(): Promise<void> {
    await this.panel.getByRole('button', { name: this.#texts.quality.export }).click()
  }

  async close(): Promise<void> {
    await this.#page.keyboard.press('Escape')
  }
}
