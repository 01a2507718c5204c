import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { giveLayout } from '../components/testing/give-layout.ts'
import type { FakeParticipant } from '../call/testing/fake-participant.ts'
import { settle } from '../call/testing/settle.ts'
import { useChatStore } from '../stores/chat.ts'
import { FakeApp } from '../stores/testing/fake-app.ts'
import { OpenApp } from './testing/open-app.ts'

let app: FakeApp
let page: OpenApp
let grace: FakeParticipant
let alan: FakeParticipant

beforeEach(async () => {
  giveLayout(400)
  app = new FakeApp({ settings: { name: 'Ada' } })
  page = await OpenApp.at('/r/modi-kafu-ruse?server=https://meet.example', app)
  await page.click('Join now')
  grace = await app.invite('Grace')
  alan = await app.invite('Alan')
  await settle()
  await page.click('Chat')
})

afterEach(async () => {
  page.close()
  await app.close()
  vi.restoreAllMocks()
})

const field = () => document.querySelector<HTMLTextAreaElement>('aside textarea')!

async function write(text: string): Promise<void> {
  field().value = text
  field().dispatchEvent(new Event('input'))
  await settle()
}

async function press(key: string): Promise<void> {
  field().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  await settle()
}

const texts = ({ call }: FakeParticipant) => call.chat.messages.map(({ text }) => text)

test('what is written reaches everybody, or the one it is for', async () => {
  await write('Hello')
  await press('Enter')
  expect([texts(grace), texts(alan)]).toEqual([['Hello'], ['Hello']])
  useChatStore().recipient = idOf('Grace')
  await write('A secret')
  await press('Enter')
  expect([texts(grace), texts(alan)]).toEqual([['Hello', 'A secret'], ['Hello']])
})

test('the arrow up edits the last own message, and Escape gives up that before it closes the chat', async () => {
  await write('Helo')
  await press('Enter')
  await press('ArrowUp')
  expect(field().value).toBe('Helo')
  await press('Escape')
  expect(field().value).toBe('')
  await press('ArrowUp')
  await write('Hello')
  await press('Enter')
  expect(texts(grace)).toEqual(['Hello'])
  await press('Escape')
  expect(document.querySelector('aside')).toBeNull()
})

test('what is half written outlives the panel', async () => {
  await write('Half a thought')
  await page.click('Chat')
  await page.click('Chat')
  expect(field().value).toBe('Half a thought')
})

test('what was for somebody who leaves does not go to the others', async () => {
  useChatStore().recipient = idOf('Grace')
  await write('A secret')
  grace.close()
  await settle()
  expect(useChatStore().recipient).toBeNull()
  await press('Enter')
  expect(texts(alan)).toEqual([])
  expect(page.text).toContain('The person you were writing to has left.')
})

test('a hand is raised by a key, and seen on the tile and in the list of people', async () => {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'h', bubbles: true }))
  await settle()
  expect(document.querySelector('[data-self=true]')?.getAttribute('data-hand')).toBe('1')
  await page.click('People')
  expect(document.querySelector('[data-hands]')?.textContent).toContain('Ada (you)')
})

test('a reaction of somebody else floats over their tile, and is said', async () => {
  grace.call.chat.sendReaction('🎉')
  await settle()
  expect(document.querySelector('[aria-label=Grace] [data-reaction]')?.textContent).toBe('🎉')
  expect(page.text).toContain('Grace: 🎉')
})

function idOf(name: string): string | null {
  return document.querySelector(`[role=group][aria-label="${name}"]`)?.getAttribute('data-peer-id') ?? null
}
