import { afterEach, beforeEach, expect, test } from 'vitest'
import { settle } from '../call/testing/settle.ts'
import type { FakeParticipant } from '../call/testing/fake-participant.ts'
import { useMeetingStore } from './meeting.ts'
import { FakeApp } from './testing/fake-app.ts'
import { useViewingStore } from './viewing.ts'

let app: FakeApp
let grace: FakeParticipant

/** Whether Grace's camera is sent here, and how much smaller than it is. */
const sent = () => {
  const encoding = grace.connections[0]?.getTransceivers()[1]?.sender.parameters.encodings[0]
  return encoding?.active ? encoding.scaleResolutionDownBy : 'not at all'
}

async function wait(milliseconds: number): Promise<void> {
  await settle()
  app.clock.advance(milliseconds)
  await settle()
}

beforeEach(async () => {
  app = await new FakeApp({ settings: { name: 'Ada' } }).start()
  const meeting = useMeetingStore(app.pinia)
  meeting.enter({ room: 'modi-kafu-ruse', server: 'https://meet.example', textRoom: false })
  await meeting.join()
  useViewingStore(app.pinia)
  grace = await app.invite('Grace')
  await settle()
})

afterEach(() => app.close())

test('whoever is drawn nowhere is told so, and whoever is drawn how large', async () => {
  await wait(1_000)
  expect(sent()).toBe('not at all')
  useViewingStore().draw(grace.id, 'camera', { width: 160, height: 90 })
  await settle()
  expect(sent()).toBe(4)
})

test('while the window is out of sight nobody sends a camera', async () => {
  useViewingStore().draw(grace.id, 'camera', { width: 640, height: 360 })
  await settle()
  app.desktop.setWindowSight('hidden')
  await wait(1_000)
  expect(sent()).toBe('not at all')
  app.desktop.setWindowSight('shown')
  await settle()
  expect(sent()).toBe(1)
})

test('a window that is only covered goes on', async () => {
  useViewingStore().draw(grace.id, 'camera', { width: 640, height: 360 })
  app.desktop.setWindowSight('covered')
  await wait(1_000)
  expect(sent()).toBe(1)
})

test('what a window beside the hidden one shows is sent as large as it is there', async () => {
  useViewingStore().draw(grace.id, 'camera', { width: 640, height: 360 })
  app.desktop.setWindowSight('hidden')
  useViewingStore().drawAside({ id: grace.id, slot: 'camera', size: { width: 320, height: 180 } })
  await wait(1_000)
  expect(sent()).toBe(2)
  useViewingStore().drawAside(null)
  await wait(1_000)
  expect(sent()).toBe('not at all')
})
