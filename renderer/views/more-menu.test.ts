import { afterEach, beforeEach, expect, test } from 'vitest'
import { succeed } from '../../protocol/result.ts'
import { settle } from '../call/testing/settle.ts'
import { FAKE_FINGERPRINT } from '../desktop/testing/fake-desktop.ts'
import { FakeApp } from '../stores/testing/fake-app.ts'
import { OpenApp } from './testing/open-app.ts'

let app: FakeApp
let page: OpenApp

beforeEach(async () => {
  app = new FakeApp({ settings: { name: 'Ada' } })
  // The meeting is hosted here, for others on the network.
  const addresses = [{ name: 'eth0', address: '192.168.1.5', virtual: false }]
  const network = {
    port: 4000,
    fingerprint: FAKE_FINGERPRINT,
    addresses,
    chosen: 'eth0',
    reached: false
  }
  app.desktop.startEmbeddedServer = () =>
    Promise.resolve(
      succeed({ localOrigin: 'http://127.0.0.1:4000', shareOrigin: 'https://192.168.1.5:4000', network })
    )
  page = await OpenApp.at('/r/modi-kafu-ruse', app)
  await page.click('Join now')
  await app.invite('Grace')
  await settle()
})

afterEach(async () => {
  page.close()
  await app.close()
})

const dialog = () => document.querySelector('[role=dialog]')

/** Chooses from the menu with the keys. */
async function choose(text: string): Promise<void> {
  const press = (element: Element, key: string) =>
    element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  page.button('More options').focus()
  press(page.button('More options'), 'Enter')
  await settle()
  const item = [...document.querySelectorAll<HTMLElement>('[role=menuitem]')].find((each) =>
    each.textContent.includes(text)
  )
  if (item === undefined) throw new Error(`There is no "${text}" in the menu`)
  item.focus()
  press(item, 'Enter')
  await settle()
  await settle()
}

test.each([
  'Invite on your network',
  'Settings',
  'Check my connection',
  'Connection quality',
  'Keyboard shortcuts'
])('what opens from the menu (%s) has the focus, and gives it back to the button', async (text) => {
  await choose(text)
  expect(dialog()?.contains(document.activeElement)).toBe(true)
  document.activeElement?.dispatchEvent(
    new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true })
  )
  await settle()
  await settle()
  expect(dialog()).toBeNull()
  expect(document.activeElement).toBe(page.button('More options'))
})
