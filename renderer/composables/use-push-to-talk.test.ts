import { mount, type VueWrapper } from '@vue/test-utils'
import { defineComponent } from 'vue'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { settle } from '../call/testing/settle.ts'
import { useMediaStore } from '../stores/media.ts'
import { useMeetingStore } from '../stores/meeting.ts'
import { useSettingsStore } from '../stores/settings.ts'
import { FakeApp } from '../stores/testing/fake-app.ts'
import { usePushToTalk } from './use-push-to-talk.ts'

let app: FakeApp
let wrapper: VueWrapper

beforeEach(async () => {
  app = await new FakeApp({ settings: { name: 'Ada' } }).start()
  const meeting = useMeetingStore()
  meeting.enter({ room: 'modi-kafu-ruse', server: 'https://meet.example', textRoom: false })
  await meeting.join()
  await settle()
  await useMediaStore().setOn('microphone', false)
  const component = defineComponent({ setup: () => (usePushToTalk(), () => null) })
  wrapper = mount(component, { global: { plugins: [app.pinia, app.plugin] } })
})
afterEach(async () => {
  wrapper.unmount()
  document.body.replaceChildren()
  await app.close()
})

async function key(type: 'keydown' | 'keyup', init: KeyboardEventInit = {}, target: Element = document.body) {
  const event = new KeyboardEvent(type, { code: 'Space', key: ' ', bubbles: true, cancelable: true, ...init })
  target.dispatchEvent(event)
  await settle()
  return event.defaultPrevented
}
const microphone = () => useMediaStore().microphone.status

test('who holds Space is heard until they let it go, and no button is pressed by it', async () => {
  const button = document.body.appendChild(document.createElement('button'))
  expect(await key('keydown', {}, button)).toBe(true)
  expect(microphone()).toBe('on')
  expect(await key('keydown', { repeat: true }, button)).toBe(true)
  expect(await key('keyup', {}, button)).toBe(true)
  expect(microphone()).toBe('muted')
})

test('a window that loses the focus hears no key come up, so it ends there', async () => {
  await key('keydown')
  window.dispatchEvent(new Event('blur'))
  await settle()
  expect(microphone()).toBe('muted')
})

test.each(['input', 'textarea', 'select'])('in a field (%s) Space is a space', async (tag) => {
  expect(await key('keydown', {}, document.body.appendChild(document.createElement(tag)))).toBe(false)
  expect(microphone()).toBe('muted')
})

test.each<KeyboardEventInit>([
  { ctrlKey: true },
  { shiftKey: true },
  { repeat: true },
  { code: 'KeyM', key: 'm' }
])('%o is something else', async (init) => {
  await key('keydown', init)
  expect(microphone()).toBe('muted')
})

test('who speaks already is not silenced by a space, and single keys can be switched off', async () => {
  await useMediaStore().setOn('microphone', true)
  await key('keydown')
  await key('keyup')
  expect(microphone()).toBe('on')
  await useMediaStore().setOn('microphone', false)
  await useSettingsStore().update({ singleKeyShortcuts: false })
  await key('keydown')
  expect(microphone()).toBe('muted')
})
