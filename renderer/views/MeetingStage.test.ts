import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { FakeParticipant } from '../call/testing/fake-participant.ts'
import { settle } from '../call/testing/settle.ts'
import { SendBudget } from '../call/topology/send-budget.ts'
import { useMeetingStore } from '../stores/meeting.ts'
import { useQualityStore } from '../stores/quality.ts'
import { useStageStore } from '../stores/stage.ts'
import { FakeApp } from '../stores/testing/fake-app.ts'
import { OpenApp } from './testing/open-app.ts'

type Tell = (entries: { contentRect: { width: number; height: number } }[]) => void

/** Tells at once that everything has a size: the test environment lays nothing out. */
class SizedObserver {
  readonly #tell: Tell

  constructor(tell: Tell) {
    this.#tell = tell
  }

  observe(): void {
    this.#tell([{ contentRect: { width: 800, height: 450 } }])
  }

  unobserve(): void {}

  disconnect(): void {}
}

const NAMES = ['Grace', 'Alan', 'Lin', 'Omar', 'Zoë', 'Ravi']

let app: FakeApp
let page: OpenApp
const people = new Map<string, FakeParticipant>()

beforeEach(async () => {
  vi.stubGlobal('ResizeObserver', SizedObserver)
  app = new FakeApp({ settings: { name: 'Ada' } })
  // A machine that carries four faces.
  app.budget = new SendBudget(2, 5_000_000)
  page = await OpenApp.at('/r/modi-kafu-ruse?server=https://meet.example', app)
  await page.click('Join now')
  for (const name of NAMES) people.set(name, await app.invite(name))
  await settle()
})

afterEach(async () => {
  page.close()
  await app.close()
  vi.unstubAllGlobals()
})

async function press(key: string): Promise<void> {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  await settle()
}

const pager = () => document.querySelector('nav[aria-label="Pages of people"]')
const status = () => pager()?.querySelector('[role=status]')?.textContent

test('more people than the machine carries come on pages, each with oneself first', async () => {
  expect([status(), page.people]).toEqual(['Page 1 of 2', ['Ada', 'Grace', 'Alan', 'Lin', 'Omar']])
  await page.click('Next page')
  expect([status(), page.people]).toEqual(['Page 2 of 2', ['Ada', 'Zoë', 'Ravi']])
  await page.click('Next page')
  expect(status(), 'there is no third').toBe('Page 2 of 2')
  await page.click('Previous page')
  expect(page.people[1]).toBe('Grace')
})

test('nobody goes to another page because the line is narrow for now', async () => {
  const before = page.people
  useQualityStore().sendRoom = { pixelRate: 5_000_000, uplink: 300_000 }
  await settle()
  expect(page.people).toEqual(before)
})

test('nobody jumps when they end', async () => {
  useMeetingStore().speaking = new Set([people.get('Zoë')!.id])
  await settle()
  app.clock.advance(2_000)
  await settle()
  expect(page.people).toEqual(['Ada', 'Grace', 'Alan', 'Lin', 'Zoë'])
  useQualityStore().sendRoom = { pixelRate: 50_000_000, uplink: Infinity }
  await settle()
  expect(page.people).toEqual(['Ada', 'Grace', 'Alan', 'Lin', 'Zoë', 'Omar', 'Ravi'])
})

test('the page keys turn them', async () => {
  await press('PageDown')
  expect(status()).toBe('Page 2 of 2')
  await press('PageDown')
  await press('PageUp')
  expect(status()).toBe('Page 1 of 2')
})

test('there are none where all have room, and none while somebody is large', async () => {
  useStageStore().switchMode()
  await settle()
  expect(pager()).toBeNull()
  useStageStore().switchMode()
  useQualityStore().sendRoom = { pixelRate: 50_000_000, uplink: Infinity }
  await settle()
  expect([pager(), page.people.length]).toEqual([null, 7])
})

test('one’s own tile in a corner is on every page as well', async () => {
  useStageStore().selfView = 'floating'
  await press('PageDown')
  expect(page.people.sort()).toEqual(['Ada', 'Ravi', 'Zoë'])
  useStageStore().selfView = 'hidden'
  await settle()
  expect(page.people.sort()).toEqual(['Ravi', 'Zoë'])
})

test('whoever is on another page sends no camera, until their page is turned to', async () => {
  const sending = () =>
    [...people].flatMap(([name, { connections }]) => {
      const camera = connections[0]?.getTransceivers()[1]?.sender.parameters
      return camera?.encodings[0]?.active ? [name] : []
    })
  // What is seen less is told with patience.
  const wait = async () => {
    await settle()
    app.clock.advance(2_000)
    await settle()
  }
  await wait()
  expect(sending()).toEqual(['Grace', 'Alan', 'Lin', 'Omar'])
  await page.click('Next page')
  await wait()
  expect(sending()).toEqual(['Zoë', 'Ravi'])
})
