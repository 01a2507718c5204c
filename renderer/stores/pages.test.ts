import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FakeParticipant } from '../call/testing/fake-participant.ts'
import { settle } from '../call/testing/settle.ts'
import { useMeetingStore } from './meeting.ts'
import { usePagesStore } from './pages.ts'
import { FakeApp } from './testing/fake-app.ts'

const NAMES = ['Grace', 'Alan', 'Lin', 'Omar', 'Zoë']

let app: FakeApp
let people: FakeParticipant[]

beforeEach(async () => {
  app = await new FakeApp({ settings: { name: 'Ada' } }).start()
  usePagesStore().setPlaces(2)
  const meeting = useMeetingStore()
  meeting.enter({ room: 'modi-kafu-ruse', server: 'https://meet.example' })
  await meeting.join()
  people = []
  for (const name of NAMES) people.push(await app.invite(name))
  // The call says once that nobody speaks; from here on the tests say who does.
  app.clock.advance(1_000)
  await settle()
})

afterEach(() => app.close())

/** Somebody speaks for so long that they are the speaker. */
async function speak(name: string): Promise<void> {
  const person = people[NAMES.indexOf(name)]
  useMeetingStore().speaking = new Set(person === undefined ? [] : [person.id])
  await settle()
  app.clock.advance(2_000)
  await settle()
}

const shown = () =>
  usePagesStore().shown.map((id) => useMeetingStore().participants.find((each) => each.id === id)?.name)

test('everybody is on a page, in the order in which they came', async () => {
  const pages = usePagesStore()
  expect([pages.page, pages.count, shown()]).toEqual([0, 3, ['Grace', 'Alan']])
  pages.turnTo(1)
  expect(shown()).toEqual(['Lin', 'Omar'])
  pages.turnTo(7)
  expect([pages.page, shown()]).toEqual([2, ['Zoë']])
  pages.turnTo(-1)
  expect(pages.page).toBe(0)
  pages.turnTo(2)
  people[4]?.call.leave()
  await settle()
  expect([pages.page, pages.count, shown()]).toEqual([1, 2, ['Lin', 'Omar']])
})

test('there is one page where everybody has room', () => {
  const pages = usePagesStore()
  for (const places of [5, 40, Infinity]) {
    pages.setPlaces(places)
    expect([pages.count, pages.shown.length]).toEqual([1, 5])
  }
})

test('the speaker comes to the page that is looked at, in the place of one who is silent', async () => {
  await speak('Grace')
  await speak('Zoë')
  expect(shown()).toEqual(['Grace', 'Zoë'])
})

test('the speaker stays on a page that becomes smaller', async () => {
  await speak('Alan')
  expect(shown()).toEqual(['Grace', 'Alan'])
  usePagesStore().setPlaces(1)
  await settle()
  expect(shown()).toEqual(['Alan'])
})

test('one after the other, with time between', async () => {
  await speak('Omar')
  expect(shown()).toEqual(['Grace', 'Omar'])
  await speak('Lin')
  expect(shown(), 'too soon').toEqual(['Grace', 'Omar'])
  app.clock.advance(6_000)
  await settle()
  expect(shown()).toEqual(['Lin', 'Omar'])
})

test('nobody is brought who has become silent, or whose word was overtaken, meanwhile', async () => {
  await speak('Omar')
  await speak('Lin')
  await speak('Grace')
  app.clock.advance(6_000)
  await settle()
  expect(shown()).toEqual(['Grace', 'Omar'])
})
