import { afterEach, describe, expect, test } from 'vitest'
import { succeed } from '../../protocol/result.ts'
import { settle } from '../call/testing/settle.ts'
import { FAKE_FINGERPRINT } from '../desktop/testing/fake-desktop.ts'
import { useServerStore } from './server.ts'
import { useSettingsStore } from './settings.ts'
import { FakeApp } from './testing/fake-app.ts'

let app: FakeApp

afterEach(() => app.close())

const CODE = { room: 'modi-kafu-ruse', server: null }
const LINK = { room: 'modi-kafu-ruse', server: 'https://other.example' }

describe('in the app, with nothing configured', () => {
  test('a new meeting is on the embedded server, and others get its address on the network', async () => {
    app = await new FakeApp().start()
    const servers = useServerStore()
    expect(await servers.forNewMeeting()).toBe('http://127.0.0.1:4000')
    expect(servers.shareOrigin('http://127.0.0.1:4000')).toBe('https://192.168.1.5:4000')
    expect(servers.shareOrigin('https://other.example')).toBe('https://other.example')
  })

  test('the own address with another certificate is not the own server', async () => {
    app = await new FakeApp().start()
    const servers = useServerStore()
    await servers.forNewMeeting()
    const server = 'https://192.168.1.5:4000'
    for (const fingerprint of [FAKE_FINGERPRINT.replace('Z', 'Y'), null]) {
      expect(await servers.locate({ server, fingerprint })).toEqual({ server, fingerprint })
      expect(servers.isKnown(server)).toBe(false)
    }
  })

  test.each(['https://192.168.1.5:4000', 'https://10.0.0.5:7420'])(
    'a link to %s with its certificate leads to the own server, which is started for it',
    async (server) => {
      app = await new FakeApp().start()
      app.desktop.certificate = FAKE_FINGERPRINT
      const servers = useServerStore()
      const found = await servers.locate({ server, fingerprint: FAKE_FINGERPRINT })
      expect(found).toEqual({ server: 'http://127.0.0.1:4000', fingerprint: null })
      expect(servers.isKnown(found.server)).toBe(true)
    }
  )

  test('a link to another one starts nothing', async () => {
    app = await new FakeApp().start()
    const servers = useServerStore()
    const elsewhere = { server: 'https://192.168.1.9:7420', fingerprint: FAKE_FINGERPRINT }
    expect(await servers.locate(elsewhere)).toEqual(elsewhere)
    expect(app.desktop.starts).toBe(0)
  })

  test('who came, and other addresses, are seen once the server was started', async () => {
    app = await new FakeApp().start()
    const servers = useServerStore()
    app.desktop.reachServer()
    await settle()
    expect(app.desktop.starts).toBe(0)
    await servers.forNewMeeting()
    app.desktop.changeNetwork()
    await settle()
    expect(app.desktop.starts).toBe(2)
  })

  test.each<[string, () => void]>([
    ['is for this machine alone', () => void useSettingsStore().update({ hostOnNetwork: false })],
    ['was started again', () => app.desktop.fail('server')]
  ])('its address is another one once it %s', async (_what, happen) => {
    app = await new FakeApp({ settings: { hostOnNetwork: true } }).start()
    const servers = useServerStore()
    await servers.forNewMeeting()
    const localOrigin = 'http://127.0.0.1:4000'
    app.desktop.embedded = succeed({ localOrigin, shareOrigin: localOrigin, network: null })
    happen()
    await settle()
    expect(servers.shareOrigin(localOrigin)).toBe(localOrigin)
  })

  test('a code alone leads nowhere, until the embedded server runs', async () => {
    app = await new FakeApp().start()
    const servers = useServerStore()
    expect(servers.forInvite(CODE)).toBeNull()
    await servers.forNewMeeting()
    expect(servers.forInvite(CODE)).toBe('http://127.0.0.1:4000')
  })

  test('no meeting can be made when the embedded server does not start', async () => {
    app = await new FakeApp().start()
    app.desktop.embedded = { ok: false, error: { reason: 'start-failed', message: 'No port is free' } }
    expect(await useServerStore().forNewMeeting()).toBeNull()
  })
})

describe('in the app, with a server configured', () => {
  test('it is used for new meetings and bare codes, and none is started', async () => {
    app = await new FakeApp({ settings: { server: 'https://meet.example' } }).start()
    const servers = useServerStore()
    expect(await servers.forNewMeeting()).toBe('https://meet.example')
    expect(servers.forInvite(CODE)).toBe('https://meet.example')
    expect(app.desktop.starts).toBe(0)
  })

  test('a link still leads to its own server', async () => {
    app = await new FakeApp({ settings: { server: 'https://meet.example' } }).start()
    expect(useServerStore().forInvite(LINK)).toBe('https://other.example')
  })
})

test('in a browser the server is the one that the page came from', async () => {
  app = await new FakeApp({
    pageServer: 'https://guest.example',
    settings: { server: 'https://meet.example' }
  }).start()
  const servers = useServerStore()
  expect(await servers.forNewMeeting()).toBe('https://guest.example')
  expect(servers.forInvite(CODE)).toBe('https://guest.example')
  expect(servers.isOwn('https://guest.example')).toBe(true)
})
