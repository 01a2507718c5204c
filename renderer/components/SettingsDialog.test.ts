import { DOMWrapper, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { nextTick } from 'vue'
import { DEFAULT_SETTINGS, type Settings } from '../../protocol/settings.ts'
import SettingsDialog from './SettingsDialog.vue'
import { mountComponent } from './testing/mount-component.ts'

let wrapper: VueWrapper
let changes: Partial<Settings>[]

beforeEach(() => {
  changes = []
})

afterEach(() => wrapper.unmount())

async function open(props = {}) {
  wrapper = mountComponent(SettingsDialog, {
    open: true,
    settings: DEFAULT_SETTINGS,
    hosting: true,
    version: '1.2.3',
    onChange: (change: Partial<Settings>) => changes.push(change),
    ...props
  })
  await nextTick()
  return new DOMWrapper(document.body)
}

/** As when somebody types: the field has not been left yet. */
async function type(field: Pick<DOMWrapper<HTMLInputElement>, 'element' | 'trigger'>, text: string) {
  field.element.value = text
  await field.trigger('input')
}

test('a browser has no server to choose', async () => {
  const page = await open({ hosting: false })
  expect(page.find('[role=dialog]').exists()).toBe(true)
  expect(page.find('input[type=text]').exists()).toBe(false)
  expect(page.find('[role=switch]').exists()).toBe(false)
})

describe('the theme', () => {
  test('changes with a click', async () => {
    const page = await open()
    const themes = page.findAll('[role=radio]')
    expect(themes.map((theme) => theme.text())).toEqual(['System', 'Light', 'Dark'])
    await themes[2]?.trigger('click')
    expect(changes).toEqual([{ theme: 'dark' }])
  })
})

describe('the server address', () => {
  test('is told to be wrong as it is typed, and not taken', async () => {
    const page = await open()
    const field = page.get<HTMLInputElement>('input[type=text]')
    await type(field, 'ftp://meet.example')
    expect(page.get('[role=alert]').text()).toContain('Enter a web address')
    await field.trigger('change')
    expect(changes).toEqual([])
  })

  test('with a path is told to be wrong, and the path is not dropped', async () => {
    const page = await open()
    const field = page.get<HTMLInputElement>('input[type=text]')
    await type(field, 'meet.example/r/some-room')
    expect(page.get('[role=alert]').text()).toContain('without a path')
    await field.trigger('change')
    expect(changes).toEqual([])
    expect(field.element.value).toBe('meet.example/r/some-room')
  })

  test('is taken as an origin once it is complete', async () => {
    const page = await open()
    const field = page.get<HTMLInputElement>('input[type=text]')
    await type(field, 'meet.example/')
    expect(page.find('[role=alert]').exists()).toBe(false)
    expect(changes).toEqual([])
    await field.trigger('change')
    expect(changes).toEqual([{ server: 'https://meet.example' }])
    expect(field.element.value).toBe('https://meet.example')
  })

  test('is taken when the dialog closes over it', async () => {
    const page = await open()
    await type(page.get<HTMLInputElement>('input[type=text]'), 'https://meet.example')
    wrapper.unmount()
    expect(changes).toEqual([{ server: 'https://meet.example' }])
  })

  test('can be removed', async () => {
    const page = await open({ settings: { ...DEFAULT_SETTINGS, server: 'https://meet.example' } })
    const field = page.get<HTMLInputElement>('input[type=text]')
    await type(field, '')
    await field.trigger('change')
    expect(changes).toEqual([{ server: null }])
  })
})

test('hosting for the network alone can be switched off, where this computer hosts', async () => {
  const page = await open()
  await page.get('[role=switch]').trigger('click')
  expect(changes).toEqual([{ hostOnNetwork: false }])
  wrapper.unmount()
  const other = await open({ settings: { ...DEFAULT_SETTINGS, server: 'https://meet.example' } })
  expect(other.find('[role=switch]').exists()).toBe(false)
})
