import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FakeParticipant } from './testing/fake-participant.ts'
import { FakeSignalingServer } from './testing/fake-signaling.ts'
import { settle } from './testing/settle.ts'

let server: FakeSignalingServer
let everybody: FakeParticipant[]

beforeEach(() => {
  server = new FakeSignalingServer()
  everybody = []
})

afterEach(() => {
  for (const participant of everybody) participant.close()
})

function person(name: string): FakeParticipant {
  const participant = new FakeParticipant(server, name)
  everybody.push(participant)
  return participant
}

async function joined(name: string): Promise<FakeParticipant> {
  const participant = person(name)
  await participant.join()
  return participant
}

const roles = (participant: FakeParticipant) =>
  participant.call.participants.map(({ name, role }) => `${name}: ${role}`)
const ownRole = ({ call }: FakeParticipant) => (call.state.status === 'joined' ? call.state.self.role : null)

describe('roles', () => {
  test('the first in is host, and everybody sees who that is', async () => {
    const ada = await joined('Ada')
    const lin = await joined('Lin')
    expect([ownRole(ada), ownRole(lin)]).toEqual(['host', 'participant'])
    expect([roles(ada), roles(lin)]).toEqual([['Lin: participant'], ['Ada: host']])
  })

  test('are handed over, and on when the host leaves', async () => {
    const [ada, lin, sam] = [await joined('Ada'), await joined('Lin'), await joined('Sam')]
    expect(await ada.call.moderate({ type: 'role', id: sam.id, role: 'host' })).toMatchObject({ ok: true })
    expect([ownRole(ada), ownRole(sam), roles(lin)]).toEqual([
      'co-host',
      'host',
      ['Ada: co-host', 'Sam: host']
    ])
    sam.call.leave()
    expect([ownRole(ada), roles(lin)]).toEqual(['host', ['Ada: host']])
  })

  test('that do not allow it give the reason', async () => {
    const ada = await joined('Ada')
    const lin = await joined('Lin')
    expect(await lin.call.moderate({ type: 'end' })).toMatchObject({ error: { reason: 'not-permitted' } })
    expect(await lin.call.moderate({ type: 'mute', id: ada.id })).toMatchObject({
      error: { reason: 'not-permitted' }
    })
    expect(ada.call.state.status).toBe('joined')
  })

  test('and colours come back with the return after an interruption', async () => {
    const ada = await joined('Ada')
    await joined('Lin')
    ada.signaling.interrupt()
    server.locked = true
    ada.signaling.resume()
    expect(ownRole(ada)).toBe('host')
    expect(ada.call.room.locked).toBe(true)
  })
})

test('a new name is seen by all, and only those concerned become new objects', async () => {
  const [ada, lin, sam] = [await joined('Ada'), await joined('Lin'), await joined('Sam')]
  const before = ada.sees(lin)
  await sam.call.moderate({ type: 'rename', id: sam.id, name: 'Samuel' })
  await lin.call.moderate({ type: 'rename', id: ada.id, name: 'Nobody' })
  expect(sam.call.state).toMatchObject({ self: { name: 'Samuel' } })
  expect(ada.call.participants.map(({ name }) => name)).toEqual(['Lin', 'Samuel'])
  expect(ada.call.state).toMatchObject({ self: { name: 'Ada' } })
  expect(ada.sees(lin)).toBe(before)
})

