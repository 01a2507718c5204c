import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ChatMessage } from '../call/chat/chat-message.ts'
import { fakeChatMessage } from '../call/testing/fake-chat-message.ts'
import ChatLog from './ChatLog.vue'
import { mountComponent } from './testing/mount-component.ts'

let wrapper: VueWrapper
/** Observers of sizes, each with what it watches: the test environment has no layout that changes. */
let observers: Map<ResizeObserverCallback, Element>

beforeEach(() => {
  observers = new Map()
  vi.stubGlobal(
    'ResizeObserver',
    class {
      readonly #callback: ResizeObserverCallback
      constructor(callback: ResizeObserverCallback) {
        this.#callback = callback
      }
      observe(element: Element) {
        observers.set(this.#callback, element)
      }
      disconnect() {
        observers.delete(this.#callback)
      }
    }
  )
})

afterEach(() => {
  wrapper.unmount()
  expect(observers.size).toBe(0)
  vi.unstubAllGlobals()
})

/** As when something else takes room from the log. */
function resize(log: Element) {
  for (const [callback, element] of observers) {
    if (element === log) callback([], null as unknown as ResizeObserver)
  }
}

const message = (number: number, own = false): ChatMessage =>
  fakeChatMessage({ id: String(number), sentAt: number, own })

/** Gives the log a size: 100 pixels are visible of 1000. */
async function show(messages: ChatMessage[]) {
  wrapper = mountComponent(ChatLog, { messages })
  const log = wrapper.get('[role=log]').element
  vi.spyOn(log, 'scrollHeight', 'get').mockReturnValue(1000)
  vi.spyOn(log, 'clientHeight', 'get').mockReturnValue(100)
  await wrapper.setProps({ messages: [...messages, message(50)] })
  return log
}

async function scrollTo(log: Element, top: number) {
  log.scrollTop = top
  await wrapper.get('[role=log]').trigger('scroll')
}

test('says who wrote, own messages apart', async () => {
  await show([message(1), message(2), message(3, true)])
  const authors = wrapper.findAll('article').map((group) => group.get('span').text())
  expect(authors).toEqual(['Grace', 'You', 'Grace'])
  expect(wrapper.findAll('[data-message-id]').map((text) => text.text())).toContain('Message 2')
})

test('keeps white space and shows markup as text', () => {
  wrapper = mountComponent(ChatLog, { messages: [{ ...message(1), text: 'a\n  <b>b</b>' }] })
  expect(wrapper.get('[data-message-id]').element.textContent).toBe('a\n  <b>b</b>')
})

test('follows the newest while its end is in sight', async () => {
  const log = await show([message(1)])
  expect(log.scrollTop).toBe(1000)
})

test('stays where somebody reads, and leads to the newest', async () => {
  const log = await show([message(1)])
  await scrollTo(log, 200)
  await wrapper.setProps({ messages: [message(1), message(50), message(60)] })
  expect(log.scrollTop).toBe(200)
  await wrapper.get('button').trigger('click')
  expect(log.scrollTop).toBe(1000)
  expect(wrapper.find('button').exists()).toBe(false)
})

test('keeps its end in sight when it becomes smaller, and the place where somebody reads', async () => {
  const log = await show([message(1)])
  log.scrollTop = 0
  resize(log)
  expect(log.scrollTop).toBe(1000)
  await scrollTo(log, 200)
  resize(log)
  expect(log.scrollTop).toBe(200)
})

test('goes to an own message from anywhere', async () => {
  const log = await show([message(1)])
  await scrollTo(log, 200)
  await wrapper.setProps({ messages: [message(1), message(50), message(60, true)] })
  expect(log.scrollTop).toBe(1000)
})
