import { expect, test } from 'vitest'
import { clashing, readAccelerator, shownAccelerator } from './accelerator.ts'

const press = (code: string, held: Partial<KeyboardEvent> = {}) =>
  readAccelerator({ code, ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, ...held })

test.each<[string, Partial<KeyboardEvent>, string]>([
  ['KeyM', { ctrlKey: true, altKey: true }, 'Control+Alt+M'],
  ['Digit4', { metaKey: true, shiftKey: true }, 'Shift+Super+4'],
  ['F9', {}, 'F9'],
  ['F13', { shiftKey: true }, 'Shift+F13'],
  ['ArrowUp', { ctrlKey: true }, 'Control+Up'],
  ['Backslash', { altKey: true }, 'Alt+\\']
])('%s with %o is %s', (code, held, accelerator) => {
  expect(press(code, held)).toEqual({ kind: 'keys', accelerator })
})

test('a modifier alone waits for more, and a letter alone would be taken from everybody', () => {
  expect(press('ControlLeft', { ctrlKey: true }).kind).toBe('pending')
  expect(press('KeyM').kind).toBe('bare')
  expect(press('KeyM', { shiftKey: true }).kind).toBe('bare')
  expect(press('BrowserBack', { ctrlKey: true }).kind).toBe('unusable')
})

test('keys are shown as they stand on the keyboard', () => {
  expect(shownAccelerator('Control+Alt+M', false)).toBe('Ctrl+Alt+M')
  expect(shownAccelerator('Control+Alt+Shift+Super+M', true)).toBe('⌃⌥⇧⌘M')
})

test('the same keys for two actions clash', () => {
  expect([...clashing({ microphone: 'F9', camera: 'F9', hand: null, window: 'F8' })]).toEqual([
    'microphone',
    'camera'
  ])
  expect(clashing({ microphone: null, camera: null }).size).toBe(0)
})
