import { mount } from '@vue/test-utils'
import { defineComponent } from 'vue'
import { createMemoryHistory } from 'vue-router'
import { afterEach, expect, test } from 'vitest'
import { settle } from '../call/testing/settle.ts'
import { createTexts } from '../i18n/index.ts'
import en from '../i18n/locales/en.json'
import { createPages } from '../router.ts'
import { useNoticesStore } from '../stores/notices.ts'
import { FakeApp } from '../stores/testing/fake-app.ts'
import { useNoticeTexts } from './use-notice-texts.ts'
import { useShellActions } from './use-shell-actions.ts'

let app: FakeApp
let close: () => void

async function open(name: string) {
  app = await new FakeApp({ settings: { name } }).start()
  const router = createPages({ room: defineComponent(() => () => null), history: createMemoryHistory() })
  await router.push('/r/modi-kafu-ruse')
  let said: () => string[] = () => []
  const component = defineComponent({
    setup() {
      useShellActions()
      const { texts } = useNoticeTexts()
      said = () => texts.value.map(({ text }) => text)
      return () => null
    }
  })
  const wrapper = mount(component, {
    global: { plugins: [app.pinia, app.plugin, createTexts('en', en), router] }
  })
  close = () => wrapper.unmount()
  return { place: () => router.currentRoute.value, said: () => said() }
}

afterEach(async () => {
  close()
  useNoticesStore().clear()
  await app.close()
})

async function ask(action: 'new-meeting' | 'microphone'): Promise<void> {
  app.desktop.ask(action)
  await settle()
  await settle()
}

test('a new meeting that is asked for outside leads into its lobby', async () => {
  const { place } = await open('Ada')
  await ask('microphone')
  expect([place().params.room, app.desktop.starts]).toEqual(['modi-kafu-ruse', 0])
  await ask('new-meeting')
  expect(place().name).toBe('room')
  expect(place().params.room).not.toBe('modi-kafu-ruse')
})

test('without a name it leads home, where that is asked for', async () => {
  const { place } = await open('')
  await ask('new-meeting')
  expect([place().name, app.desktop.starts]).toEqual(['home', 0])
})

test('what failed and goes on is said', async () => {
  const { said } = await open('Ada')
  app.desktop.fail('graphics')
  app.desktop.fail('server')
  expect(said()).toEqual([
    'The graphics of this app failed and were started again.',
    expect.stringContaining("The meeting's server on this computer failed") as string
  ])
  close()
  app.desktop.fail('graphics')
  expect(said()).toHaveLength(2)
})
