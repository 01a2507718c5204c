import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ScreenSource } from '../../protocol/desktop.ts'
import { CHILD_WINDOWS } from '../../protocol/desktop.ts'
import { fail, succeed } from '../../protocol/result.ts'
import { settle } from '../call/testing/settle.ts'
import { useMeetingStore } from '../stores/meeting.ts'
import { FakeApp } from '../stores/testing/fake-app.ts'
import { OpenApp } from './testing/open-app.ts'

let app: FakeApp
let open: OpenApp

beforeEach(() => {
  app = new FakeApp({ settings: { name: 'Ada' } })
  app.desktop.sources = succeed(['Notes', 'Slides'].map(source))
})

afterEach(async () => {
  open.close()
  await app.close()
})

function source(name: string, number: number): ScreenSource {
  return { id: `window:${number}:0`, kind: 'window', name, thumbnail: null, icon: null }
}

async function meet(): Promise<void> {
  open = await OpenApp.at('/r/modi-kafu-ruse', app)
  await open.click('Join now')
  await app.invite('Grace')
  await settle()
}

const sources = () => [...document.querySelectorAll('[role=dialog] [role=radio]')].map(labelOf)
const labelOf = (element: Element) => element.getAttribute('aria-label') ?? element.textContent.trim()
const chosen = () =>
  [...document.querySelectorAll('[role=dialog] [role=radio][data-state=checked]')].map(labelOf)
const picker = () => document.querySelector('[role=dialog]')
const banner = () => document.querySelector('section[data-banner]')?.textContent ?? null
const live = () => app.devices.captured.flat().filter((track) => track.readyState === 'live').length

async function share(name: string): Promise<void> {
  await open.click('Share screen')
  await open.click(name)
  await open.click('Share')
}

describe('the picker', () => {
  test('asks for the sources when it opens, and again while it is open', async () => {
    await meet()
    await open.click('Share screen')
    expect(sources()).toEqual(['Notes', 'Slides', 'Sharp text', 'Smooth video'])
    app.desktop.sources = succeed(['Slides', 'Terminal'].map(source))
    app.clock.advance(2_000)
    await settle()
    expect(sources().slice(0, 2)).toEqual(['Slides', 'Terminal'])
  })

  test('closes without a capture, and asks for nothing more', async () => {
    await meet()
    await open.click('Share screen')
    await open.click('Cancel')
    let asked = 0
    app.desktop.listScreenSources = () => {
      asked += 1
      return Promise.resolve(app.desktop.sources)
    }
    app.clock.advance(10_000)
    await settle()
    expect([picker(), asked, app.devices.captured.length, app.desktop.chosen]).toEqual([null, 0, 0, []])
  })

  test('finds by name, and keeps a choice that is still there', async () => {
    await meet()
    await open.click('Share screen')
    expect(chosen()).toEqual(['Notes', 'Sharp text'])
    const search = document.querySelector<HTMLInputElement>('[role=dialog] input[type=search]')!
    search.value = 'slid'
    search.dispatchEvent(new Event('input'))
    await settle()
    expect(chosen()).toEqual(['Slides', 'Sharp text'])
  })

  test('leads to the system’s settings where access is denied', async () => {
    app.desktop.sources = fail('denied', 'So in this test')
    await meet()
    await open.click('Share screen')
    expect(open.alerts.join()).toContain('privacy settings')
    await open.click('Open system settings')
    expect(app.desktop.opened).toEqual(['screen'])
  })

  test('doesn’t open where the system has one of its own', async () => {
    app.desktop.capture = { picker: 'system', audio: false }
    await meet()
    await open.click('Share screen')
    expect([picker(), app.devices.captured.length, app.desktop.chosen]).toEqual([null, 1, []])
  })
})

