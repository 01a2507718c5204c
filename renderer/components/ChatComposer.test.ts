import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { VueWrapper } from '@vue/test-utils'
import { nextTick } from 'vue'
import ChatComposer from './ChatComposer.vue'
import { GRACE, message } from './testing/chat-messages.ts'
import { mountComponent } from './testing/mount-component.ts'

const ZOE = { id: 'zoe', name: 'Zoë' }

let composer: VueWrapper
let sent: unknown[][]

beforeEach(() => {
  sent = []
  composer = mountComponent(ChatComposer, {
    people: [GRACE, ZOE],
    text: '',
    recipient: null,
    'onUpdate:text': (text: string) => void composer.setProps({ text }),
    'onUpdate:recipient': (recipient: string | null) => void composer.setProps({ recipient }),
    onSend: (...given: unknown[]) => sent.push(given),
    onSave: (text: string) => sent.push(['save', text]),
    onCancel: () => sent.push(['cancel']),
    onEditLast: () => sent.push(['edit last']),
    onPicture: ({ name }: File) => sent.push(['picture', name]),
    onTyping: () => sent.push(['typing'])
  })
})

afterEach(() => composer.unmount())

const field = () => composer.get('textarea')
const press = async (key: string, init: KeyboardEventInit = {}) => {
  const event = new KeyboardEvent('keydown', { key, cancelable: true, bubbles: true, ...init })
  field().element.dispatchEvent(event)
  await nextTick()
  return event
}
/** As by the keyboard: the caret is behind what was written. */
const write = async (text: string) => {
  await field().setValue(text)
  field().element.setSelectionRange(text.length, text.length)
  await field().trigger('keyup')
  sent.splice(0)
}
const offered = () => composer.findAll('[role=option]').map((option) => option.text())

describe('Enter', () => {
  test('sends, and empties the field', async () => {
    await write('  Hello\nyou ')
    expect((await press('Enter')).defaultPrevented).toBe(true)
    expect(sent).toEqual([['Hello\nyou', []]])
    expect(field().element.value).toBe('')
  })

  test('with Shift begins a line', async () => {
    await write('Hello')
    expect((await press('Enter', { shiftKey: true })).defaultPrevented).toBe(false)
    expect(sent).toEqual([])
  })

  test('chooses characters while an input method composes', async () => {
    await write('ni')
    expect((await press('Enter', { isComposing: true })).defaultPrevented).toBe(false)
    expect(sent).toEqual([])
  })
})

test('nothing blank is sent', async () => {
  await write(' \n ')
  await press('Enter')
  expect(sent).toEqual([])
  expect(composer.get('[type=submit]').attributes('disabled')).toBeDefined()
})

test('says that somebody writes', async () => {
  await field().setValue('H')
  expect(sent).toEqual([['typing']])
})

describe('a text over 8 KiB', () => {
  test('is kept, with how much too long it is', async () => {
    await write('a'.repeat(8_192) + 'bc')
    await press('Enter')
    expect(sent).toEqual([])
    expect(composer.get('[role=alert]').text()).toBe('This message is too long by 2 characters.')
    expect(field().attributes('aria-invalid')).toBe('true')
  })

  test('is measured in bytes, and counted in characters', async () => {
    await write('你'.repeat(2_730) + '👋')
    expect(composer.get('[role=alert]').text()).toBe('This message is too long by 1 character.')
    await write('你'.repeat(2_730))
    expect(composer.find('[role=alert]').exists()).toBe(false)
    await press('Enter')
    expect(sent).toHaveLength(1)
  })
})

describe('a name behind @', () => {
  test('is offered, chosen by the keyboard and told with the message', async () => {
    await write('Hi @')
    expect(offered()).toEqual(['Grace', 'Zoë'])
    await press('ArrowDown')
    expect(field().attributes('aria-activedescendant')).toBe(
      composer.findAll('[role=option]')[1]?.attributes('id')
    )
    await press('Enter')
    expect(field().element.value).toBe('Hi @Zoë ')
    expect(offered()).toEqual([])
    await press('Enter')
    expect(sent.at(-1)).toEqual(['Hi @Zoë', ['zoe']])
  })

  test('is wanted no more after Escape', async () => {
    await write('@z')
    expect(offered()).toEqual(['Zoë'])
    await press('Escape')
    expect(offered()).toEqual([])
    await press('Enter')
    expect(sent.at(-1)).toEqual(['@z', []])
  })
})

describe('an own message', () => {
  test('is edited from the empty field by the arrow up, and from no other', async () => {
    await write('a')
    await press('ArrowUp')
    expect(sent).toEqual([])
    await write('')
    await press('ArrowUp')
    expect(sent).toEqual([['edit last']])
  })

  test('has its text in the field, which then has what was written before', async () => {
    await write('half a thought')
    await composer.setProps({ editing: message('1', { own: true, text: 'Helo' }) })
    expect(field().element.value).toBe('Helo')
    await write('Hello')
    await press('Enter')
    expect(sent).toEqual([['save', 'Hello']])
    await composer.setProps({ editing: null })
    await nextTick()
    expect(field().element.value).toBe('half a thought')
  })

  test('is left as it is by Escape', async () => {
    await composer.setProps({ editing: message('1', { own: true }) })
    await press('Escape')
    expect(sent).toEqual([['cancel']])
  })
})

test('what was meant for one who leaves goes to everybody only if that is wanted', async () => {
  await composer.setProps({ recipient: 'zoe' })
  await write('A secret')
  await composer.setProps({ people: [GRACE], recipient: null })
  await press('Enter')
  expect(sent).toEqual([])
  await composer.get('[role=alert] button').trigger('click')
  await press('Enter')
  expect(sent).toEqual([['A secret', []]])
})

describe('a picture that is pasted', () => {
  const paste = async (type: string, text = '') => {
    const data = { files: [new File(['x'], 'x', { type })], getData: () => text }
    const event = Object.assign(new Event('paste', { cancelable: true }), { clipboardData: data })
    field().element.dispatchEvent(event)
    await nextTick()
  }

  test('is handed on, where pictures can be sent', async () => {
    await paste('image/png')
    expect(sent).toEqual([])
    await composer.setProps({ pictures: true })
    await paste('image/png')
    expect(sent).toEqual([['picture', 'x']])
  })

  test('gives way to a text beside it, and what may run is no picture', async () => {
    await composer.setProps({ pictures: true })
    await paste('image/png', 'A cell of a table')
    await paste('image/svg+xml')
    expect(sent).toEqual([])
  })
})
