import type { Locator, Page } from '@playwright/test'
import { fill, type Texts } from '../support/texts.ts'

/** The panel with the people of a meeting, and what somebody in charge does there. */
export class PeoplePage {
  readonly button: Locator
  readonly panel: Locator
  readonly #page: Page
  readonly #texts: Texts

  constructor(page: Page, texts: Texts) {
    this.#page = page
    this.#texts = texts
    this.button = page
      .getByRole('toolbar', { name: texts.meeting.controls })
      .getByRole('button', { name: texts.people.title, exact: true })
    this.panel = page.getByRole('complementary', { name: texts.people.title })
  }

  async open(): Promise<void> {
    if ((await this.button.getAttribute('aria-expanded')) !== 'true') await this.button.click()
  }

  /** Somebody in the meeting. */
  row(name: string): Locator {
    return this.panel
      .getByRole('list', { name: this.#texts.people.list })
      .getByRole('listitem', { name, exact: true })
  }

  /** Somebody who waits to be let in. */
  knock(name: string): Locator {
    return this.panel
      .getByRole('list', { name: this.#texts.people.waiting })
      .getByRole('listitem', { name, exact: true })
  }

  async admit(name: string): Promise<void> {
    await this.panel.getByRole('button', { name: fill(this.#texts.people.admitName, { name }) }).click()
  }

  async refuse(name: string): Promise<void> {
    await this.panel.getByRole('button', { name: fill(this.#texts.people.refuseName, { name }) }).click()
  }

  /** Chooses in a person's menu, by keyboard. */
  async choose(name: string, action: string): Promise<void> {
    await this.panel.getByRole('button', { name: fill(this.#texts.people.actions, { name }) }).press('Enter')
    await this.#page.getByRole('menuitem', { name: action, exact: true }).press('Enter')
  }

  async remove(name: string, { forGood }: { forGood: boolean }): Promise<void> {
    const { people } = this.#texts
    await this.choose(name, people.remove)
    await this.#page
      .getByRole('alertdialog')
      .getByRole('button', { name: forGood ? people.removeForGood : people.removeMayReturn })
      .click()
  }

  async switch(label: string): Promise<void> {
    await this.panel.getByRole('switch', { name: label }).click()
  }

  async setPassword(password: string): Promise<void> {
    const { room } = this.#texts
    await this.panel.getByRole('textbox', { name: room.password }).fill(password)
    await this.panel.getByRole('button', { name: room.setPassword, exact: true }).click()
  }
}
