import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ChatMessage } from '../call/chat/chat-message.ts'
import { settle } from '../call/testing/settle.ts'
import ChatLog from './ChatLog.vue'
import { GRACE, message } from './testing/chat-messages.ts'
import { giveLayout } from './testing/give-layout.ts'
import { mountComponent } from './testing/mount-component.ts'

let wrapper: VueWrapper
let done: unknown[][]

beforeEach(() => {
  giveLayout(60)
  done = []
})

afterEach(() => {
  wrapper.unmount()
  vi.restoreAllMocks()
})

function show(messages: ChatMessage[], props: Record<string, unknown> = {}) {
  wrapper = mountComponent(ChatLog, {
    messages,
    people: [GRACE],
    own: 'Ada',
    readBy: new Map(),
    pictures: new Map(),
    query: '',
    hit: null,
    onReact: (...given: unknown[]) => done.push(['react', ...given]),
    onAct: (action: string, { id }: ChatMessage) => done.push([action, id]),
    ...props
  })
  return settle()
}

const rows = () => wrapper.findAll('article')
const row = (id: string) => wrapper.get(`[data-message-id="${id}"]`)
const many = (count: number) => Array.from({ length: count }, (_, number) => message(`m${number}`))
const press = async (key: string) => {
  document.activeElement?.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
  )
  await settle()
}

test('of ten thousand messages, a few are in the page', async () => {
  await show(many(10_000))
  expect(rows().length).toBeGreaterThan(0)
  expect(rows().length).toBeLessThan(40)
  expect(rows().at(0)?.attributes('aria-setsize')).toBe('10000')
})

describe('a message', () => {
  test('says who wrote it, and to whom alone', async () => {
    await show([message('1'), message('2', { own: true, privateWith: GRACE })])
    expect(row('1').text()).toContain('Grace')
    expect(row('2').text()).toContain('Only to Grace')
  })

  test('shows its Markdown, and markup of any other kind as text', async () => {
    await show([message('1', { text: '**a** <img src="https://example.org/x.png"> @Ada @Grace' })])
    expect(row('1').get('strong').text()).toBe('a')
    expect(row('1').find('img').exists()).toBe(false)
    expect(row('1').text()).toContain('<img src="')
  })

  test('opens links outside, and tells them nothing', async () => {
    await show([message('1', { text: 'https://example.org/' })])
    expect(row('1').get('a').attributes()).toMatchObject({
      href: 'https://example.org/',
      target: '_blank',
      rel: 'noopener noreferrer nofollow'
    })
  })

  test('quotes what it answers', async () => {
    await show([
      message('1', { text: 'Tea?' }),
      message('2', { replyTo: '1' }),
      message('3', { replyTo: '?' })
    ])
    expect(row('2').text()).toContain('Tea?')
    expect(row('3').text()).toContain('An earlier message')
  })

  test('that was deleted has no text and no actions', async () => {
    await show([message('1', { deleted: true, text: '' })])
    expect(row('1').text()).toContain('This message was deleted')
    expect(row('1').findAll('button')).toEqual([])
  })

  test('has reactions that one joins by pressing them', async () => {
    await show([message('1', { reactions: [{ emoji: '👍', people: [GRACE], own: false }] })])
    const button = row('1').get('[aria-label="👍 by Grace"]')
    expect(button.attributes('aria-pressed')).toBe('false')
    await button.trigger('click')
    expect(done).toEqual([['react', '1', '👍']])
  })
})

test('the newest own message says who has seen it or a later one', async () => {
  const messages = [message('1', { own: true }), message('2', { own: true }), message('3')]
  await show(messages, { readBy: new Map([['grace', '1']]) })
  expect(wrapper.find('[data-seen]').exists()).toBe(false)
  await wrapper.setProps({ readBy: new Map([['grace', '3']]) })
  expect(row('2').get('[data-seen]').text()).toBe('Seen by Grace')
  expect(wrapper.findAll('[data-seen]')).toHaveLength(1)
})

describe('by the keyboard', () => {
  test('one row is a stop, and the arrows go from row to row', async () => {
    await show(many(5))
    const stops = wrapper.findAll('article[tabindex="0"]')
    expect(stops.map((each) => each.attributes('data-message-id'))).toEqual(['m4'])
    ;(stops[0]?.element as HTMLElement).focus()
    await press('ArrowUp')
    await press('ArrowUp')
    expect(document.activeElement?.getAttribute('data-message-id')).toBe('m2')
    await press('End')
    expect(document.activeElement?.getAttribute('data-message-id')).toBe('m4')
  })

  test('a right click opens the menu once its button is up, and so chooses nothing in it', async () => {
    await show([message('1')])
    await row('1').trigger('contextmenu', { buttons: 2 })
    await settle()
    expect(document.querySelector('[role=menu]')).toBeNull()
    window.dispatchEvent(new PointerEvent('pointerup', { button: 2 }))
    await settle()
    expect(document.querySelector('[role=menu]')).not.toBeNull()
    expect(done).toEqual([])
  })

  test('Enter opens what can be done with a message', async () => {
    await show([message('1', { own: true })])
    ;(row('1').element as HTMLElement).focus()
    await press('Enter')
    const items = [...document.querySelectorAll<HTMLElement>('[role=menuitem]')]
    expect(items.map((item) => item.textContent.trim())).toEqual([
      ...['👍', '❤️', '😂', '🎉', '👏', '🤔'],
      ...['More emoji…', 'Reply', 'Copy text', 'Edit', 'Delete']
    ])
    items.find((item) => item.textContent.trim() === 'Edit')?.click()
    items[0]?.click()
    expect(done[0]).toEqual(['edit', '1'])
  })
})

describe('to those who listen', () => {
  const spoken = () => wrapper.get('[role=status]').text()

  test('new messages of others are read, but not those that were there', async () => {
    const before = [message('1')]
    await show(before)
    expect(spoken()).toBe('')
    await wrapper.setProps({ messages: [...before, message('2', { own: true })] })
    expect(spoken()).toBe('')
    await wrapper.setProps({ messages: [...before, message('3', { text: 'Hello' })] })
    expect(spoken()).toBe('Grace: Hello')
  })

  test('of many at once, their number', async () => {
    await show([message('1')])
    await wrapper.setProps({ messages: [message('1'), message('2'), message('3')] })
    expect(spoken()).toBe('2 unread messages')
  })
})
