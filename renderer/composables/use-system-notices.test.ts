import { mount, type VueWrapper } from '@vue/test-utils'
import { defineComponent, nextTick } from 'vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTexts } from '../i18n/index.ts'
import en from '../i18n/locales/en.json'
import type { Transfer } from '../call/files/transfer.ts'
import { useFilesStore } from '../stores/files.ts'
import { useMeetingStore } from '../stores/meeting.ts'
import { useNoticesStore } from '../stores/notices.ts'
import { useSettingsStore } from '../stores/settings.ts'
import { FakeApp } from '../stores/testing/fake-app.ts'
import { useSystemNotices } from './use-system-notices.ts'

let app: FakeApp
let wrapper: VueWrapper
let shown: FakeNotification[]

class FakeNotification extends EventTarget {
  static permission = 'granted'
  readonly title: string
  constructor(title: string) {
    super()
    this.title = title
    shown.push(this)
  }
  close(): void {}
}

beforeEach(() => {
  shown = []
  FakeNotification.permission = 'granted'
  vi.stubGlobal('Notification', FakeNotification)
  app = new FakeApp()
  const component = defineComponent({ setup: () => (useSystemNotices(), () => null) })
  wrapper = mount(component, { global: { plugins: [app.pinia, app.plugin, createTexts('en', en)] } })
})

afterEach(async () => {
  wrapper.unmount()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  await app.close()
})

async function happen(): Promise<string[]> {
  useNoticesStore().show({ type: 'left', name: 'Grace' })
  useNoticesStore().show({ type: 'mentioned', name: 'Grace' })
  await nextTick()
  return shown.map(({ title }) => title)
}

test('what is for this person is said by the system while they look elsewhere, and leads to the chat', async () => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(false)
  expect(await happen()).toEqual(['Grace mentioned you'])
  shown[0]?.dispatchEvent(new Event('click'))
  expect(useMeetingStore().chatOpen).toBe(true)
  expect(app.desktop.windowActs).toEqual(['show'])
})

test('nothing is said to those who want no notices', async () => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(false)
  await useSettingsStore().update({ notifications: false })
  expect(await happen()).toEqual([])
})

test('a file that is offered is said once', async () => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(false)
  const files = useFilesStore()
  const offer = {
    id: '1',
    direction: 'in',
    peer: { id: 'grace', name: 'Grace' },
    name: 'plan.pdf',
    state: { status: 'offered' }
  } as Transfer
  files.transfers = [offer]
  await nextTick()
  files.transfers = [{ ...offer }]
  await nextTick()
  expect(shown.map(({ title }) => title)).toEqual(['Grace offers you plan.pdf'])
})

test('nothing is said twice to those who look here, nor without leave', async () => {
  const focus = vi.spyOn(document, 'hasFocus').mockReturnValue(true)
  expect(await happen()).toEqual([])
  focus.mockReturnValue(false)
  FakeNotification.permission = 'default'
  useNoticesStore().show({ type: 'messaged', name: 'Alan' })
  await nextTick()
  expect(shown).toEqual([])
})
