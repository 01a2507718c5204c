import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import type { SystemShortcut, SystemShortcuts } from '../../protocol/desktop-life.ts'
import { createTexts } from '../i18n/index.ts'
import en from '../i18n/locales/en.json'
import ShortcutFields from './ShortcutFields.vue'

const UNSET: SystemShortcut = { accelerator: null, state: 'unset' }
const NONE: SystemShortcuts = { microphone: UNSET, camera: UNSET, hand: UNSET, window: UNSET }

function show(shortcuts: Partial<SystemShortcuts> = {}, locked = false) {
  return mount(ShortcutFields, {
    props: { shortcuts: { ...NONE, ...shortcuts }, mac: false, locked },
    global: { plugins: [createTexts('en', en)] }
  })
}

test('keys that are pressed are taken once there is a modifier with them', async () => {
  const fields = show()
  const button = fields.get('[aria-describedby=keys-of-camera]')
  await button.trigger('keydown', { code: 'F9' })
  expect(fields.emitted('change')).toBeUndefined()
  await button.trigger('click')
  expect(button.text()).toBe('Press keys…')
  await button.trigger('keydown', { code: 'KeyV' })
  expect(fields.text()).toContain('Hold Ctrl')
  await button.trigger('keydown', { code: 'ControlLeft', ctrlKey: true })
  await button.trigger('keydown', { code: 'KeyV', ctrlKey: true, altKey: true })
  expect(fields.emitted('change')).toEqual([['camera', 'Control+Alt+V']])
})

test('Escape gives up, and what is set can be taken back', async () => {
  const fields = show({ hand: { accelerator: 'Control+Alt+H', state: 'registered' } })
  const button = fields.get('[aria-describedby=keys-of-hand]')
  expect(button.text()).toBe('Ctrl+Alt+H')
  await button.trigger('click')
  await button.trigger('keydown', { code: 'Escape' })
  expect(button.text()).toBe('Ctrl+Alt+H')
  await fields.get('button[aria-label^="Remove the keys"]').trigger('click')
  expect(fields.emitted('change')).toEqual([['hand', null]])
})

test('what another program has, and what two actions share, is said', () => {
  expect(show({ camera: { accelerator: 'F9', state: 'taken' } }).text()).toContain('Another program')
  const both = show({
    camera: { accelerator: 'F9', state: 'registered' },
    hand: { accelerator: 'F9', state: 'taken' }
  })
  expect(both.text().match(/Two actions/g)).toHaveLength(2)
})

test('where no program gets keys, that is said instead', () => {
  const no: SystemShortcut = { accelerator: null, state: 'unsupported' }
  const fields = show({ microphone: no, camera: no, hand: no, window: no })
  expect(fields.text()).toContain('--toggle-mute')
  expect(fields.findAll('button')).toHaveLength(0)
})

test('keys that the administrator has set can be read, and nothing more', () => {
  const fields = show({ hand: { accelerator: 'Control+Alt+H', state: 'registered' } }, true)
  const button = fields.get('[aria-describedby=keys-of-hand]')
  expect(button.text()).toBe('Ctrl+Alt+H')
  expect(button.attributes('disabled')).toBeDefined()
  expect(fields.find('button[aria-label^="Remove the keys"]').exists()).toBe(false)
  expect(fields.text()).toContain(en.settings.locked)
})
