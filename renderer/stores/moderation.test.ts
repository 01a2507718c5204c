import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ModerateRequest } from '../../protocol/moderation.ts'
import type { FakeParticipant } from '../call/testing/fake-participant.ts'
import { settle } from '../call/testing/settle.ts'
import { useMediaStore } from './media.ts'
import { useMeetingStore } from './meeting.ts'
import { useNoticesStore } from './notices.ts'
import { FakeApp } from './testing/fake-app.ts'

let app: FakeApp

beforeEach(async () => {
  app = await new FakeApp({ settings: { name: 'Ada', color: 30 } }).start()
})

afterEach(() => app.close())

async function join(password?: string) {
  const meeting = useMeetingStore()
  meeting.enter({ room: 'modi-kafu-ruse', server: 'https://meet.example' })
  await settle()
  await meeting.join(password)
  await settle()
  return meeting
}

/** Somebody else is host, and does something to the room or to us. */
async function hosted(by: FakeParticipant, request: ModerateRequest) {
  expect(await by.call.moderate(request)).toMatchObject({ ok: true })
  await settle()
}

/** What is said now, but for who came and went. */
const said = () =>
  useNoticesStore().notices.flatMap(({ id, others, ...notice }) =>
    id > 0 && others.length === 0 && notice.type !== 'joined' && notice.type !== 'left' ? [notice] : []
  )

test('the colour and the password are shown at the door', async () => {
  const grace = await app.invite('Grace')
  await hosted(grace, { type: 'password', password: 'open sesame' })
  const meeting = await join()
  expect(meeting.state).toMatchObject({ error: { reason: 'password-required' } })
  await meeting.join('open sesame')
  expect(meeting.self).toMatchObject({ color: 30, role: 'participant' })
})

describe('the door', () => {
  test('is waited at, left for the lobby with the devices on, and opened', async () => {
    const grace = await app.invite('Grace')
    await hosted(grace, { type: 'waiting-room', on: true })
    const meeting = await join()
    expect(meeting.state.status).toBe('waiting')
    meeting.stopWaiting()
    expect([meeting.state.status, app.capturing, grace.call.knocks]).toEqual(['idle', true, []])
    await meeting.join()
    await hosted(grace, { type: 'admit', id: grace.call.knocks[0]!.id })
    expect(meeting.state.status).toBe('joined')
    expect(said()).toEqual([])
  })

  test.each([
    ['refused', 'refuse'],
    ['ended', 'end']
  ] as const)('that stays closed (%s) frees the devices', async (ending, type) => {
    const grace = await app.invite('Grace')
    await hosted(grace, { type: 'waiting-room', on: true })
    const meeting = await join()
    await hosted(grace, type === 'end' ? { type } : { type, id: grace.call.knocks[0]!.id })
    expect(meeting.state).toMatchObject({ status: 'ended', ending })
    expect(app.capturing).toBe(false)
  })

  test('is heard by the host, who is told when it may not be opened', async () => {
    const meeting = await join()
    await meeting.moderate({ type: 'waiting-room', on: true })
    await app.invite('Grace')
    expect(said()).toContainEqual({ type: 'knock', name: 'Grace' })
    expect(meeting.knocks).toMatchObject([{ name: 'Grace' }])
    app.others[0]?.close()
    await meeting.moderate({ type: 'admit', id: 'nobody' })
    expect(said()).toContainEqual({ type: 'moderation-failed', reason: 'no-such-peer' })
    expect(meeting.knocks).toEqual([])
  })
})

describe('what somebody in charge does', () => {
  test('to the room is said', async () => {
    const grace = await app.invite('Grace')
    const meeting = await join()
    await hosted(grace, { type: 'lock', locked: true })
    expect([meeting.room.locked, said()]).toEqual([true, [{ type: 'lock', on: true }]])
    await hosted(grace, { type: 'lock', locked: false })
    expect(said()).toContainEqual({ type: 'lock', on: false })
  })

  test('to our microphone is said, and is ours to undo', async () => {
    const grace = await app.invite('Grace')
    const meeting = await join()
    await hosted(grace, { type: 'mute', id: meeting.self!.id })
    expect([useMediaStore().microphone.status, said()]).toEqual(['muted', [{ type: 'muted' }]])
    await useMediaStore().setOn('microphone', true)
    expect(useMediaStore().microphone.status).toBe('on')
  })

  test('to our role and name is said', async () => {
    const grace = await app.invite('Grace')
    const meeting = await join()
    const { id } = meeting.self!
    await hosted(grace, { type: 'rename', id, name: 'Ada Lovelace' })
    expect(said()).toEqual([{ type: 'renamed', name: 'Ada Lovelace' }])
    await hosted(grace, { type: 'role', id, role: 'host' })
    expect(meeting.self).toMatchObject({ role: 'host', name: 'Ada Lovelace' })
    expect(said()).toContainEqual({ type: 'own-role', role: 'host' })
  })

  test('to the role of others is said with their name', async () => {
    const grace = await app.invite('Grace')
    await join()
    const alan = await app.invite('Alan')
    await hosted(grace, { type: 'role', id: alan.id, role: 'co-host' })
    expect(said()).toEqual([{ type: 'role', name: 'Alan', role: 'co-host' }])
  })

  test('to put us out frees the devices, and says nothing in passing', async () => {
    const grace = await app.invite('Grace')
    const meeting = await join()
    await hosted(grace, { type: 'remove', id: meeting.self!.id, ban: false })
    expect(meeting.state).toMatchObject({ status: 'ended', ending: 'removed' })
    expect([app.capturing, useNoticesStore().notices]).toEqual([false, []])
  })

  test('is refused to others, and that is said', async () => {
    await app.invite('Grace')
    const meeting = await join()
    await meeting.moderate({ type: 'lock', locked: true })
    expect([meeting.room.locked, said()]).toEqual([
      false,
      [{ type: 'moderation-failed', reason: 'not-permitted' }]
    ])
  })
})
