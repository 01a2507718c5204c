import { _electron, type Page } from '@playwright/test'
import { GALLERY_WINDOW, serveBuiltGallery } from '../../build/scripts/gallery-server.ts'
import { whyNoSandboxHere } from '../../build/scripts/electron-sandbox.ts'
import { usedRuntime } from '../e2e/support/used-runtime.ts'

export interface Look {
  theme: 'light' | 'dark'
  language: string
}

/** The gallery in a window of its own. */
export class GalleryWindow {
  readonly page: Page
  /** What went wrong in the page since the last look. */
  readonly #errors: string[] = []
  readonly #address: string
  readonly #close: () => Promise<void>

  private constructor(page: Page, address: string, close: () => Promise<void>) {
    this.page = page
    this.#address = address
    this.#close = close
    page.on('console', (message) => {
      const warning = message.type() === 'warning' && !message.text().includes('Electron Security Warning')
      if (message.type() === 'error' || warning) this.#errors.push(message.text())
    })
    page.on('pageerror', (error) => this.#errors.push(error.message))
  }

  static async open(): Promise<GalleryWindow> {
    const runtime = usedRuntime()
    const server = await serveBuiltGallery()
    const sandbox = whyNoSandboxHere(runtime) === null ? [] : ['--no-sandbox']
    const app = await _electron.launch({
      executablePath: runtime.executable,
      timeout: 60_000,
      args: [GALLERY_WINDOW, ...sandbox, '--force-device-scale-factor=1', server.address]
    })
    const close = async () => {
      await app.close()
      await server.close()
    }
    return new GalleryWindow(await app.firstWindow(), server.address, close)
  }

  /** The names of all states. */
  async states(): Promise<string[]> {
    await this.page.goto(this.#address)
    await this.page.locator('html[data-gallery]').waitFor()
    const names = this.page.locator('[data-state-name]')
    return names.evaluateAll((buttons) => buttons.map((button) => button.textContent.trim()))
  }

  /** Opens a state and waits until it is whole. @returns what went wrong on the way */
  async show(state: string, look: Look): Promise<string[]> {
    this.#errors.length = 0
    await this.page.goto(`${this.#address}?${new URLSearchParams({ state, ...look })}`)
    const status = this.page.locator('html[data-gallery]')
    await status.waitFor()
    if ((await status.getAttribute('data-gallery')) !== 'ready') this.#errors.push(`${state} does not open`)
    return [...this.#errors]
  }

  async close(): Promise<void> {
    await this.#close()
  }
}
