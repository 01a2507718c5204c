import { mount } from '@vue/test-utils'
import { defineComponent } from 'vue'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { settle } from '../call/testing/settle.ts'
import { useMediaStore } from '../stores/media.ts'
import { useMeetingStore } from '../stores/meeting.ts'
import { FakeApp } from '../stores/testing/fake-app.ts'
import { useMediaSession, type CallSession } from './use-media-session.ts'

/** A browser's media session that knows some actions. */
class FakeSession implements CallSession {
  readonly handlers = new Map<string, () => void>()
  microphone: boolean | null = null
  camera: boolean | null = null
  readonly #known: ReadonlySet<string>

  constructor(...known: string[]) {
    this.#known = new Set(known)
  }

  setActionHandler(action: string, handler: (() => void) | null): void {
    if (!this.#known.has(action)) throw new TypeError(`${action} is no action`)
    if (handler === null) this.handlers.delete(action)
    else this.handlers.set(action, handler)
  }

  setMicrophoneActive(active: boolean): Promise<void> {
    this.microphone = active
    return Promise.resolve()
  }

  setCameraActive(active: boolean): Promise<void> {
    this.camera = active
    return Promise.reject(new Error('The page is hidden'))
  }
}

let app: FakeApp
let done: string[]
beforeEach(async () => {
  done = []
  app = await new FakeApp({ settings: { name: 'Ada' } }).start()
  const meeting = useMeetingStore()
  meeting.enter({ room: 'modi-kafu-ruse', server: 'https://meet.example', textRoom: false })
  await meeting.join()
  await settle()
})
afterEach(() => app.close())

function show(session: CallSession | undefined) {
  const act = (action: string) => () => void done.push(action)
  const actions = { microphone: act('microphone'), camera: act('camera'), leave: act('leave') }
  const component = defineComponent({ setup: () => (useMediaSession(actions, session), () => null) })
  return mount(component, { global: { plugins: [app.pinia, app.plugin] } })
}

test('the browser knows how the devices are, its buttons work, and all of it ends with the meeting', async () => {
  const session = new FakeSession('togglemicrophone', 'togglecamera', 'hangup')
  const wrapper = show(session)
  expect([session.microphone, session.camera]).toEqual([true, true])
  await useMediaStore().setOn('microphone', false)
  await settle()
  expect([session.microphone, session.camera]).toEqual([false, true])
  for (const name of ['togglemicrophone', 'togglecamera', 'hangup']) session.handlers.get(name)?.()
  expect(done).toEqual(['microphone', 'camera', 'leave'])
  wrapper.unmount()
  expect(session.handlers.size).toBe(0)
  expect([session.microphone, session.camera]).toEqual([false, false])
})

test('a browser that knows players alone is told what it takes, and harms nothing', () => {
  const session = new FakeSession('play', 'pause', 'hangup')
  const wrapper = show(session)
  expect([...session.handlers.keys()]).toEqual(['hangup'])
  wrapper.unmount()
  expect(session.handlers.size).toBe(0)
  const old: CallSession = {
    setActionHandler: () => {
      throw new TypeError('no action')
    }
  }
  expect(() => show(old).unmount()).not.toThrow()
})

test('a browser without media sessions is left alone', () => {
  expect(() => show(undefined).unmount()).not.toThrow()
})
