import { mount } from '@vue/test-utils'
import { defineComponent } from 'vue'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { settle } from '../call/testing/settle.ts'
import { useChatStore } from '../stores/chat.ts'
import { useMediaStore } from '../stores/media.ts'
import { useMeetingStore } from '../stores/meeting.ts'
import { FakeApp } from '../stores/testing/fake-app.ts'
import { useShellMeeting } from './use-shell-meeting.ts'

let app: FakeApp
beforeEach(async () => {
  app = await new FakeApp({ settings: { name: 'Ada' } }).start()
  const meeting = useMeetingStore()
  meeting.enter({ room: 'modi-kafu-ruse', server: 'https://meet.example', textRoom: false })
  await meeting.join()
  await settle()
})
afterEach(() => app.close())

test('the shell knows how the meeting stands until it is over, and is obeyed meanwhile', async () => {
  const done: string[] = []
  const act = (action: string) => () => void done.push(action)
  const actions = {
    microphone: act('microphone'),
    camera: act('camera'),
    hand: act('hand'),
    leave: act('leave'),
    close: act('close')
  }
  const component = defineComponent({ setup: () => (useShellMeeting(actions), () => null) })
  const wrapper = mount(component, { global: { plugins: [app.pinia, app.plugin] } })
  const state = () => app.desktop.meetingStates.at(-1)
  const running = { in: 'meeting', microphone: 'on', camera: 'on', sharing: false, handUp: false, unread: 0 }
  expect(state()).toEqual(running)
  await useMediaStore().setOn('microphone', false)
  useChatStore().setHand(true)
  await settle()
  expect(state()).toEqual({ ...running, microphone: 'off', handUp: true })
  for (const action of ['microphone', 'close', 'new-meeting'] as const) app.desktop.ask(action)
  expect(done).toEqual(['microphone', 'close'])
  wrapper.unmount()
  expect(state()).toEqual({ in: 'no-meeting' })
  app.desktop.ask('leave')
  expect(done).toHaveLength(2)
})