describe('whoever shares', () => {
  test('sees so in the meeting and in a bar, until they stop', async () => {
    await meet()
    await share('Slides')
    expect(app.desktop.chosen).toEqual(['window:1:0'])
    expect(banner()).toContain('You are sharing: Slides')
    expect(banner()).toContain('1 person can see it')
    app.clock.advance(1_000)
    await settle()
    expect([...app.windows.keys()]).toEqual([CHILD_WINDOWS.shareBar])
    await open.click('Stop sharing')
    expect([banner(), app.windows.size, live()]).toEqual([null, 0, 0])
  })

  test('has no bar in a browser, which brings its own', async () => {
    app.desktop.info = { ...app.desktop.info, shell: 'browser' }
    await meet()
    await share('Slides')
    app.clock.advance(1_000)
    await settle()
    expect([banner() !== null, app.windows.size]).toEqual([true, 0])
  })

  test('reads why it ended when they didn’t end it', async () => {
    await meet()
    await share('Slides')
    app.desktop.interruptShare('locked')
    await settle()
    expect([banner(), live()]).toEqual([null, 0])
    expect(open.text).toContain('because the computer was locked')
  })

  test('reads when nothing could be captured', async () => {
    await meet()
    app.devices.displayFailure = new DOMException('So in this test', 'NotReadableError')
    await share('Slides')
    expect(open.text).toContain("That can't be shared.")
    expect(banner()).toBeNull()
  })

  test('chooses what it is tuned for, for now and for later', async () => {
    await meet()
    await open.click('Share screen')
    await open.click('Smooth video')
    await open.click('Share')
    expect(app.devices.captured[0]?.[0]?.contentHint).toBe('motion')
    expect(app.desktop.stored.shareQuality).toBe('smooth')
  })

  test('stops with the meeting', async () => {
    await meet()
    await share('Slides')
    useMeetingStore().leave()
    await settle()
    expect([live(), app.windows.size]).toEqual([0, 0])
  })
})

describe('whoever looks on', () => {
  const screens = () =>
    [...document.querySelectorAll('[data-screen-of]')].map((element) => element.getAttribute('aria-label'))

  test('is told, sees the screen large, and that it is paused', async () => {
    await meet()
    const grace = app.others[0]!
    await grace.media.screen.start('sharp', { audio: true })
    await settle()
    expect(open.text).toContain('Grace is sharing their screen')
    expect(screens()).toEqual(["Grace's screen"])
    expect(document.querySelectorAll('audio')).toHaveLength(2)
    grace.media.screen.pause()
    await settle()
    expect(open.text).toContain('Grace has paused sharing')
    grace.media.screen.stop()
    await settle()
    expect([screens(), open.text.includes('Grace stopped sharing')]).toEqual([[], true])
  })

  test('chooses among several', async () => {
    await meet()
    await app.invite('Alan')
    for (const other of app.others) {
      await other.media.screen.start('sharp', { audio: false })
      await settle()
    }
    const large = () => document.querySelector('[role=img][tabindex]')?.getAttribute('aria-label')
    expect(large()).toBe("Alan's screen")
    await open.click("Show large: Grace's screen")
    expect(large()).toBe("Grace's screen")
  })

  test('has it in a window of its own, and back', async () => {
    await meet()
    await app.others[0]!.media.screen.start('sharp', { audio: false })
    await settle()
    await open.click('Open in its own window')
    expect(app.windows.has(CHILD_WINDOWS.popOut)).toBe(true)
    expect(document.querySelector('[data-window] video')).not.toBeNull()
    app.windows.get(CHILD_WINDOWS.popOut)!.onClosed()
    await settle()
    expect(document.querySelector('[data-screen-of] video')).not.toBeNull()
  })

  test('stops somebody’s share as host', async () => {
    await meet()
    const grace = app.others[0]!
    await grace.media.screen.start('sharp', { audio: false })
    await settle()
    await app.signaling?.moderate({ type: 'stop-share', id: grace.id })
    await settle()
    expect([grace.media.screen.state.status, screens()]).toEqual(['off', []])
  })
})
