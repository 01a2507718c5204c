import { mount, type VueWrapper } from '@vue/test-utils'
import { defineComponent } from 'vue'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { settle } from '../call/testing/settle.ts'
import { createTexts } from '../i18n/index.ts'
import en from '../i18n/locales/en.json'
import { useSettingsStore } from '../stores/settings.ts'
import { FakeApp } from '../stores/testing/fake-app.ts'
import { useNameField } from './use-name-field.ts'

let app: FakeApp
let wrapper: VueWrapper
let field: ReturnType<typeof useNameField>

beforeEach(async () => {
  app = await new FakeApp({ settings: { name: 'Ada' } }).start()
  const component = defineComponent({ setup: () => ((field = useNameField()), () => null) })
  wrapper = mount(component, { global: { plugins: [app.pinia, app.plugin, createTexts('en', en)] } })
})
afterEach(async () => {
  wrapper.unmount()
  await app.close()
})

/** As the settings' own page does, over this one. */
async function rename(name: string): Promise<void> {
  await useSettingsStore().update({ name })
  await settle()
}

test('it follows the name that is given in the settings meanwhile', async () => {
  await rename('Grace')
  expect(field.name.value).toBe('Grace')
  field.name.value = ' Grace '
  await rename('Lin')
  expect(field.name.value, 'spaces around it are nothing that was typed').toBe('Lin')
})

test('what is being typed stays, and is what counts when it is given', async () => {
  field.name.value = 'Ada L'
  await rename('Grace')
  expect(field.name.value).toBe('Ada L')
  expect(field.commit()).toBe(true)
  await settle()
  expect(app.desktop.stored.name).toBe('Ada L')
})

test('no name is blamed on nobody before they go on, and one that is too long at once', () => {
  field.name.value = ' '
  expect(field.error.value).toBeNull()
  expect(field.commit()).toBe(false)
  expect(field.error.value).toBe('Enter your name first.')
  expect(app.desktop.stored.name).toBe('Ada')
  field.name.value = 'a'.repeat(1_000)
  expect(field.error.value).toContain('at most')
})
