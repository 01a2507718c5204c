import { afterEach, expect, test, vi } from 'vitest'
import { pageTurn } from './page-turn.ts'

afterEach(() => {
  document.body.innerHTML = ''
  vi.restoreAllMocks()
})

/** Which way a key turns when something has the focus. */
function turn(key: string, on: Element = document.body, more: KeyboardEventInit = {}): 1 | -1 | null {
  let found: 1 | -1 | null = null
  const listen = (event: KeyboardEvent) => {
    found = pageTurn(event)
  }
  window.addEventListener('keydown', listen)
  on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...more }))
  window.removeEventListener('keydown', listen)
  return found
}

function add(html: string): Element {
  document.body.insertAdjacentHTML('beforeend', html)
  const element = document.body.querySelector('[data-here]')
  if (element === null) throw new Error('Nothing is marked')
  return element
}

test('the page keys turn, also from a button, and no others do', () => {
  expect([turn('PageDown'), turn('PageUp'), turn('Home'), turn('p')]).toEqual([1, -1, null, null])
  expect(turn('PageDown', add('<button data-here>Mute</button>'))).toBe(1)
  expect(turn('PageDown', document.body, { ctrlKey: true })).toBeNull()
})

test.each([
  '<input data-here />',
  '<textarea data-here></textarea>',
  '<div role="menu"><button data-here></button></div>',
  '<div role="dialog"><button data-here></button></div>'
])('they don’t in %s', (html) => {
  expect(turn('PageDown', add(html))).toBeNull()
})

test('they don’t where they scroll', () => {
  const button = add('<div style="overflow-y: auto"><button data-here></button></div>')
  expect(turn('PageDown', button)).toBe(1)
  vi.spyOn(button.parentElement!, 'scrollHeight', 'get').mockReturnValue(900)
  expect(turn('PageDown', button)).toBeNull()
})
