import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Settings } from '../../protocol/settings.ts'
import { giveLayout } from '../components/testing/give-layout.ts'
import { settle } from '../call/testing/settle.ts'
import { useMeetingStore } from '../stores/meeting.ts'
import { useMediaStore } from '../stores/media.ts'
import { useNoticesStore } from '../stores/notices.ts'
import { FakeApp } from '../stores/testing/fake-app.ts'
import { OpenApp } from './testing/open-app.ts'

const PATH = '/r/modi-kafu-ruse?server=https://meet.example'

let app: FakeApp
let page: OpenApp

afterEach(async () => {
  page.close()
  await app.close()
  vi.restoreAllMocks()
})

async function open(settings: Partial<Settings> = { name: 'Ada' }, pageServer: string | null = null) {
  app = new FakeApp({ settings, pageServer })
  page = await OpenApp.at(PATH, app)
}

async function join() {
  await open()
  await page.click('Join now')
}

describe('the address', () => {
  test('names the server in the app, and never in a browser', async () => {
    await open()
    expect(app.servers).toEqual(['https://meet.example'])
    page.close()
    await app.close()
    await open({ name: 'Ada' }, 'https://guest.example')
    expect(app.servers).toEqual(['https://guest.example'])
  })

  test.each([
    ['/r/--?server=https://meet.example'],
    ['/r/BAD!code'],
    [`/r/${'a'.repeat(70)}`],
    ['/r/你好'],
    ['/r/one/two'],
    ['/r/']
  ])('%s, which names no meeting, leads home, where that is said', async (path) => {
    app = new FakeApp()
    page = await OpenApp.at(path, app)
    expect(page.router.currentRoute.value.path).toBe('/')
    expect(page.alerts.join()).toContain("The link you followed isn't one to a meeting")
    expect(app.capturing).toBe(false)
  })
})

describe('the lobby', () => {
  test('asks a guest for their name', async () => {
    await open({})
    await page.click('Join now')
    expect(page.alerts).toEqual(['Enter your name first.'])
    expect(document.activeElement).toBe(page.field('Your name'))
    await page.type('Your name', 'Guest')
    await page.click('Join now')
    expect(page.people).toEqual(['Guest'])
  })

  test('switches the devices', async () => {
    await open()
    await page.click('Turn camera off')
    await page.click('Mute')
    expect(app.capturing).toBe(true)
    await page.click('Join now')
    const tile = document.querySelector('[data-peer-id]')
    expect(tile?.getAttribute('data-camera')).toBe('false')
    expect(tile?.getAttribute('data-muted')).toBe('true')
  })

  test.each([
    ['NotFoundError', 'No camera found. Connect one and try again.'],
    ['NotAllowedError', 'Parley may not use your camera. Allow it in the privacy settings and try again.'],
    ['NotReadableError', "Your camera is in use by another program, or doesn't start."]
  ])('says after a %s why there is no picture, and tries again', async (error, text) => {
    app = new FakeApp({ settings: { name: 'Ada' } })
    app.devices.failures.video = new DOMException('', error)
    page = await OpenApp.at(PATH, app)
    expect(page.alerts.join()).toContain(text)
    delete app.devices.failures.video
    await page.click('Try again')
    expect(page.alerts).toEqual([])
    expect(document.querySelector('section video')).not.toBeNull()
  })

  test('of a browser that refuses the camera says where to allow it, and not that there is none', async () => {
    app = new FakeApp({ settings: { name: 'Ada' }, pageServer: 'https://guest.example' })
    app.desktop.info = { ...app.desktop.info, shell: 'browser' }
    app.devices.failures.video = new DOMException('', 'NotAllowedError')
    app.devices.available = []
    page = await OpenApp.at(PATH, app)
    expect(page.alerts.join()).toContain('Click the icon beside the address')
    expect(page.button('Camera').textContent).toContain('No access to cameras')
    expect(page.button('Microphone').textContent).toContain('No microphone available')
  })

  test('says why nobody could join, and tries again', async () => {
    await open()
    app.room.refusal = 'room-full'
    await page.click('Join now')
    expect(page.alerts).toEqual(['This meeting is full.'])
    await page.click('Try again')
    expect(page.people).toEqual(['Ada'])
  })

  test('is left without a question, and frees the devices', async () => {
    await open()
    expect(app.capturing).toBe(true)
    await page.router.push('/')
    expect(page.hasButton('New meeting')).toBe(true)
    expect(app.capturing).toBe(false)
  })
})

