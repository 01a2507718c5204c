import type { Locator, Page } from '@playwright/test'
import type { Texts } from '../support/texts.ts'

/** The check of the connection. */
export class CheckPage {
  /** What it comes to. */
  readonly verdict: Locator
  readonly #page: Page
  readonly #dialog: Locator
  readonly #texts: Texts

  constructor(page: Page, texts: Texts) {
    this.#page = page
    this.#texts = texts
    this.#dialog = page.getByRole('dialog', { name: texts.check.title })
    this.verdict = this.#dialog.getByRole('status')
  }

  /** At home or in the lobby. */
  async open(): Promise<void> {
    await this.#page.getByRole('button', { name: this.#texts.check.title }).click()
  }

  async openInMeeting(): Promise<void> {
    await this.#page.getByRole('button', { name: this.#texts.stage.moreOptions }).click()
    await this.#page.getByRole('menuitem', { name: this.#texts.check.title }).click()
  }

  /** One of the things that are tried. */
  trial(title: string): Locator {
    const all = this.#dialog.getByRole('list', { name: this.#texts.check.steps })
    return all.getByRole('listitem').filter({ hasText: title }).first()
  }

  /** What it is made of. */
  parts(title: string): Locator {
    return this.#dialog.getByRole('list', { name: title }).getByRole('listitem')
  }

  async again(): Promise<void> {
    await this.#dialog.getByRole('button', { name: this.#texts.check.again }).click()
  }

  /** @returns what is on the clipboard then */
  async copyReport(): Promise<string> {
    await this.#page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await this.#dialog.getByRole('button', { name: this.#texts.check.copy }).click()
    await this.#dialog.getByRole('button', { name: this.#texts.check.copied, exact: true }).waitFor()
    return this.#page.evaluate(() => navigator.clipboard.readText())
  }

  async close(): Promise<void> {
    await this.#dialog.getByRole('button', { name: this.#texts.check.close }).click()
  }
}
