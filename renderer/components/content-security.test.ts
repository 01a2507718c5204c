import { DOMWrapper, type VueWrapper } from '@vue/test-utils'
import { afterEach, expect, test } from 'vitest'
import { nextTick } from 'vue'
import DeviceMenu from './DeviceMenu.vue'
import SelectField from './SelectField.vue'
import { mountComponent } from './testing/mount-component.ts'

// Our Content-Security-Policy takes styles from our origin alone: an element in the page would be refused.

let wrapper: VueWrapper

afterEach(() => wrapper.unmount())

const options = [
  { value: 'default', label: 'System default' },
  { value: 'camera-2', label: 'Desk camera' }
]

test('an open list puts no style element into the page, and chooses', async () => {
  const chosen: string[] = []
  wrapper = mountComponent(SelectField, {
    label: 'Camera',
    options,
    modelValue: 'default',
    'onUpdate:modelValue': (value: string) => chosen.push(value)
  })
  const page = new DOMWrapper(document.body)
  expect(wrapper.get('[role=combobox]').attributes('aria-label')).toBe('Camera')
  await wrapper.get('[role=combobox]').trigger('keydown', { key: 'ArrowDown' })
  await nextTick()
  const items = page.findAll('[role=option]')
  expect(items.map((item) => item.text())).toEqual(['System default', 'Desk camera'])
  expect(document.querySelector('style')).toBeNull()
  await items[1]?.trigger('keydown', { key: 'Enter' })
  expect(chosen).toEqual(['camera-2'])
})

test('an open menu puts no style element into the page, and chooses', async () => {
  const chosen: string[] = []
  const picker = {
    label: 'Camera',
    options,
    selected: 'default',
    empty: null,
    select: (id: string) => chosen.push(id)
  }
  wrapper = mountComponent(DeviceMenu, { label: 'Choose camera', pickers: [picker] })
  const page = new DOMWrapper(document.body)
  await wrapper.get('button').trigger('keydown', { key: 'Enter' })
  await nextTick()
  const items = page.findAll('[role=menuitemradio]')
  expect(items.map((item) => item.attributes('aria-checked'))).toEqual(['true', 'false'])
  expect(document.querySelector('style')).toBeNull()
  await items[1]?.trigger('click')
  expect(chosen).toEqual(['camera-2'])
})
