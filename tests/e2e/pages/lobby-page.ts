import type { Locator, Page } from '@playwright/test'
import type { Texts } from '../support/texts.ts'

/** Before a meeting: the camera's preview, the devices, and the way in. */
export class LobbyPage {
  readonly title: Locator
  readonly preview: Locator
  readonly joinButton: Locator
  readonly retryButton: Locator
  /** What went wrong, in words for the person. */
  readonly problem: Locator
  readonly #muteButton: Locator
  readonly #cameraOffButton: Locator

  constructor(page: Page, { lobby, devices }: Texts) {
    this.title = page.getByRole('heading', { name: lobby.title })
    this.preview = page.getByRole('region', { name: lobby.preview })
    this.joinButton = page.getByRole('button', { name: lobby.join })
    this.retryButton = page.getByRole('button', { name: lobby.retry })
    this.problem = page.getByRole('alert')
    this.#muteButton = page.getByRole('button', { name: devices.mute, exact: true })
    this.#cameraOffButton = page.getByRole('button', { name: devices.cameraOff })
  }

  async join(): Promise<void> {
    await this.joinButton.click()
  }

  async mute(): Promise<void> {
    await this.#muteButton.click()
  }

  async turnCameraOff(): Promise<void> {
    await this.#cameraOffButton.click()
  }
}
