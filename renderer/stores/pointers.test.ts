import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Point, PointerMessage } from '../../protocol/channel.ts'
import type { FakeParticipant } from '../call/testing/fake-participant.ts'
import { settle } from '../call/testing/settle.ts'
import { useMeetingStore } from './meeting.ts'
import { usePointersStore } from './pointers.ts'
import { FakeApp } from './testing/fake-app.ts'

let app: FakeApp
let grace: FakeParticipant
/** What Grace was told, in order. */
let told: PointerMessage[]

beforeEach(async () => {
  app = await new FakeApp({ settings: { name: 'Ada' } }).start()
  usePointersStore()
  const meeting = useMeetingStore()
  meeting.enter({ room: 'modi-kafu-ruse', server: 'https://meet.example' })
  await meeting.join()
  grace = await app.invite('Grace')
  told = []
  grace.call.on('pointer', (_id, message) => told.push(message))
})

afterEach(() => app.close())

const at = (x: number): Point => ({ x, y: 0.5 })
const places = () => told.map((message) => message.at?.x ?? null)

test('nobody is shown where somebody points who doesn’t want that', async () => {
  usePointersStore().point(grace.id, at(0.1))
  await settle()
  expect(told).toEqual([])
})

test('a pointer is told at once, then thirty times a second, the last place always, and again while it rests', async () => {
  const pointers = usePointersStore()
  pointers.setPointing(true, grace.id)
  for (const x of [0.1, 0.2, 0.3]) pointers.point(grace.id, at(x))
  await settle()
  expect(places()).toEqual([0.1])
  app.clock.advance(33)
  await settle()
  expect(places()).toEqual([0.1, 0.3])
  app.clock.advance(2_100)
  await settle()
  expect(places()).toEqual([0.1, 0.3, 0.3, 0.3])
  pointers.point(grace.id, at(0.4))
  await settle()
  expect(places().at(-1)).toBe(0.4)
})

test('whoever leaves the picture, or wants to be seen no more, points nowhere', async () => {
  const pointers = usePointersStore()
  pointers.setPointing(true, grace.id)
  pointers.point(grace.id, at(0.1))
  pointers.point(grace.id, null)
  await settle()
  expect(places()).toEqual([0.1, null])
  pointers.point(grace.id, at(0.2))
  pointers.setPointing(false, grace.id)
  pointers.point(grace.id, at(0.3))
  app.clock.advance(5_000)
  await settle()
  expect(places()).toEqual([0.1, null, 0.2, null])
})

test('others’ pointers stay while they are heard of, and go with them', async () => {
  const pointers = usePointersStore()
  const shown = () => [...pointers.pointers.values()].map(({ id, at: { x } }) => [id, x])
  grace.call.point(grace.id, at(0.1))
  await settle()
  app.clock.advance(2_000)
  grace.call.point(grace.id, at(0.2))
  await settle()
  app.clock.advance(2_000)
  expect(shown()).toEqual([[grace.id, 0.2]])
  app.clock.advance(1_000)
  expect(shown()).toEqual([])
  grace.call.point(grace.id, at(0.3))
  await settle()
  grace.call.leave()
  await settle()
  expect(shown()).toEqual([])
})
