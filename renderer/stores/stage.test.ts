import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FakeParticipant } from '../call/testing/fake-participant.ts'
import { settle } from '../call/testing/settle.ts'
import { useMeetingStore } from './meeting.ts'
import { useStageStore } from './stage.ts'
import { FakeApp } from './testing/fake-app.ts'

let app: FakeApp
let grace: FakeParticipant
let alan: FakeParticipant

beforeEach(async () => {
  app = await new FakeApp({ settings: { name: 'Ada' } }).start()
  useStageStore()
  const meeting = useMeetingStore()
  meeting.enter({ room: 'modi-kafu-ruse', server: 'https://meet.example' })
  await meeting.join()
  grace = await app.invite('Grace')
  alan = await app.invite('Alan')
  // The call says once that nobody speaks; from here on the tests say who does.
  app.clock.advance(1_000)
  await settle()
})

afterEach(() => app.close())

async function speak(...people: FakeParticipant[]): Promise<void> {
  useMeetingStore().speaking = new Set(people.map(({ id }) => id))
  await settle()
}

test('shows everybody alike, until the speaker is wanted large', () => {
  const stage = useStageStore()
  expect(stage.focus).toEqual([])
  stage.switchMode()
  expect(stage.focus, 'somebody, though nobody has spoken').toEqual([grace.id])
})

test('follows the active speaker, whom one’s own voice never is', async () => {
  const stage = useStageStore()
  stage.switchMode()
  await speak(alan)
  expect(stage.focus).toEqual([alan.id])
  useMeetingStore().speaking = new Set([useMeetingStore().self!.id])
  await settle()
  app.clock.advance(60_000)
  expect(stage.focus).toEqual([alan.id])
})

test('looks again when the time for a change has come', async () => {
  const stage = useStageStore()
  await speak(alan)
  await speak(grace)
  expect(stage.active).toBe(alan.id)
  app.clock.advance(2_000)
  expect(stage.active).toBe(grace.id)
})

test('shows those who are pinned, whoever speaks, until they leave', async () => {
  const stage = useStageStore()
  stage.togglePin(grace.id)
  stage.togglePin(alan.id)
  await speak(alan)
  expect(stage.focus).toEqual([grace.id, alan.id])
  grace.call.leave()
  await settle()
  expect(stage.focus).toEqual([alan.id])
  stage.togglePin(alan.id)
  expect(stage.focus).toEqual([])
})

test('pins the active speaker by one key, and lets go by the same', async () => {
  const stage = useStageStore()
  await speak(alan)
  stage.togglePinOfSpeaker()
  expect(stage.pinned).toEqual([alan.id])
  stage.togglePinOfSpeaker()
  expect(stage.pinned).toEqual([])
})

test('switching the layout gives up the pins', () => {
  const stage = useStageStore()
  stage.togglePin(alan.id)
  stage.switchMode()
  expect(stage.focus).toEqual([grace.id])
})

test('remembers for each person how they are heard, until the meeting ends', async () => {
  const stage = useStageStore()
  stage.setHearing(alan.id, { volume: 0.4 })
  stage.setHearing(alan.id, { muted: true })
  expect(stage.hearingOf(alan.id)).toEqual({ volume: 0.4, muted: true })
  expect(stage.hearingOf(grace.id)).toEqual({ volume: 1, muted: false })
  useMeetingStore().leave()
  await settle()
  expect(stage.hearingOf(alan.id)).toEqual({ volume: 1, muted: false })
})

test('moves one’s own tile from the others to a corner, away, and back', () => {
  const stage = useStageStore()
  const seen = [0, 1, 2].map(() => {
    stage.cycleSelfView()
    return stage.selfView
  })
  expect(seen).toEqual(['floating', 'hidden', 'tile'])
})
