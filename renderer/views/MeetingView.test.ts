import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { settle } from '../call/testing/settle.ts'
import { IDLE_DELAY } from '../composables/use-idle-controls.ts'
import { FakeApp } from '../stores/testing/fake-app.ts'
import { useStageStore } from '../stores/stage.ts'
import { OpenApp } from './testing/open-app.ts'

let app: FakeApp
let page: OpenApp

beforeEach(async () => {
  app = new FakeApp({ settings: { name: 'Ada' } })
  page = await OpenApp.at('/r/modi-kafu-ruse?server=https://meet.example', app)
  await page.click('Join now')
  await app.invite('Grace')
  await app.invite('Alan')
  await settle()
})

afterEach(async () => {
  page.close()
  await app.close()
})

async function press(key: string, init: KeyboardEventInit = {}, target: Element = document.body) {
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }))
  await settle()
}

async function wait(milliseconds: number): Promise<void> {
  app.clock.advance(milliseconds)
  await settle()
}

const tile = (name: string) => document.querySelector(`[role=group][aria-label="${name}"]`)
const hidden = () => document.querySelector('footer')?.dataset.idle === 'true'

describe('the controls', () => {
  test('hide when nothing happens, and come back on any movement, key or focus', async () => {
    const wakes = [
      () => window.dispatchEvent(new PointerEvent('pointermove', { screenX: 5, screenY: 5 })),
      () => press('Shift'),
      () => page.button('Chat').dispatchEvent(new FocusEvent('focusin', { bubbles: true }))
    ]
    for (const wake of wakes) {
      await wait(IDLE_DELAY)
      expect(hidden()).toBe(true)
      await wake()
      await settle()
      expect(hidden()).toBe(false)
    }
  })

  test('stay while something is going on', async () => {
    await wait(IDLE_DELAY - 1)
    await press('Shift')
    await wait(IDLE_DELAY - 1)
    expect(hidden()).toBe(false)
    await wait(1)
    expect(hidden()).toBe(true)
  })

  test('are not fooled by what moves under a pointer at rest', async () => {
    const rest = () => window.dispatchEvent(new PointerEvent('pointermove', { screenX: 9, screenY: 9 }))
    rest()
    await wait(IDLE_DELAY)
    rest()
    await settle()
    expect(hidden()).toBe(true)
  })

  test('never hide while the chat is open', async () => {
    await page.click('Chat')
    await wait(IDLE_DELAY * 3)
    expect(hidden()).toBe(false)
    await page.click('Close')
    await wait(IDLE_DELAY * 2)
    // The focus went back to the button by the keyboard's way, or not: only what is open counts here.
    expect(document.querySelector('[role=feed], aside')).toBeNull()
  })

  test('never hide while a menu or the list of keys is open', async () => {
    await press('?', { shiftKey: true })
    await wait(IDLE_DELAY * 3)
    expect(hidden()).toBe(false)
  })

  test('a finger that comes down on what is hidden only brings it back', async () => {
    await wait(IDLE_DELAY)
    const mute = page.button('Mute')
    mute.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, pointerType: 'touch' }))
    mute.click()
    await settle()
    expect(hidden()).toBe(false)
    expect(page.hasButton('Mute'), 'still on').toBe(true)
    await page.click('Mute')
    expect(page.hasButton('Unmute')).toBe(true)
  })
})

describe('the keys', () => {
  test('switch the devices', async () => {
    await press('m')
    expect(page.hasButton('Unmute')).toBe(true)
    await press('d', { ctrlKey: true })
    expect(page.hasButton('Mute')).toBe(true)
    await press('v')
    expect(page.hasButton('Turn camera on')).toBe(true)
  })

  test('open the chat, where letters are letters', async () => {
    await press('c')
    const field = document.activeElement
    expect(field?.getAttribute('aria-label')).toBe('Message')
    await press('m', {}, field!)
    expect(page.hasButton('Mute')).toBe(true)
  })

  test('show the speaker large, and everybody again', async () => {
    await press('l')
    expect(useStageStore().focus).toHaveLength(1)
    await press('l')
    expect(useStageStore().focus).toEqual([])
  })

  test('pin whoever speaks', async () => {
    await press('p')
    expect(tile('Grace')?.getAttribute('data-pinned')).toBe('true')
    await press('p')
    expect(tile('Grace')?.getAttribute('data-pinned')).toBe('false')
  })

  test('let one’s own tile float, and hide it', async () => {
    await press('s')
    expect(document.querySelector('[data-floating] [data-self=true]')).not.toBeNull()
    await press('s')
    expect(page.people).toEqual(['Grace', 'Alan'])
  })

  test('are listed, and can be switched off', async () => {
    await press('?', { shiftKey: true })
    expect(page.text).toContain('Keyboard shortcuts')
    document.querySelector<HTMLElement>('[role=switch]')?.click()
    await settle()
    await page.click('Close')
    await press('m')
    expect(page.hasButton('Mute')).toBe(true)
    await press('d', { ctrlKey: true })
    expect(page.hasButton('Unmute')).toBe(true)
    expect((await app.desktop.getSettings()).singleKeyShortcuts, 'remembered').toBe(false)
  })
})

describe('Escape', () => {
  test.each(['People', 'Chat'])('closes the panel of %s, wherever the focus is', async (panel) => {
    const open = () => page.button(panel).getAttribute('aria-expanded')
    await page.click(panel)
    await press('Escape', {}, document.activeElement!)
    expect([open(), document.activeElement]).toEqual(['false', page.button(panel)])
    await page.click(panel)
    page.button('Mute').focus()
    await press('Escape', {}, page.button('Mute'))
    expect(open()).toBe('false')
    await page.click(panel)
    await press('Escape')
    expect(open()).toBe('false')
  })

  test('closes what is open above a panel first', async () => {
    await page.click('People')
    await page.click('Leave')
    expect(page.text).toContain('Leave, or end the meeting?')
    await press('Escape', {}, document.activeElement!)
    expect(page.text).not.toContain('Leave, or end the meeting?')
    expect(page.button('People').getAttribute('aria-expanded')).toBe('true')
    await press('Escape')
    expect(page.button('People').getAttribute('aria-expanded')).toBe('false')
  })

  test('is left to an input method', async () => {
    await page.click('Chat')
    await press('Escape', { isComposing: true }, document.activeElement!)
    expect(page.button('Chat').getAttribute('aria-expanded')).toBe('true')
  })
})

test('somebody who is muted only here is not heard here, and everybody else is', async () => {
  const [grace] = app.others
  useStageStore().setHearing(grace!.id, { muted: true, volume: 0.3 })
  await settle()
  const voices = [...document.querySelectorAll('audio')].map(({ muted, volume }) => ({ muted, volume }))
  expect(voices).toEqual([
    { muted: true, volume: 0.3 },
    { muted: false, volume: 1 }
  ])
})

test('people who join in a row are told of in one notice', async () => {
  await app.invite('Edsger')
  await settle()
  expect(document.querySelector('[aria-live]')?.textContent).toBe('Grace and 2 others joined')
})
