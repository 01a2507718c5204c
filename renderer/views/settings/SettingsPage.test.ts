import { afterEach, describe, expect, test } from 'vitest'
import { fail } from '../../../protocol/result.ts'
import { settle } from '../../call/testing/settle.ts'
import { useMeetingStore } from '../../stores/meeting.ts'
import { useSettingsPageStore, type SettingsSection } from '../../stores/settings-page.ts'
import { FakeApp } from '../../stores/testing/fake-app.ts'
import { OpenApp } from '../testing/open-app.ts'

let app: FakeApp
let page: OpenApp

afterEach(async () => {
  page.close()
  await app.close()
})

async function open(section: SettingsSection, made = new FakeApp({ settings: { name: 'Ada' } }), path = '/') {
  app = made
  page = await OpenApp.at(path, app)
  useSettingsPageStore().show(section)
  await settle()
}

const dialog = () => document.querySelector('[role=dialog]')
const sections = () =>
  [...document.querySelectorAll('[role=tab], [role=option]')].map(({ textContent }) => textContent.trim())

/** The switch with this label. */
function switchOf(label: string): HTMLButtonElement {
  const found = [...document.querySelectorAll('label')].find(({ textContent }) => textContent.includes(label))
  const control = found?.querySelector<HTMLButtonElement>('[role=switch]')
  if (!control) throw new Error(`There is no switch "${label}"`)
  return control
}

async function flip(label: string) {
  switchOf(label).click()
  await settle()
}

describe('the page', () => {
  test('opens by its button and by its chord, at the section that was shown last', async () => {
    await open('about')
    useSettingsPageStore().open = false
    await settle()
    expect(dialog()).toBeNull()
    await page.click('Settings')
    expect(page.text).toContain('Version 1.2.3')
    useSettingsPageStore().open = false
    await settle()
    window.dispatchEvent(new KeyboardEvent('keydown', { key: ',', ctrlKey: true }))
    await settle()
    expect(dialog()).not.toBeNull()
  })

  test('has no tray, no server and no updates in a browser', async () => {
    const guest = new FakeApp({ pageServer: 'https://meet.example.org' })
    guest.desktop.info = {
      ...guest.desktop.info,
      shell: 'browser',
      platform: 'web',
      version: '',
      engines: []
    }
    await open('meetings', guest)
    expect(page.text).toContain('When you join')
    expect(page.text).not.toContain('Mini window')
    for (const section of ['Server', 'System', 'Updates']) expect(sections()).not.toContain(section)
  })

  test('locks what the administrator has set, and says so', async () => {
    const managed = new FakeApp({ settings: { updates: false } })
    managed.desktop.locked = ['updates']
    await open('updates', managed)
    expect(switchOf('Look for updates').disabled).toBe(true)
    expect(page.text).toContain('Set by your organisation')
    await flip('Look for updates')
    expect(app.desktop.stored.updates).toBe(false)
  })

  test('says what becomes of the tray where the desktop shows none', async () => {
    const settings = { name: 'Ada', launchAtLogin: true }
    await open('system', new FakeApp({ settings }))
    expect(page.text).toContain('Closing the window keeps Parley running.')
    page.close()
    await app.close()
    const bare = new FakeApp({ settings })
    bare.desktop.tray = false
    await open('system', bare)
    expect(page.text).not.toContain('Closing the window keeps Parley running.')
    expect(page.text).toContain('closing the window quits Parley')
    expect(page.text).toContain('so Parley starts minimised')
  })

  test('forgets meetings', async () => {
    const recentMeetings = [{ room: 'modi-kafu-ruse', server: null, joinedAt: 1 }]
    await open('privacy', new FakeApp({ settings: { recentMeetings } }))
    await page.click('Forget recent meetings')
    expect(app.desktop.stored.recentMeetings).toEqual([])
  })
})

