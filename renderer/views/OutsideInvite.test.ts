import { afterEach, expect, test } from 'vitest'
import { settle } from '../call/testing/settle.ts'
import { FAKE_FINGERPRINT, FAKE_TUNNEL } from '../desktop/testing/fake-desktop.ts'
import { FakeApp } from '../stores/testing/fake-app.ts'
import { OpenApp } from './testing/open-app.ts'

let app: FakeApp
let page: OpenApp

afterEach(async () => {
  page.close()
  await app.close()
})

async function open(server: string | null, path = '/') {
  app = new FakeApp({ settings: { name: 'Ada', server } })
  page = await OpenApp.at(path, app)
}

async function click(link: string) {
  app.desktop.openInvite(link)
  await settle()
}

const asked = () => document.querySelector('[role=alertdialog]')?.textContent ?? null
const route = () => page.router.currentRoute.value

test('a link to the server that was set is followed at once', async () => {
  await open('https://meet.example.org')
  await click('parley://meet.example.org/r/modi-kafu-ruse')
  expect(asked()).toBeNull()
  expect(route().params.room).toBe('modi-kafu-ruse')
})

test('a link to another server asks first, shows which, and nothing goes there until it is answered', async () => {
  await open('https://meet.example.org')
  await click('parley://192.168.1.9:7420/r/modi-kafu-ruse?insecure=1')
  expect(asked()).toContain('http://192.168.1.9:7420')
  expect(route().name).toBe('home')
  expect(app.servers).toEqual([])
  await page.click("Don't join")
  expect(asked()).toBeNull()
  expect(route().name).toBe('home')
  await click('parley://192.168.1.9:7420/r/modi-kafu-ruse?insecure=1')
  expect(asked(), 'nothing was remembered').not.toBeNull()
  await page.click('Join there')
  expect(route()).toMatchObject({ name: 'room', query: { server: 'http://192.168.1.9:7420' } })
  expect(app.servers).toEqual(['http://192.168.1.9:7420'])
  expect(app.desktop.stored.server).toBe('https://meet.example.org')
})

test('a link that names a certificate leads through the shell once it is followed, and is kept whole', async () => {
  await open(null)
  const server = 'https://192.168.1.9:7420'
  await click(`parley://192.168.1.9:7420/r/modi-kafu-ruse#sha256=${FAKE_FINGERPRINT}`)
  expect(app.desktop.pins).toEqual([])
  await page.click('Join there')
  expect(app.desktop.pins).toEqual([{ server, fingerprint: FAKE_FINGERPRINT }])
  expect(app.servers).toEqual([FAKE_TUNNEL])
  await page.click('Join now')
  expect(app.desktop.stored.recentMeetings).toMatchObject([{ server, fingerprint: FAKE_FINGERPRINT }])
  await click(`parley://192.168.1.9:7420/r/abc#sha256=${FAKE_FINGERPRINT}`)
  expect(asked(), 'it is the same server').not.toContain('another server')
  await page.click('Leave')
  await page.router.push('/')
  await settle()
  expect(app.desktop.pins.at(-1)).toBeNull()
})

test('the own link leads to the own server without a question, and nowhere when somebody is there', async () => {
  await open(null)
  app.desktop.certificate = FAKE_FINGERPRINT
  const link = `parley://192.168.1.5:4000/r/modi-kafu-ruse#sha256=${FAKE_FINGERPRINT}`
  await click(link)
  expect(asked()).toBeNull()
  expect(route()).toMatchObject({ params: { room: 'modi-kafu-ruse' }, query: {}, hash: '' })
  expect([app.servers, app.desktop.pins]).toEqual([['http://127.0.0.1:4000'], []])
  await page.click('Join now')
  await click(link)
  expect(asked()).toBeNull()
  expect(app.servers).toHaveLength(1)
})

test('a link to where somebody is already asks when it names another certificate', async () => {
  await open(null, `/r/abc?server=https://192.168.1.9:7420#sha256=${FAKE_FINGERPRINT}`)
  await click(`parley://192.168.1.9:7420/r/abc#sha256=${'A'.repeat(43)}`)
  expect(asked()).toContain('https://192.168.1.9:7420')
})

test('the last of several links is the one that is asked about', async () => {
  await open(null)
  await click('parley://one.example.org/r/abc')
  await click('parley://two.example.org/r/abc')
  expect(asked()).toContain('two.example.org')
  expect(asked()).not.toContain('one.example.org')
})

test('another meeting on the server where somebody is already needs no question', async () => {
  await open(null, '/r/abc?server=https://other.example.org')
  await click('parley://other.example.org/r/def')
  expect(asked()).toBeNull()
  expect(route().params.room).toBe('def')
})
