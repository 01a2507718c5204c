import { afterEach, describe, expect, test, vi } from 'vitest'
import { FakeAudioContext } from '../call/testing/fake-media.ts'
import { settle } from '../call/testing/settle.ts'
import { SendBudget } from '../call/topology/send-budget.ts'
import { useConnectionCheckStore } from '../stores/connection-check.ts'
import type { DesktopInfo } from '../../protocol/desktop.ts'
import { FakeApp } from '../stores/testing/fake-app.ts'
import { OpenApp } from './testing/open-app.ts'

const denied = () => new DOMException('No', 'NotAllowedError')

/** Opens the lobby on devices that `prepare` has broken. */
async function lobby(prepare: (app: FakeApp) => void): Promise<{ app: FakeApp; page: OpenApp }> {
  const app = new FakeApp({ settings: { name: 'Ada' } })
  prepare(app)
  return { app, page: await OpenApp.at('/r/modi-kafu-ruse', app) }
}

function on(app: FakeApp, shell: DesktopInfo['shell'], platform: DesktopInfo['platform']): void {
  app.desktop.info = { ...app.desktop.info, shell, platform }
}

describe('a camera that is denied', () => {
  test("leads to the system's settings where it has some for it", async () => {
    const { app, page } = await lobby((app) => {
      on(app, 'electron', 'darwin')
      app.devices.failures.video = denied()
    })
    await page.click('Open system settings')
    expect(app.desktop.opened).toEqual(['camera'])
    page.close()
    await app.close()
  })

  test('leads to the address bar in a browser, and trying again works once it is allowed', async () => {
    const { app, page } = await lobby((app) => {
      on(app, 'browser', 'web')
      app.devices.failures.video = denied()
    })
    expect(page.alerts.join()).toContain('beside the address')
    expect(page.hasButton('Open system settings')).toBe(false)
    delete app.devices.failures.video
    await page.click('Try again')
    expect(page.alerts).toEqual([])
    expect(app.devices.given.map(({ kind }) => kind).sort()).toEqual(['audio', 'video'])
    page.close()
    await app.close()
  })
})

test('no devices at all are said once, and no reason not to join', async () => {
  const { app, page } = await lobby((app) => {
    app.devices.available = []
  })
  expect(page.alerts).toHaveLength(1)
  expect(page.alerts[0]).toContain('You can still join')
  await page.click('Join now')
  expect(page.people).toEqual(['Ada'])
  page.close()
  await app.close()
})

describe('the sound check', () => {
  afterEach(() => {
    FakeAudioContext.level = 0
  })

  test('says that it hears speech, until the microphone is off', async () => {
    const { app, page } = await lobby(() => {})
    expect(page.text).toContain('Say something')
    FakeAudioContext.level = 0.1
    app.clock.advance(200)
    await settle()
    expect(page.text).toContain('We hear you')
    await page.click('Mute')
    expect(page.text).not.toContain('We hear you')
    page.close()
    await app.close()
  })

  test('plays a tone on the chosen speaker', async () => {
    const app = new FakeApp({
      settings: { name: 'Ada', speaker: { id: 'speaker-1', label: 'Built-in speaker' } }
    })
    const page = await OpenApp.at('/r/modi-kafu-ruse', app)
    await page.click('Test speaker')
    expect(app.tones).toEqual(['speaker-1'])
    page.close()
    await app.close()
  })

  test('names the devices behind the default', async () => {
    const { app, page } = await lobby(() => {})
    expect(page.text).toContain('System default (Built-in microphone)')
    expect(page.text).toContain('System default (Built-in speaker)')
    expect(page.text).toContain('System default (Built-in camera)')
    page.close()
    await app.close()
  })
})

describe('how many people it should manage', () => {
  const said = (page: OpenApp) => /This computer.*people with video[^.]*\./.exec(page.text)?.[0]

  test.each([
    [2, 'This computer should manage about 6 people with video.'],
    [16, 'This computer should manage 12 people with video, and more.']
  ])('is guessed from %i cores', async (cores, text) => {
    const { app, page } = await lobby((app) => {
      app.budget = new SendBudget(cores)
    })
    expect(said(page)).toBe(text)
    page.close()
    await app.close()
  })

  test('forgets what a meeting found out of the line on another network', async () => {
    let uplink = 300_000
    const { app, page } = await lobby((app) => {
      vi.spyOn(app.budget, 'room', 'get').mockImplementation(() => ({ pixelRate: 96_000_000, uplink }))
    })
    expect(page.text).toContain('Sound alone should be clear.')
    uplink = Infinity
    app.desktop.changeNetwork()
    await settle()
    expect(said(page)).toContain('This computer should manage')
    page.close()
    await app.close()
  })

  test('follows from the line too, once that has been checked', async () => {
    const { app, page } = await lobby(() => {})
    useConnectionCheckStore().uplink = 1_500_000
    await settle()
    expect(said(page)).toBe('This computer and its connection should manage about 3 people with video.')
    useConnectionCheckStore().uplink = 300_000
    await settle()
    expect(page.text).toContain('Sound alone should be clear.')
    app.desktop.changeNetwork()
    await settle()
    expect(said(page), 'of another line nothing is known').toContain('This computer should manage')
    page.close()
    await app.close()
  })
})
