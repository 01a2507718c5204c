import { afterEach, expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '../../protocol/settings.ts'
import { useNoticesStore } from './notices.ts'
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

test('what is locked is neither changed nor asked to be', async () => {
  app = new FakeApp({ settings: { theme: 'dark' } })
  app.desktop.locked = ['theme']
  await app.start()
  const store = useSettingsStore()
  await store.update({ theme: 'light', name: 'Ada' })
  expect(store.settings).toMatchObject({ theme: 'dark', name: 'Ada' })
  expect(app.desktop.stored).toMatchObject({ theme: 'dark', name: 'Ada' })
})

test('a file that was set aside is told, once', async () => {
  app = new FakeApp()
  app.desktop.setAside = 'settings.json.corrupt-1'
  await app.start()
  await app.start()
  expect(useNoticesStore().notices).toEqual([
    expect.objectContaining({ type: 'settings-set-aside', file: 'settings.json.corrupt-1' })
  ])
})
