import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CHILD_WINDOWS } from '../../protocol/desktop.ts'
import { settle } from '../call/testing/settle.ts'
import { createTexts } from '../i18n/index.ts'
import en from '../i18n/locales/en.json'
import { useMediaStore } from '../stores/media.ts'
import { useMeetingStore } from '../stores/meeting.ts'
import { useSettingsStore } from '../stores/settings.ts'
import { FakeApp } from '../stores/testing/fake-app.ts'
import MiniWindow from './MiniWindow.vue'

let app: FakeApp
let wrapper: VueWrapper

const open = () => app.windows.has(CHILD_WINDOWS.mini)
const inside = () => document.querySelector<HTMLElement>(`[data-window=${CHILD_WINDOWS.mini}]`)

async function sight(now: 'shown' | 'covered' | 'hidden'): Promise<void> {
  app.desktop.setWindowSight(now)
  await settle()
}

async function press(name: string): Promise<void> {
  inside()?.querySelector<HTMLElement>(`button[aria-label="${name}"]`)?.click()
  await settle()
}

beforeEach(async () => {
  app = await new FakeApp({ settings: { name: 'Ada' } }).start()
  const meeting = useMeetingStore()
  meeting.enter({ room: 'modi-kafu-ruse', server: 'https://meet.example', textRoom: false })
  await meeting.join()
  await app.invite('Grace')
  await settle()
  wrapper = mount(MiniWindow, {
    global: {
      plugins: [app.pinia, app.plugin, createTexts('en', en)],
      // The tracks are fakes, which no video plays.
      stubs: { TrackVideo: { props: ['whole'], template: '<i data-picture :data-whole="whole" />' } }
    }
  })
})
afterEach(async () => {
  wrapper.unmount()
  expect(open()).toBe(false)
  await app.close()
})

test.each(['hidden', 'covered'] as const)(
  'it is there while the window is %s, and shows who else is',
  async (how) => {
    await sight(how)
    expect(inside()?.textContent).toContain('Grace')
    await sight('shown')
    expect(open()).toBe(false)
  }
)

test('it mutes, switches the camera, leads back, and has others leave', async () => {
  await sight('hidden')
  await press('Mute')
  await press('Turn camera off')
  expect([useMediaStore().microphone.status, useMediaStore().camera.status]).toEqual(['muted', 'off'])
  await press('Back to the meeting')
  expect(app.desktop.windowActs).toEqual(['show'])
  await press('Leave')
  expect(wrapper.emitted('leave')).toHaveLength(1)
})

test('closed by hand it stays away until the window goes once more', async () => {
  await sight('covered')
  await press('Hide this window')
  await sight('hidden')
  expect(open()).toBe(false)
  await sight('shown')
  await sight('hidden')
  expect(open()).toBe(true)
})

test('a shared screen goes before a face', async () => {
  await app.others[0]?.media.screen.start('sharp', { audio: false })
  await settle()
  await sight('hidden')
  expect(inside()?.querySelector('[data-picture]')?.getAttribute('data-whole')).toBe('true')
})

test('who wants none has none, at once', async () => {
  await sight('hidden')
  await useSettingsStore().update({ miniWindow: false })
  await settle()
  expect(open()).toBe(false)
  await sight('shown')
  await sight('hidden')
  expect(open()).toBe(false)
})
