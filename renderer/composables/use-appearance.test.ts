import { mount } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { createTexts } from '../i18n/index.ts'
import en from '../i18n/locales/en.json'
import zhCN from '../i18n/locales/zh-CN.json'
import { useSettingsStore } from '../stores/settings.ts'
import { FakeApp } from '../stores/testing/fake-app.ts'
import { useAppearance } from './use-appearance.ts'

let app: FakeApp

async function open() {
  app = await new FakeApp({ settings: { language: 'en' } }).start()
  const texts = createTexts('en', en)
  const component = defineComponent({
    setup() {
      useAppearance()
      return () => h('div')
    }
  })
  mount(component, { global: { plugins: [app.pinia, app.plugin, texts] } })
  return texts.global
}

afterEach(() => app.close())

test('another language is spoken as soon as its texts are there', async () => {
  const texts = await open()
  expect(document.documentElement.lang).toBe('en')
  await useSettingsStore().update({ language: 'zh-CN' })
  await vi.waitFor(() => expect(document.documentElement.lang).toBe('zh-CN'))
  expect(texts.t('lobby.join')).toBe(zhCN.lobby.join)
})

test('a language that is no longer wanted when its texts come is not spoken', async () => {
  const texts = await open()
  const settings = useSettingsStore()
  await settings.update({ language: 'zh-CN' })
  await settings.update({ language: 'en' })
  await vi.waitFor(() => expect(texts.availableLocales).toContain('zh-CN'))
  expect(texts.t('lobby.join')).toBe(en.lobby.join)
  expect(document.documentElement.lang).toBe('en')
})
