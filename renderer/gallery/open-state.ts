import { createApp, nextTick } from 'vue'
import { createMemoryHistory } from 'vue-router'
import type { Settings } from '../../protocol/settings.ts'
import App from '../App.vue'
import { settle } from '../call/testing/settle.ts'
import { createTexts, loadTexts, type Texts } from '../i18n/index.ts'
import { createPages } from '../router.ts'
import { FakeApp } from '../stores/testing/fake-app.ts'
import RoomView from '../views/RoomView.vue'
import type { GalleryState, Stage } from './gallery-state.ts'

const GUEST_SERVER = 'https://meet.example.org'

/** Mounts the interface on fakes, and leads it into a state. */
export async function openState(
  { path, settings, guest = false, prepare, act }: GalleryState,
  look: Pick<Settings, 'theme' | 'language'>
): Promise<void> {
  const fake = new FakeApp({
    settings: { name: 'Ada Lovelace', ...settings, ...look },
    pageServer: guest ? GUEST_SERVER : null
  })
  if (guest) fake.desktop.info = { shell: 'browser', platform: 'web', version: '', engines: [] }
  prepare?.(fake)
  await fake.start()
  const router = createPages({ room: RoomView, history: createMemoryHistory() })
  const language = look.language ?? 'en'
  const texts = createTexts(language, await loadTexts(language))
  await router.push(path)
  createApp(App).use(fake.pinia).use(fake.plugin).use(texts).use(router).mount('#app')
  await settled()
  await act?.(createStage(fake, texts.global.messages.value[texts.global.locale.value] as Texts))
  await settled()
  await pictures()
}

function createStage(app: FakeApp, texts: Texts): Stage {
  return {
    app,
    texts,
    press: async (name) => {
      // What has been done so far is drawn first.
      await settled()
      const button = find('button, [role=menuitem], [role=tab], summary', name)
      // Menus open at the press, before the click.
      button.dispatchEvent(
        new PointerEvent('pointerdown', { bubbles: true, button: 0, pointerType: 'mouse' })
      )
      button.click()
      await settled()
    },
    type: async (label, text) => {
      const labels = [...document.querySelectorAll('label')]
      const id = labels.find((each) => each.textContent.trim() === label)?.htmlFor ?? ''
      const field = document.getElementById(id) ?? document.querySelector(`input[aria-label="${label}"]`)
      if (!(field instanceof HTMLInputElement)) throw new Error(`There is no field "${label}"`)
      field.value = text
      field.dispatchEvent(new Event('input'))
      await settled()
    }
  }
}

function find(selector: string, name: string): HTMLElement {
  const elements = [...document.querySelectorAll<HTMLElement>(selector)]
  const nameOf = (element: HTMLElement) => element.getAttribute('aria-label') ?? element.textContent.trim()
  const found = elements.find((element) => nameOf(element) === name)
  if (found === undefined) throw new Error(`There is no "${name}" among ${elements.map(nameOf).join(', ')}`)
  return found
}

async function settled(): Promise<void> {
  await settle()
  await nextTick()
  await settle()
}

/** Waits until every picture is there. Elements may still give way to others meanwhile. */
async function pictures(): Promise<void> {
  while ([...document.querySelectorAll('video')].some((video) => video.readyState < 2)) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