describe('the waiting room', () => {
  test('holds a newcomer, who learns nothing, until a host admits them', async () => {
    const ada = await joined('Ada')
    await ada.call.moderate({ type: 'waiting-room', on: true })
    const lin = person('Lin')
    await lin.join()
    expect(lin.call.state).toEqual({ status: 'waiting', room: 'test-room' })
    expect(lin.call.participants).toEqual([])
    expect(ada.call.participants).toEqual([])
    expect(ada.call.knocks.map(({ name }) => name)).toEqual(['Lin'])

    await ada.call.moderate({ type: 'admit', id: ada.call.knocks[0]!.id })
    await settle()
    expect(ada.call.knocks).toEqual([])
    expect(ada.sees(lin)?.connection).toBe('connected')
    expect(lin.call.state).toMatchObject({ status: 'joined', self: { name: 'Lin', role: 'participant' } })
    expect(lin.call.room.waitingRoom).toBe(true)
  })

  test('ends with a no, for good', async () => {
    const ada = await joined('Ada')
    await ada.call.moderate({ type: 'waiting-room', on: true })
    const lin = person('Lin')
    await lin.join()
    await ada.call.moderate({ type: 'refuse', id: ada.call.knocks[0]!.id })
    expect(lin.call.state).toEqual({ status: 'ended', room: 'test-room', ending: 'refused' })
    lin.call.leave()
    expect(lin.call.state.status).toBe('ended')
    expect(lin.connections).toEqual([])
  })

  test('may be left for the lobby, and knocked at again', async () => {
    const ada = await joined('Ada')
    await ada.call.moderate({ type: 'waiting-room', on: true })
    const lin = person('Lin')
    await lin.join()
    lin.call.stopWaiting()
    expect(lin.call.state.status).toBe('idle')
    expect(ada.call.knocks).toEqual([])
    await lin.join()
    expect(lin.call.state.status).toBe('waiting')
    expect(ada.call.knocks).toHaveLength(1)
  })

  test('may be left, and its hosts see that', async () => {
    const ada = await joined('Ada')
    await ada.call.moderate({ type: 'waiting-room', on: true })
    const lin = person('Lin')
    await lin.join()
    lin.call.leave()
    expect(lin.call.state.status).toBe('left')
    expect(ada.call.knocks).toEqual([])
  })

  test('is seen by hosts alone: a former one forgets who knocks', async () => {
    const [ada, lin] = [await joined('Ada'), await joined('Lin')]
    await ada.call.moderate({ type: 'waiting-room', on: true })
    await person('Sam').join()
    expect([ada.call.knocks.length, lin.call.knocks.length]).toEqual([1, 0])
    await ada.call.moderate({ type: 'role', id: lin.id, role: 'host' })
    await lin.call.moderate({ type: 'role', id: ada.id, role: 'participant' })
    expect(ada.call.knocks).toEqual([])
  })

  test('that is closed while somebody waits gives the reason', async () => {
    const ada = await joined('Ada')
    await ada.call.moderate({ type: 'waiting-room', on: true })
    const lin = person('Lin')
    await lin.join()
    lin.signaling.refuse('room-locked')
    expect(lin.call.state).toMatchObject({ status: 'failed', error: { reason: 'room-locked' } })
  })
})

test('a password is asked for, and the right one opens', async () => {
  const ada = await joined('Ada')
  await ada.call.moderate({ type: 'password', password: 'open sesame' })
  expect(ada.call.room.password).toBe(true)
  const lin = person('Lin')
  const request = { room: 'test-room', name: 'Lin' }
  await lin.call.join(request)
  expect(lin.call.state).toMatchObject({ error: { reason: 'password-required' } })
  await lin.call.join({ ...request, password: 'open barley' })
  expect(lin.call.state).toMatchObject({ error: { reason: 'password-wrong' } })
  await lin.call.join({ ...request, password: 'open sesame' })
  expect(lin.call.state).toMatchObject({ status: 'joined' })
})

describe('a request for silence', () => {
  test('switches the microphone off, says so, and leaves it to its owner', async () => {
    const [ada, lin] = [await joined('Ada'), await joined('Lin')]
    await lin.media.setOn('microphone', true)
    let asked = 0
    lin.call.on('muted', () => asked++)
    await ada.call.moderate({ type: 'mute', id: lin.id })
    await settle()
    expect([lin.media.microphone.status, asked]).toEqual(['muted', 1])
    expect(ada.sees(lin)?.presence?.microphone).toBe(false)

    await ada.call.moderate({ type: 'mute', id: lin.id })
    expect(asked).toBe(1)
    await lin.media.setOn('microphone', true)
    await settle()
    expect(ada.sees(lin)?.presence?.microphone).toBe(true)
  })

  test('to all spares those in charge', async () => {
    const [ada, lin] = [await joined('Ada'), await joined('Lin')]
    for (const { media } of [ada, lin]) await media.setOn('microphone', true)
    await ada.call.moderate({ type: 'mute-all' })
    expect([ada.media.microphone.status, lin.media.microphone.status]).toEqual(['on', 'muted'])
  })
})

describe('an end from outside', () => {
  test.each([
    ['removed', { type: 'remove', ban: false }],
    ['ended', { type: 'end' }]
  ] as const)('is told as %s, and closes everything', async (ending, action) => {
    const [ada, lin] = [await joined('Ada'), await joined('Lin')]
    await ada.call.moderate(action.type === 'end' ? action : { ...action, id: lin.id })
    expect(lin.call.state).toEqual({ status: 'ended', room: 'test-room', ending })
    expect(lin.connections.map((each) => each.connectionState)).toEqual(['closed'])
    expect(lin.call.participants).toEqual([])
  })

  test('with a ban is no way back', async () => {
    const [ada, lin] = [await joined('Ada'), await joined('Lin')]
    await ada.call.moderate({ type: 'remove', id: lin.id, ban: true })
    const again = person('Lin')
    await again.join()
    expect(again.call.state).toMatchObject({ status: 'failed', error: { reason: 'removed' } })
    expect(ada.call.participants).toEqual([])
  })
})
