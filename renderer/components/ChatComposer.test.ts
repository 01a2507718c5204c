import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { VueWrapper } from '@vue/test-utils'
import ChatComposer from './ChatComposer.vue'
import { mountComponent } from './testing/mount-component.ts'

let composer: VueWrapper
let sent: string[]

beforeEach(() => {
  sent = []
  composer = mountComponent(ChatComposer, { onSend: (text: string) => sent.push(text) })
})

afterEach(() => composer.unmount())

const field = () => composer.get('textarea')
const enter = (init: KeyboardEventInit = {}) => {
  const event = new KeyboardEvent('keydown', { key: 'Enter', cancelable: true, bubbles: true, ...init })
  field().element.dispatchEvent(event)
  return event
}

describe('Enter', () => {
  test('sends, and empties the field', async () => {
    await field().setValue('  Hello\nyou ')
    expect(enter().defaultPrevented).toBe(true)
    await composer.vm.$nextTick()
    expect(sent).toEqual(['Hello\nyou'])
    expect(field().element.value).toBe('')
  })

  test('with Shift begins a line', async () => {
    await field().setValue('Hello')
    expect(enter({ shiftKey: true }).defaultPrevented).toBe(false)
    expect(sent).toEqual([])
  })

  test('chooses characters while an input method composes', async () => {
    await field().setValue('ni')
    expect(enter({ isComposing: true }).defaultPrevented).toBe(false)
    expect(sent).toEqual([])
  })
})

test('nothing blank is sent', async () => {
  await field().setValue(' \n ')
  enter()
  expect(sent).toEqual([])
  expect(composer.get('button').attributes('disabled')).toBeDefined()
})

describe('a text over 8 KiB', () => {
  test('is kept, with how much too long it is', async () => {
    await field().setValue('a'.repeat(8_192) + 'bc')
    enter()
    expect(sent).toEqual([])
    expect(composer.get('[role=alert]').text()).toBe('This message is too long by 2 characters.')
    expect(field().attributes('aria-invalid')).toBe('true')
  })

  test('is measured in bytes, and counted in characters', async () => {
    await field().setValue('你'.repeat(2_730) + '👋')
    expect(composer.get('[role=alert]').text()).toBe('This message is too long by 1 character.')
    await field().setValue('你'.repeat(2_730))
    expect(composer.find('[role=alert]').exists()).toBe(false)
    enter()
    expect(sent).toHaveLength(1)
  })
})
