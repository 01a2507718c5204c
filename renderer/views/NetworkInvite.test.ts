import { afterEach, beforeEach, expect, test } from 'vitest'
import type { NetworkHosting } from '../../protocol/desktop.ts'
import { fingerprintGroups } from '../../protocol/fingerprint.ts'
import { succeed } from '../../protocol/result.ts'
import { settle } from '../call/testing/settle.ts'
import SelectField from '../components/SelectField.vue'
import { FAKE_FINGERPRINT } from '../desktop/testing/fake-desktop.ts'
import { FakeApp } from '../stores/testing/fake-app.ts'
import { OpenApp } from './testing/open-app.ts'

const MORE = 'Address, fingerprint and help'
const ADDRESSES = [
  { name: 'eth0', address: '192.168.1.5', virtual: false },
  { name: 'docker0', address: '172.17.0.1', virtual: true }
]

let app: FakeApp
let page: OpenApp

beforeEach(() => {
  app = new FakeApp({ settings: { name: 'Ada' } })
})

afterEach(async () => {
  page.close()
  await app.close()
})

/** As the main process answers: the address follows the setting. */
function hostAt(change: Partial<NetworkHosting> = {}): void {
  app.desktop.startEmbeddedServer = () => {
    const wanted = app.desktop.stored.shareInterface
    const chosen = ADDRESSES.find(({ name }) => name === wanted) ?? ADDRESSES[0]!
    const network = {
      port: 4000,
      fingerprint: FAKE_FINGERPRINT,
      addresses: ADDRESSES,
      chosen: chosen.name,
      reached: false,
      ...change
    }
    const shareOrigin = `https://${chosen.address}:4000`
    return Promise.resolve(succeed({ localOrigin: 'http://127.0.0.1:4000', shareOrigin, network }))
  }
}

async function openMeeting(): Promise<void> {
  page = await OpenApp.at('/r/modi-kafu-ruse', app)
  await page.click('Join now')
}

const dialog = () => document.querySelector('[role=dialog]')
const link = () => dialog()?.querySelector('input')?.value

test('who hosts sees the fingerprint that the link names, and what to do when nobody comes', async () => {
  hostAt()
  await openMeeting()
  await page.click(MORE)
  expect(link()).toBe(`https://192.168.1.5:4000/r/modi-kafu-ruse#sha256=${FAKE_FINGERPRINT}`)
  const text = dialog()?.textContent ?? ''
  expect(text).toContain(fingerprintGroups(FAKE_FINGERPRINT).join(''))
  expect(text).toContain('No other device has reached this computer')
  expect(text).toContain('sudo ufw allow 4000/tcp')
})

test('that somebody came is seen while one looks', async () => {
  await openMeeting()
  await page.click(MORE)
  expect(dialog()?.textContent).toContain('No other device has reached')
  app.desktop.reachServer()
  await settle()
  expect(dialog()?.textContent).toContain('Another device has reached this computer')
})

test('another address is remembered by its interface, and is in the link at once', async () => {
  hostAt()
  await openMeeting()
  await page.click(MORE)
  expect(dialog()?.querySelector('[role=combobox]')?.textContent).toContain('192.168.1.5 (eth0)')
  page.wrapper.findComponent(SelectField).vm.$emit('update:modelValue', 'docker0')
  await settle()
  expect(app.desktop.stored.shareInterface).toBe('docker0')
  expect(dialog()?.querySelector('[role=combobox]')?.textContent).toContain('172.17.0.1 (docker0, virtual)')
  expect(link()).toContain('https://172.17.0.1:4000/')
})

test('where there is one address there is nothing to choose', async () => {
  await openMeeting()
  await page.click(MORE)
  expect(dialog()?.querySelector('[role=combobox]')).toBeNull()
})

test('without a certificate that is said', async () => {
  hostAt({ fingerprint: null })
  await openMeeting()
  await page.click(MORE)
  expect(dialog()?.textContent).toContain("couldn't make a certificate")
})

test('a meeting on another server has nothing of it', async () => {
  page = await OpenApp.at('/r/modi-kafu-ruse?server=https://meet.example', app)
  await page.click('Join now')
  expect(page.hasButton(MORE)).toBe(false)
})

test('a meeting for this machine alone has nothing of it', async () => {
  const local = 'http://127.0.0.1:4000'
  app.desktop.embedded = succeed({ localOrigin: local, shareOrigin: local, network: null })
  await openMeeting()
  expect(page.hasButton(MORE)).toBe(false)
})
