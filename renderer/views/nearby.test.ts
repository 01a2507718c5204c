import { afterEach, expect, test } from 'vitest'
import type { NearbyMeeting } from '../../protocol/nearby.ts'
import type { Settings } from '../../protocol/settings.ts'
import { settle } from '../call/testing/settle.ts'
import { useMeetingStore } from '../stores/meeting.ts'
import { FakeApp } from '../stores/testing/fake-app.ts'
import { OpenApp } from './testing/open-app.ts'

const MEETING: NearbyMeeting = {
  id: 'parley-0000000000000001',
  name: 'Lin',
  room: 'modi-kafu-ruse',
  server: 'http://192.168.1.9:7420',
  textRoom: false,
  fingerprint: null
}
const JOIN = "Join Lin's meeting modi-kafu-ruse"

let app: FakeApp
let page: OpenApp

afterEach(async () => {
  page.close()
  await app.close()
})

async function open(settings: Partial<Settings> = {}, path = '/') {
  app = new FakeApp({ settings: { name: 'Ada', ...settings } })
  page = await OpenApp.at(path, app)
}

async function meet(settings: Partial<Settings> = {}) {
  await open(settings)
  await page.click('New meeting')
  await page.click('Join now')
}

const asked = () => document.querySelector('[role=alertdialog]')?.textContent ?? null
const said = () =>
  [...document.querySelectorAll('[role=status]')].map(({ textContent }) => textContent.trim())

test('home lists what is nearby, says so, and shows nothing of it where there is nothing', async () => {
  await open()
  expect(page.text).not.toContain('Nearby')
  app.desktop.setNearby([MEETING])
  await settle()
  expect(page.text).toContain('Nearby')
  expect(page.hasButton(JOIN)).toBe(true)
  expect(said()).toContain('1 meeting nearby')
  app.desktop.setNearby([])
  await settle()
  expect(page.text).not.toContain('Nearby')
  expect(said().join('')).toBe('')
})

test('what is nearby is looked for while home is in sight, and no longer', async () => {
  await open()
  expect(app.desktop.finding).toBe(true)
  app.desktop.setWindowSight('hidden')
  expect(app.desktop.finding).toBe(false)
  app.desktop.setWindowSight('covered')
  expect(app.desktop.finding).toBe(true)
  app.desktop.setNearby([MEETING])
  await settle()
  await page.click('New meeting')
  expect(page.router.currentRoute.value.name).toBe('room')
  expect(app.desktop.finding).toBe(false)
})

test('a meeting nearby is opened once the person has seen where it is and agreed', async () => {
  await open()
  app.desktop.setNearby([MEETING])
  await settle()
  await page.click(JOIN)
  expect(asked()).toContain('http://192.168.1.9:7420')
  expect(asked()).toContain('on your network')
  expect(app.servers).toEqual([])
  await page.click("Don't join")
  expect(page.router.currentRoute.value.name).toBe('home')
  await page.click(JOIN)
  await page.click('Join there')
  expect(page.router.currentRoute.value.params.room).toBe('modi-kafu-ruse')
  expect(app.servers).toEqual(['http://192.168.1.9:7420'])
})

test('a meeting nearby on the server that was set needs no question', async () => {
  await open({ server: 'http://192.168.1.9:7420' })
  app.desktop.setNearby([{ ...MEETING, textRoom: true }])
  await settle()
  await page.click(JOIN)
  expect(asked()).toBeNull()
  expect(page.router.currentRoute.value).toMatchObject({ name: 'room', query: { text: '1' } })
})

test('a meeting nearby wants a name first', async () => {
  await open({ name: '' })
  app.desktop.setNearby([MEETING])
  await settle()
  await page.click(JOIN)
  expect(page.alerts).toEqual(['Enter your name first.'])
  expect(asked()).toBeNull()
})

test('a meeting on this computer is announced from when it is joined until it is left', async () => {
  await open({ showNearby: true })
  await page.click('New meeting')
  expect(app.desktop.announced, 'not in the lobby').toEqual([])
  await page.click('Join now')
  expect(app.desktop.announced).toEqual([{ room: 'baba-baba-baba', name: 'Ada', textRoom: false }])
  expect(page.text).toContain('People on this network see it')
  useMeetingStore().leave()
  await settle()
  expect(app.desktop.announced.at(-1)).toBeNull()
})

test('a meeting that is locked is not announced while it is', async () => {
  await meet({ showNearby: true })
  await useMeetingStore().moderate({ type: 'lock', locked: true })
  await settle()
  expect(app.desktop.announced.at(-1)).toBeNull()
  await useMeetingStore().moderate({ type: 'lock', locked: false })
  await settle()
  expect(app.desktop.announced.at(-1)).toMatchObject({ room: 'baba-baba-baba' })
})

test.each([
  ['where nobody has wanted it', {}],
  ['that is reached from this computer alone', { showNearby: true, hostOnNetwork: false }],
  ['on another server', { showNearby: true, server: 'https://meet.example.org' }]
])('a meeting %s is not announced', async (_where, settings) => {
  await meet(settings)
  expect(useMeetingStore().state.status).toBe('joined')
  expect(app.desktop.announced).toEqual([])
  expect(page.text).not.toContain('People on this network')
})

/** The switch in the options of a new meeting. */
async function offered(): Promise<HTMLButtonElement | null> {
  await page.click('Meeting options')
  const label = [...document.querySelectorAll('label')].find(({ textContent }) =>
    textContent.includes('Show to people on this network')
  )
  return label?.querySelector<HTMLButtonElement>('[role=switch]') ?? null
}

test('whether a meeting is shown is up to the person where it begins', async () => {
  await open()
  ;(await offered())?.click()
  await settle()
  expect(app.desktop.stored.showNearby).toBe(true)
})

test('and is not asked where it makes no difference', async () => {
  await open({ server: 'https://meet.example.org' })
  expect(await offered()).toBeNull()
})

test('nor where the administrator has answered', async () => {
  app = new FakeApp({ settings: { name: 'Ada', showNearby: true } })
  app.desktop.locked = ['showNearby']
  page = await OpenApp.at('/', app)
  expect(await offered()).toBeNull()
})
