import { afterEach, expect, test, vi } from 'vitest'
import { giveLayout } from '../components/testing/give-layout.ts'
import { settle } from '../call/testing/settle.ts'
import { useMeetingStore } from '../stores/meeting.ts'
import { FakeApp } from '../stores/testing/fake-app.ts'
import { OpenApp } from './testing/open-app.ts'

const TEXT_ROOM = '/r/modi-kafu-ruse?server=https://meet.example&text=1'

let app: FakeApp
let page: OpenApp

afterEach(async () => {
  page.close()
  await app.close()
  vi.restoreAllMocks()
})

async function open(path: string): Promise<void> {
  app = new FakeApp({ settings: { name: 'Ada' } })
  page = await OpenApp.at(path, app)
}

/** Somebody who has nothing on, as everybody in a text room. */
async function inviteSilent(name: string) {
  const other = await app.invite(name, { devices: false })
  await settle()
  return other
}

const stage = () => document.querySelector('[aria-label="People in the meeting"]')
const composer = () => document.querySelector<HTMLTextAreaElement>('textarea[aria-label=Message]')!

async function write(text: string): Promise<void> {
  composer().value = text
  composer().dispatchEvent(new Event('input'))
  await settle()
}

const panel = (name: string) => document.querySelector(`aside[aria-label="${name}"]`)

test('home starts a text room, whose link makes text rooms for others', async () => {
  await open('/')
  await page.click('Meeting options')
  await page.click('Start a text room')
  expect(page.router.currentRoute.value.query.text).toBe('1')
  expect(page.text).toContain('You join with chat and files alone')
  await page.click('Join now')
  expect(useMeetingStore().inviteLink).toMatch(/\?text=1#sha256=/)
  expect(app.desktop.stored.recentMeetings).toMatchObject([{ textRoom: true }])
  // What the next meeting begins with is not decided here.
  expect(app.desktop.stored).toMatchObject({ joinWithCamera: true, joinWithMicrophone: true })
})

test('no device is asked for until somebody turns one on; then the stage appears beside the chat', async () => {
  await open(TEXT_ROOM)
  expect(document.querySelector('[role=combobox]')).toBeNull()
  await page.click('Join now')
  await inviteSilent('Grace')
  expect(stage()).toBeNull()
  expect(document.querySelector('section[aria-label="Chat"]')).not.toBeNull()
  expect(panel('Files')).not.toBeNull()
  expect(app.devices.requests).toEqual([])

  await page.click('Unmute')
  expect(app.devices.requests).toHaveLength(1)
  expect(stage()).not.toBeNull()
  expect(page.people).toEqual(['Ada', 'Grace'])
  expect(panel('Chat')).not.toBeNull()

  // Muting again takes nobody's stage away.
  await page.click('Mute')
  expect(stage()).not.toBeNull()
})

test("somebody else's camera brings the stage, and what was being written stays", async () => {
  await open(TEXT_ROOM)
  await page.click('Join now')
  const grace = await inviteSilent('Grace')
  await write('Half a sent')
  await grace.media.setOn('camera', true)
  await settle()
  expect(stage()).not.toBeNull()
  expect(composer().value).toBe('Half a sent')
  expect(app.devices.requests).toEqual([])
})

test('what comes in is read, and panels close to leave the chat', async () => {
  await open(TEXT_ROOM)
  await page.click('Join now')
  giveLayout(400)
  const grace = await inviteSilent('Grace')
  grace.write('Hello')
  await settle()
  expect(page.button('Chat').hasAttribute('aria-describedby')).toBe(false)
  await page.click('People')
  expect(panel('People')).not.toBeNull()
  expect(panel('Files')).toBeNull()
  await page.click('Close')
  expect(panel('Files')).not.toBeNull()
  await page.click('Chat')
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Message')
})

test('a page that is loaded anew comes back into the text room without a device', async () => {
  await open(TEXT_ROOM)
  await page.click('Join now')
  const { storage } = app
  page.close()
  await app.close()
  app = new FakeApp({ settings: { name: 'Ada' }, storage, reloaded: true })
  page = await OpenApp.at(TEXT_ROOM, app)
  expect(app.devices.requests).toEqual([])
})