describe('the devices', () => {
  test('are on while they are looked at, and released after', async () => {
    await open('devices')
    expect(app.capturing).toBe(true)
    useSettingsPageStore().section = 'about'
    await settle()
    expect(app.capturing).toBe(false)
  })

  test('stay as the meeting has them, and what changes applies to the track that is sent', async () => {
    await open('about', new FakeApp({ settings: { name: 'Ada' } }), '/r/modi-kafu-ruse')
    await useMeetingStore().join('')
    await settle()
    useSettingsPageStore().section = 'devices'
    await settle()
    const before = app.devices.given.length
    await flip('Suppress noise')
    const microphones = app.devices.given.filter(
      ({ kind, readyState }) => kind === 'audio' && readyState === 'live'
    )
    expect(microphones.map((track) => track.getSettings().noiseSuppression)).toEqual([false])
    expect(app.devices.given).toHaveLength(before + 1)
    useSettingsPageStore().open = false
    await settle()
    expect(app.capturing).toBe(true)
  })
})

describe('meetings nearby', () => {
  test('are shown to others only where they are reached by others, and listed if somebody wants that', async () => {
    await open('server')
    await flip('Show my meetings to people on this network')
    await flip('List meetings nearby')
    expect(app.desktop.stored).toMatchObject({ showNearby: true, findNearby: false })
    await flip('Reachable from the network')
    expect(page.text).not.toContain('Show my meetings')
    expect(app.desktop.stored.showNearby, 'what was wanted is kept').toBe(true)
  })

  test('are as the administrator has it', async () => {
    const managed = new FakeApp({ settings: { name: 'Ada', showNearby: true } })
    managed.desktop.locked = ['showNearby', 'findNearby']
    await open('server', managed)
    expect(switchOf('Show my meetings to people on this network').disabled).toBe(true)
    expect(switchOf('List meetings nearby').disabled).toBe(true)
  })
})

describe('the address of the server', () => {
  const status = () =>
    [...document.querySelectorAll('[role=dialog] [role=status]')].map((each) => each.textContent.trim())

  test('is tried while it is typed, once typing pauses', async () => {
    await open('server')
    await page.type('Server address', 'https://meet.exam')
    app.clock.advance(400)
    await page.type('Server address', 'meet.example.org')
    app.clock.advance(600)
    await settle()
    expect(app.probed).toEqual(['https://meet.example.org'])
    expect(status()).toEqual(['https://meet.example.org answers in 18 ms.'])
  })

  test('that nothing answers at is said to be wrong, and is kept all the same', async () => {
    app = new FakeApp()
    app.probe = () => Promise.resolve(fail('server-unreachable', 'Nothing answers'))
    await open('server', app)
    await page.type('Server address', 'https://meet.example.org')
    app.clock.advance(600)
    await settle()
    expect(page.alerts.join()).toContain('No Parley server answers at https://meet.example.org')
    page.field('Server address').dispatchEvent(new Event('change'))
    await settle()
    expect(app.desktop.stored.server).toBe('https://meet.example.org')
  })

  test('that is none is not tried and not kept', async () => {
    await open('server')
    await page.type('Server address', 'not a server')
    app.clock.advance(600)
    page.field('Server address').dispatchEvent(new Event('change'))
    expect(page.alerts.join()).toContain('Enter a web address')
    expect(app.probed).toEqual([])
    expect(app.desktop.stored.server).toBeNull()
  })
})

describe('a report of a problem', () => {
  test('is saved, and its name is said', async () => {
    await open('about')
    await page.click('Report a problem…')
    expect(app.desktop.reported).toEqual([null])
    expect(page.text).toContain('Saved as parley-report.zip')
  })

  test.each([
    ['cancelled', 0],
    ['failed', 1]
  ] as const)('that is %s is blamed on nobody, or on the place', async (reason, alerts) => {
    await open('about')
    app.desktop.report = fail(reason, 'Not saved')
    await page.click('Report a problem…')
    expect(page.alerts).toHaveLength(alerts)
  })
})
