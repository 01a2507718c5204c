import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fail } from '../../protocol/result.ts'
import { settle } from '../call/testing/settle.ts'
import { createTexts } from '../i18n/index.ts'
import en from '../i18n/locales/en.json'
import { useMeetingStore } from '../stores/meeting.ts'
import { useNoticesStore } from '../stores/notices.ts'
import { FakeApp } from '../stores/testing/fake-app.ts'
import MeetingShell from './MeetingShell.vue'

let app: FakeApp
let wrapper: VueWrapper

const dialog = () => document.querySelector('[role=alertdialog]')
const status = () => useMeetingStore().state.status

async function ask(action: 'close' | 'leave'): Promise<void> {
  app.desktop.ask(action)
  await settle()
}

async function press(name: string): Promise<void> {
  const buttons = [...(dialog()?.querySelectorAll('button') ?? [])]
  const button = buttons.find(({ textContent }) => textContent.trim() === name)
  if (button === undefined) throw new Error(`There is no ${name}`)
  button.click()
  await settle()
}

/** Joins: the first to come is host. */
async function join({ host }: { host: boolean }): Promise<void> {
  if (!host) await app.invite('Grace')
  const meeting = useMeetingStore()
  meeting.enter({ room: 'modi-kafu-ruse', server: 'https://meet.example', textRoom: false })
  await meeting.join()
  if (host) await app.invite('Grace')
  await settle()
  wrapper = mount(MeetingShell, {
    props: { actions: { microphone: () => {}, camera: () => {}, hand: () => {} } },
    global: { plugins: [app.pinia, app.plugin, createTexts('en', en)] },
    attachTo: document.body
  })
}

beforeEach(async () => {
  app = await new FakeApp({ settings: { name: 'Ada' } }).start()
})
afterEach(async () => {
  wrapper.unmount()
  document.body.replaceChildren()
  await app.close()
})

test('whoever closes the window is asked, and closes it by leaving', async () => {
  await join({ host: false })
  await ask('close')
  expect(dialog()?.textContent).toContain('Closing the window ends the call for you.')
  await press('Stay')
  expect(dialog()).toBeNull()
  expect([status(), app.desktop.windowActs]).toEqual(['joined', []])
  await ask('close')
  await press('Leave')
  expect([status(), app.desktop.windowActs]).toEqual(['left', ['close']])
})

test('a host decides about the others too, and the window closes either way', async () => {
  await join({ host: true })
  await ask('close')
  await press('End for all')
  expect(app.others[0]?.call.state.status).toBe('ended')
  expect(app.desktop.windowActs).toEqual(['close'])
})

test('a host whose meeting could not be ended for all stays in it, reads why, and may still leave', async () => {
  await join({ host: true })
  vi.spyOn(app.signaling!, 'moderate').mockResolvedValueOnce(
    fail('server-unreachable', 'Refused by the test')
  )
  await ask('close')
  await press('End for all')
  expect([status(), app.desktop.windowActs, dialog()]).toEqual(['joined', [], null])
  expect(app.others[0]?.call.state.status).toBe('joined')
  expect(useNoticesStore().notices.at(-1)).toMatchObject({ type: 'moderation-failed' })
  await ask('close')
  await press('Leave')
  expect([status(), app.desktop.windowActs]).toEqual(['left', ['close']])
})

test('leaving from the tray is done at once, unless there is something to ask: then the window is shown', async () => {
  await join({ host: true })
  await ask('leave')
  expect([status(), app.desktop.windowActs]).toEqual(['joined', ['show']])
  await press('Leave')
  expect([status(), app.desktop.windowActs]).toEqual(['left', ['show']])
})

test('who is no host has left without a question', async () => {
  await join({ host: false })
  await ask('leave')
  expect([status(), dialog()]).toEqual(['left', null])
})
