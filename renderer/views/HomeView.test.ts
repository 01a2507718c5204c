import { afterEach, describe, expect, test } from 'vitest'
import type { Settings } from '../../protocol/settings.ts'
import { FakeApp } from '../stores/testing/fake-app.ts'
import { OpenApp } from './testing/open-app.ts'

let app: FakeApp
let page: OpenApp

afterEach(async () => {
  page.close()
  await app.close()
})

async function open(settings: Partial<Settings> = {}) {
  app = new FakeApp({ settings })
  page = await OpenApp.at('/', app)
}

describe('the name', () => {
  test('is wanted before going on', async () => {
    await open()
    expect(page.alerts).toEqual([])
    await page.click('New meeting')
    expect(page.alerts).toEqual(['Enter your name first.'])
    expect(document.activeElement).toBe(page.field('Your name'))
    expect(page.router.currentRoute.value.path).toBe('/')
    expect(app.desktop.starts).toBe(0)
  })

  test('is remembered as others will see it', async () => {
    await open()
    await page.type('Your name', '  Ada   Lovelace ')
    await page.click('New meeting')
    expect(app.desktop.stored.name).toBe('Ada Lovelace')
  })

  test('has a bound, which is said as it is typed', async () => {
    await open()
    await page.type('Your name', 'a'.repeat(65))
    expect(page.alerts).toEqual(['A name has at most 64 characters.'])
  })

  test('is there the next time', async () => {
    await open({ name: 'Ada' })
    expect(page.field('Your name').value).toBe('Ada')
  })
})

describe('a new meeting', () => {
  test('has a code that can be said, on the embedded server', async () => {
    await open({ name: 'Ada' })
    await page.click('New meeting')
    expect(page.router.currentRoute.value.fullPath).toBe('/r/baba-baba-baba')
    expect(app.servers).toEqual(['http://127.0.0.1:4000'])
    expect(page.hasButton('Join now')).toBe(true)
  })

  test('that can not be started is said, and can be tried again', async () => {
    await open({ name: 'Ada' })
    const { embedded } = app.desktop
    app.desktop.embedded = { ok: false, error: { reason: 'start-failed', message: 'No port is free' } }
    await page.click('New meeting')
    expect(page.alerts.join()).toContain("couldn't be started")
    app.desktop.embedded = embedded
    await page.click('New meeting')
    expect(page.hasButton('Join now')).toBe(true)
  })
})

describe('joining', () => {
  test('goes where the link says', async () => {
    await open({ name: 'Ada' })
    await page.type('Code or link', 'https://meet.example/r/Some-Room')
    await page.click('Join')
    expect(app.servers).toEqual(['https://meet.example'])
    expect(page.router.currentRoute.value).toMatchObject({
      params: { room: 'some-room' },
      query: { server: 'https://meet.example' }
    })
  })

  test('takes a code alone where the server is known', async () => {
    await open({ name: 'Ada', server: 'https://meet.example' })
    await page.type('Code or link', ' Modi Kafu Ruse ')
    await page.click('Join')
    expect(app.servers).toEqual(['https://meet.example'])
    expect(page.router.currentRoute.value.params.room).toBe('modi-kafu-ruse')
  })

  test.each([
    ['', 'Enter a meeting code, or paste an invite link.'],
    ['what?', 'This is neither a meeting code nor an invite link.'],
    ['modi-kafu-ruse', "The code alone doesn't say where the meeting is. Paste the whole invite link."]
  ])('with "%s" says what is wrong', async (text, problem) => {
    await open({ name: 'Ada' })
    await page.type('Code or link', text)
    await page.click('Join')
    expect(page.alerts).toEqual([problem])
    await page.type('Code or link', 'a')
    expect(page.alerts).toEqual([])
  })
})
