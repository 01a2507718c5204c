import { afterEach, describe, expect, test } from 'vitest'
import { succeed } from '../../protocol/result.ts'
import { settle } from '../call/testing/settle.ts'
import { useConnectionCheckStore } from '../stores/connection-check.ts'
import { FakeApp } from '../stores/testing/fake-app.ts'
import { OpenApp } from './testing/open-app.ts'

const TITLE = 'Check my connection'
const TURN = 'turn:relay.example.org:3478'

let app: FakeApp
let page: OpenApp

afterEach(async () => {
  page.close()
  await app.close()
})

async function open(path = '/', options: ConstructorParameters<typeof FakeApp>[0] = {}) {
  app = new FakeApp({ ...options, settings: { name: 'Ada', ...options.settings } })
  page = await OpenApp.at(path, app)
}

/** A server that hands out a relay, which answers after a while. */
function relay(answer: { relays: true } | { error: number }) {
  const iceServers = [{ urls: TURN, username: 'somebody', credential: 'something' }]
  app.probe = () => Promise.resolve(succeed({ roundTrip: 18, iceServers }))
  app.network.answers.set(TURN, { delay: 40, ...answer })
}

async function pass(milliseconds: number) {
  for (let passed = 0; passed < milliseconds; passed += 20) {
    app.clock.advance(20)
    await settle()
  }
}

const verdict = () => document.querySelector('[role=dialog] [role=status]')?.textContent.trim() ?? null

describe('the check', () => {
  test('begins when it is asked for, says step by step what it finds, and then what that comes to', async () => {
    await open()
    relay({ relays: true })
    await page.click(TITLE)
    expect(verdict()).toContain('Checking…')
    expect(page.text).toContain('Answers in 18 ms')
    expect(page.text).not.toContain('1 of 1 work')
    await pass(9_000)
    expect(verdict()).toContain('Everything works')
    expect(page.text).toContain('1 of 1 work')
    expect(page.text).toContain('Mbit/s')
  })

  test('names what is wrong and what to do', async () => {
    await open()
    relay({ error: 401 })
    await page.click(TITLE)
    await pass(4_000)
    expect(verdict()).toContain('The relay refuses the credentials')
    expect(verdict()).toContain('Tell whoever runs the server')
  })

  test('can be cancelled and repeated, and ends with its dialog', async () => {
    await open()
    relay({ relays: true })
    await page.click(TITLE)
    await page.click('Cancel')
    expect(verdict()).toContain('The check was cancelled')
    await page.click('Check again')
    expect(verdict()).toContain('Checking…')
    await page.click('Close')
    expect(verdict()).toBeNull()
    expect(app.network.connections.every(({ connectionState }) => connectionState === 'closed')).toBe(true)
    expect(app.checks).toHaveLength(2)
  })

  test('tells of the line only what it found on the network that is used now', async () => {
    const uplink = () => useConnectionCheckStore().uplink
    await open()
    relay({ relays: true })
    await page.click(TITLE)
    await pass(1_000)
    app.desktop.changeNetwork()
    await pass(8_000)
    expect(verdict()).toContain('Everything works')
    expect(uplink()).toBeNull()
    await page.click('Check again')
    await pass(9_000)
    expect(uplink()).not.toBeNull()
  })

  test('gives a report without the credentials', async () => {
    await open()
    relay({ relays: true })
    await page.click(TITLE)
    await pass(9_000)
    await page.click('Copy report')
    expect(page.hasButton('Copied')).toBe(true)
    expect(app.desktop.clipboard).toContain('Verdict: all-good')
    expect(app.desktop.clipboard).not.toMatch(/somebody|something/)
  })

  test('says when the report could not be copied', async () => {
    await open()
    await page.click(TITLE)
    app.desktop.failure = new Error('No clipboard')
    await page.click('Copy report')
    expect(page.alerts).toEqual(["The report couldn't be copied."])
  })
})

describe('the server that is checked', () => {
  test("is the app's own at home, which is started for it", async () => {
    await open()
    await page.click(TITLE)
    expect(app.checks).toEqual([{ server: 'http://127.0.0.1:4000', gentle: false }])
    expect(verdict()).toContain('No relay is configured')
  })

  test('is said not to start when it does not', async () => {
    await open()
    app.desktop.embedded = { ok: false, error: { reason: 'start-failed', message: '' } }
    await page.click(TITLE)
    expect(verdict()).toContain("Meetings can't be started on this computer")
  })

  test('is the configured one', async () => {
    await open('/', { settings: { server: 'https://meet.example' } })
    await page.click(TITLE)
    expect(app.checks).toEqual([{ server: 'https://meet.example', gentle: false }])
    expect(app.desktop.starts).toBe(0)
  })

  test("is the page's for a guest", async () => {
    await open('/', { pageServer: 'https://meet.example' })
    await page.click(TITLE)
    expect(app.checks).toEqual([{ server: 'https://meet.example', gentle: false }])
  })

  test('is that of the meeting in its lobby, and gently so inside', async () => {
    const server = 'https://other.example'
    await open(`/r/modi-kafu-ruse?server=${encodeURIComponent(server)}`)
    await page.click(TITLE)
    await page.click('Close')
    await page.click('Join now')
    page.button('More options').dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, key: 'Enter' }))
    await settle()
    const items = [...document.querySelectorAll<HTMLElement>('[role=menuitem]')]
    items.find(({ textContent }) => textContent.includes(TITLE))?.click()
    await settle()
    expect(app.checks).toEqual([
      { server, gentle: false },
      { server, gentle: true }
    ])
    expect(app.signaling?.connected).toBe(true)
  })
})
