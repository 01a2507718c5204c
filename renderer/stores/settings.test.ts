import { afterEach, expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '../../protocol/settings.ts'
import { useSettingsStore } from './settings.ts'
import { FakeApp } from './testing/fake-app.ts'

let app: FakeApp

afterEach(() => app.close())

test('settings are those that the shell has stored', async () => {
  app = await new FakeApp({ settings: { name: 'Ada', theme: 'dark' } }).start()
  expect(useSettingsStore().settings).toMatchObject({ name: 'Ada', theme: 'dark' })
})

test('a change is seen at once, and stored', async () => {
  app = await new FakeApp({ settings: { name: 'Ada' } }).start()
  const store = useSettingsStore()
  const stored = store.update({ theme: 'light' })
  expect(store.settings).toMatchObject({ name: 'Ada', theme: 'light' })
  await stored
  expect(app.desktop.stored).toMatchObject({ name: 'Ada', theme: 'light' })
})

test('without storage the defaults hold, and changes last as long as the app', async () => {
  app = new FakeApp({ settings: { name: 'Ada' } })
  app.desktop.failure = new Error('The disk is full')
  await app.start()
  const store = useSettingsStore()
  expect(store.settings).toEqual(DEFAULT_SETTINGS)
  await store.update({ name: 'Grace' })
  expect(store.settings.name).toBe('Grace')
})