describe('the meeting', () => {
  test('shows the invite while nobody else is there', async () => {
    await join()
    expect(page.text).toContain("You're the only one here")
    await page.click('Copy link')
    expect(app.desktop.clipboard).toBe('https://meet.example/r/modi-kafu-ruse')
    expect(page.hasButton('Copied')).toBe(true)
    await app.invite('Grace')
    await settle()
    expect(page.people).toEqual(['Ada', 'Grace'])
    expect(page.text).not.toContain("You're the only one here")
    expect(document.querySelector('[aria-live]')?.textContent).toBe('Grace joined')
  })

  test('plays every voice once', async () => {
    await join()
    await app.invite('Grace')
    await app.invite('Alan')
    await settle()
    expect(document.querySelectorAll('audio')).toHaveLength(2)
  })

  test('counts unread messages, opens the chat on them, and gives the focus back', async () => {
    giveLayout(400)
    await join()
    const grace = await app.invite('Grace')
    grace.write('Hello')
    await settle()
    const chat = page.button('Chat')
    expect(document.getElementById(chat.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      '1 unread message'
    )
    await page.click('Chat')
    expect(document.querySelector('[role=feed]')?.textContent).toContain('Hello')
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Message')
    expect(page.button('Chat').hasAttribute('aria-describedby')).toBe(false)
    await page.click('Close')
    expect(document.activeElement).toBe(page.button('Chat'))
  })

  test('says when a device fails in passing', async () => {
    await join()
    app.devices.failures.video = new DOMException('', 'NotFoundError')
    app.devices.unplug('camera-1')
    await settle()
    expect(page.text).toContain('No camera found')
    expect(page.hasButton('Turn camera on')).toBe(true)
  })

  test('goes on with another device when one is unplugged, and offers it when it is back', async () => {
    await join()
    const all = app.devices.available
    app.devices.unplug('camera-1')
    await settle()
    expect(page.text).toContain('Built-in camera is gone. Desk camera is used now.')
    app.devices.plug(all)
    await settle()
    expect(page.text).toContain('Built-in camera is back.')
    await page.click('Use it')
    await settle()
    expect(useMediaStore().camera).toMatchObject({ status: 'on', deviceId: 'camera-1' })
    expect(page.text).not.toContain('is back.')
  })

  test('says it once, whatever becomes of the other device', async () => {
    await join()
    app.devices.failures.video = new DOMException('', 'NotFoundError')
    app.devices.unplug('camera-1')
    await settle()
    useNoticesStore().clear()
    await page.click('Mute')
    await page.click('Unmute')
    expect(useNoticesStore().notices).toEqual([])
    app.devices.failures.video = new DOMException('', 'NotReadableError')
    await page.click('Turn camera on')
    expect(useNoticesStore().notices).toMatchObject([{ kind: 'camera', reason: 'busy' }])
  })

  test('goes on while the server is away, and says so', async () => {
    await join()
    await app.invite('Grace')
    app.signaling?.interrupt()
    await settle()
    app.clock.advance(999)
    await settle()
    expect(page.text).not.toContain('Reconnecting to the server')
    app.clock.advance(1)
    await settle()
    expect(page.text).toContain('Reconnecting to the server. Your call goes on.')
    expect(page.people).toEqual(['Ada', 'Grace'])
    app.signaling?.resume()
    await settle()
    expect(page.text).not.toContain('Reconnecting to the server')
  })

  test('is dark in every theme', async () => {
    await join()
    expect(document.documentElement.dataset.theme).toBe('dark')
    await page.click('Leave')
    expect(document.documentElement.dataset.theme).toBeUndefined()
  })
})

describe('going away', () => {
  test('by Leave frees the devices, and can be taken back', async () => {
    await join()
    await page.click('Leave')
    expect(page.text).toContain('You left the meeting')
    expect(app.capturing).toBe(false)
    await page.click('Rejoin')
    expect(app.capturing).toBe(true)
    await page.click('Join now')
    expect(page.people).toEqual(['Ada'])
  })

  test('to another meeting is asked about first', async () => {
    await join()
    const going = page.router.push('/r/other-room?server=https://meet.example')
    await settle()
    expect(page.text).toContain('Leave this meeting?')
    await page.click('Stay')
    await going
    expect(page.people).toEqual(['Ada'])
    expect(page.router.currentRoute.value.params.room).toBe('modi-kafu-ruse')
  })

  test('to another meeting ends this one', async () => {
    await join()
    const going = page.router.push('/r/other-room?server=https://meet.example')
    await settle()
    await page.click('Leave meeting')
    await going
    await settle()
    expect(useMeetingStore().place?.room).toBe('other-room')
    expect(app.room.clients.size).toBe(0)
  })
})
