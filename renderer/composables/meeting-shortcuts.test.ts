import { afterEach, describe, expect, test } from 'vitest'
import { MEETING_SHORTCUTS, meetingAction } from './meeting-shortcuts.ts'

afterEach(() => document.body.replaceChildren())

/** What a key does that is pressed in an element, by its HTML; the body when there is none. */
function press(init: KeyboardEventInit, html = '', singleKeys = true): string | null {
  document.body.innerHTML = html
  const target = document.body.querySelector('.target') ?? document.body
  let action: string | null = null
  const listen = (event: KeyboardEvent) => {
    action = meetingAction(event, singleKeys)
  }
  window.addEventListener('keydown', listen)
  target.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, ...init }))
  window.removeEventListener('keydown', listen)
  return action
}

describe('a key in a meeting', () => {
  test.each(MEETING_SHORTCUTS)('$key is for $action', ({ key, action }) => {
    expect(press({ key })).toBe(action)
    expect(press({ key }, '<button class="target">')).toBe(action)
  })

  test.each([
    ['m', 'microphone'],
    ['M', 'microphone']
  ])('counts with the Caps Lock on: %s', (key, action) => {
    expect(press({ key })).toBe(action)
  })

  test('counts on a keyboard of another script', () => {
    expect(press({ key: 'ь', code: 'KeyM' })).toBe('microphone')
  })

  test.each([
    '<input class="target">',
    '<textarea class="target"></textarea>',
    '<div contenteditable="true"><p class="target"></p></div>',
    '<div role="menu"><button class="target"></button></div>',
    '<div role="dialog"><button class="target"></button></div>'
  ])('is left to %s', (html) => {
    expect(press({ key: 'm' }, html)).toBeNull()
  })

  test('works with Ctrl or Cmd also while writing', () => {
    expect(press({ key: 'd', ctrlKey: true }, '<textarea class="target"></textarea>')).toBe('microphone')
    expect(press({ key: 'e', metaKey: true })).toBe('camera')
  })

  test.each<KeyboardEventInit>([
    { key: 'm', ctrlKey: true },
    { key: 'm', altKey: true },
    { key: 'M', shiftKey: true },
    { key: 'd', ctrlKey: true, shiftKey: true },
    { key: 'm', repeat: true },
    { key: 'm', isComposing: true },
    { key: 'x' }
  ])('means nothing as %o', (init) => {
    expect(press(init)).toBeNull()
  })

  test('the list opens with Shift, as a question mark is written', () => {
    expect(press({ key: '?', shiftKey: true })).toBe('shortcuts')
  })

  test('means nothing alone once single keys are switched off; chords stay', () => {
    expect(press({ key: 'm' }, '', false)).toBeNull()
    expect(press({ key: 'd', ctrlKey: true }, '', false)).toBe('microphone')
  })
})

test('no key does two things', () => {
  const keys = MEETING_SHORTCUTS.flatMap(({ key, chord }) => [
    key,
    ...(chord === null ? [] : [`Ctrl ${chord}`])
  ])
  expect(new Set(keys).size).toBe(keys.length)
})
