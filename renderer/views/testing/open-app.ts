import '../../components/testing/plain-media-elements.ts'
import { mount, type VueWrapper } from '@vue/test-utils'
import type { Router } from 'vue-router'
import App from '../../App.vue'
import { settle } from '../../call/testing/settle.ts'
import { createTexts } from '../../i18n/index.ts'
import en from '../../i18n/locales/en.json'
import { createPages } from '../../router.ts'
// They come later in the app; here they are there at once.
import '../../components/ConfirmDialog.vue'
import '../MeetingChat.vue'
import '../settings/SettingsPage.vue'
import RoomView from '../RoomView.vue'
import type { FakeApp } from '../../stores/testing/fake-app.ts'

/** The whole interface as the person sees it, on a fake app, in English. */
export class OpenApp {
  readonly wrapper: VueWrapper
  readonly router: Router

  private constructor(wrapper: VueWrapper, router: Router) {
    this.wrapper = wrapper
    this.router = router
  }

  /** Opens a page by its path. */
  static async at(path: string, app: FakeApp): Promise<OpenApp> {
    window.history.replaceState(null, '', path)
    await app.start()
    const router = createPages({ room: RoomView })
    const plugins = [app.pinia, app.plugin, createTexts('en', en), router]
    const wrapper = mount(App, { attachTo: document.body, global: { plugins } })
    await router.isReady()
    await settle()
    return new OpenApp(wrapper, router)
  }

  get text(): string {
    return document.body.textContent
  }

  /** The visible button, by its accessible name. */
  button(name: string): HTMLButtonElement {
    const found = this.#buttons().find((button) => nameOf(button) === name)
    if (found === undefined)
      throw new Error(`There is no button "${name}" but ${this.#buttons().map(nameOf).join()}`)
    return found
  }

  hasButton(name: string): boolean {
    return this.#buttons().some((button) => nameOf(button) === name)
  }

  /** The text field, by its label. */
  field(label: string): HTMLInputElement {
    const element = [...document.querySelectorAll('label')].find((each) => each.textContent.trim() === label)
    const field = element && document.getElementById(element.htmlFor)
    if (!(field instanceof HTMLInputElement)) throw new Error(`There is no field "${label}"`)
    return field
  }

  /** The names of the people in the grid. */
  get people(): (string | null)[] {
    const tiles = document.querySelectorAll('[role=group][data-peer-id]')
    return [...tiles].map((tile) => tile.getAttribute('aria-label'))
  }

  get alerts(): string[] {
    return [...document.querySelectorAll('[role=alert]')].map((alert) => alert.textContent.trim())
  }

  async click(name: string): Promise<void> {
    this.button(name).click()
    await settle()
  }

  async type(label: string, text: string): Promise<void> {
    const field = this.field(label)
    field.value = text
    field.dispatchEvent(new Event('input'))
    await settle()
  }

  close(): void {
    this.wrapper.unmount()
    document.body.replaceChildren()
  }

  #buttons(): HTMLButtonElement[] {
    return [...document.querySelectorAll('button')]
  }
}

function nameOf(button: HTMLButtonElement): string {
  return button.getAttribute('aria-label') ?? button.textContent.trim()
}
