import { afterEach, describe, expect, test } from 'vitest'
import { FakeAudioContext } from './testing/fake-media.ts'
import { FakeParticipant } from './testing/fake-participant.ts'
import { FakeSignalingServer } from './testing/fake-signaling.ts'
import { settle } from './testing/settle.ts'

/** The server of the people of a test. */
let server: FakeSignalingServer
let everybody: FakeParticipant[] = []

function people(...names: string[]): FakeParticipant[] {
  server = new FakeSignalingServer()
  everybody = names.map((name) => new FakeParticipant(server, name))
  return everybody
}

async function meeting(...names: string[]): Promise<FakeParticipant[]> {
  const participants = people(...names)
  for (const participant of participants) await participant.join()
  return participants
}

afterEach(() => {
  for (const participant of everybody) participant.close()
  everybody = []
  FakeAudioContext.level = 0
})

describe('joining', () => {
  test('connects everybody to everybody', async () => {
    const [ada, lin, sam] = (await meeting('Ada', 'Lin', 'Sam')) as [
      FakeParticipant,
      FakeParticipant,
      FakeParticipant
    ]
    for (const one of [ada, lin, sam]) {
      expect(one.call.state).toMatchObject({
        status: 'joined',
        signaling: 'connected',
        self: { name: one.name }
      })
      expect(one.call.participants.map(({ connection }) => connection)).toEqual(['connected', 'connected'])
    }
    expect(sam.call.participants.map(({ name }) => name)).toEqual(['Ada', 'Lin'])
  })

  test('says when the offers are on their way, since to draw a meeting keeps a page busy', async () => {
    const [ada, lin, sam] = people('Ada', 'Lin', 'Sam') as [FakeParticipant, FakeParticipant, FakeParticipant]
    await ada.join()
    await lin.join()
    const offered: boolean[][] = []
    sam.call.on('offered', () => {
      offered.push(sam.connections.map(({ localDescription }) => localDescription !== null))
    })
    await sam.join()
    expect(offered).toEqual([[true, true]])
  })

  test('gives the reason when the server refuses, and can be tried again', async () => {
    const [ada] = people('Ada') as [FakeParticipant]
    server.refusal = 'room-full'
    await ada.join()
    expect(ada.call.state).toMatchObject({
      status: 'failed',
      room: 'test-room',
      error: { reason: 'room-full' }
    })
    await ada.join()
    expect(ada.call.state.status).toBe('joined')
  })

  test('is forgotten when left meanwhile', async () => {
    const [ada] = people('Ada') as [FakeParticipant]
    const joining = ada.call.join({ room: 'test-room', name: 'Ada' })
    ada.call.leave()
    await joining
    expect(ada.call.state.status).toBe('left')
    expect(ada.connections).toEqual([])
  })
})

describe('media', () => {
  test('what was on in the lobby is sent from the start', async () => {
    const [ada, lin] = people('Ada', 'Lin') as [FakeParticipant, FakeParticipant]
    await lin.media.setOn('camera', true)
    await ada.join()
    await lin.join()
    const [, camera] = lin.connections[0]!.getTransceivers()
    expect(camera!.sender.track).toBe(lin.devices.given[0])
    expect(ada.sees(lin)?.presence).toMatchObject({ microphone: false, camera: true })
  })

  test('switching on, off and to another device tells the others and negotiates nothing', async () => {
    const [ada, lin] = (await meeting('Ada', 'Lin')) as [FakeParticipant, FakeParticipant]
    const negotiations = () => [...ada.connections, ...lin.connections].map((each) => each.negotiations)
    const before = negotiations()
    const sent = (slot: number) => ada.connections[0]!.getTransceivers()[slot]!.sender.track as unknown

    await ada.media.setOn('microphone', true)
    await ada.media.setOn('camera', true)
    await settle()
    expect(lin.sees(ada)?.presence).toMatchObject({ microphone: true, camera: true })
    expect([sent(0), sent(1)]).toEqual(ada.devices.given)

    await ada.media.choose('camera', { id: 'camera-2', label: 'Desk camera' })
    expect(sent(1)).toBe(ada.devices.given[2])

    await ada.media.setOn('camera', false)
    await ada.media.setOn('microphone', false)
    await settle()
    expect(sent(1)).toBeNull()
    expect(lin.sees(ada)?.presence).toMatchObject({ microphone: false, camera: false })
    expect(negotiations()).toEqual(before)
  })

  test('who speaks is told, and a muted microphone never speaks', async () => {
    const [ada, lin] = (await meeting('Ada', 'Lin')) as [FakeParticipant, FakeParticipant]
    let speaking: ReadonlySet<string> = new Set()
    ada.call.on('speaking', (ids) => {
      speaking = ids
    })
    ada.connections[0]!.remoteAudioLevel = 0.5
    ada.clock.advance(1_000)
    expect([...speaking]).toEqual([])

    await lin.media.setOn('microphone', true)
    await settle()
    ada.clock.advance(200)
    expect([...speaking]).toEqual([lin.id])

    ada.connections[0]!.remoteAudioLevel = 0
    ada.clock.advance(2_000)
    expect([...speaking]).toEqual([])

    FakeAudioContext.level = 0.3
    await ada.media.setOn('microphone', true)
    ada.clock.advance(500)
    expect([...speaking]).toEqual([ada.id])
  })
})

describe('chat', () => {
  const texts = (participant: FakeParticipant) =>
    participant.call.chat.messages.map(({ author, text, own }) => `${own ? '*' : ''}${author.name}: ${text}`)

  test('reaches everybody, once', async () => {
    const [ada, lin, sam] = (await meeting('Ada', 'Lin', 'Sam')) as [
      FakeParticipant,
      FakeParticipant,
      FakeParticipant
    ]
    ada.write('hello')
    await settle()
    lin.write('hello to you')
    await settle()
    expect(texts(ada)).toEqual(['*Ada: hello', 'Lin: hello to you'])
    expect(texts(lin)).toEqual(['Ada: hello', '*Lin: hello to you'])
    expect(texts(sam)).toEqual(['Ada: hello', 'Lin: hello to you'])
  })

  test('reaches a late joiner, also what somebody wrote who has left', async () => {
    const [ada, lin, sam] = people('Ada', 'Lin', 'Sam') as [FakeParticipant, FakeParticipant, FakeParticipant]
    await ada.join()
    await lin.join()
    ada.write('from Ada')
    await settle()
    lin.clock.advance(10)
    lin.write('from Lin')
    await settle()
    ada.close()
    await settle()
    sam.clock.advance(100)
    await sam.join()
    expect(texts(sam)).toEqual(['Ada: from Ada', 'Lin: from Lin'])
  })

  test('refuses what is blank or too long', async () => {
    const [ada] = (await meeting('Ada')) as [FakeParticipant]
    expect(ada.write(' \n ')).toMatchObject({ ok: false, error: { reason: 'blank' } })
    expect(ada.write('中'.repeat(2_731))).toMatchObject({ ok: false, error: { reason: 'too-long' } })
    expect(ada.write('中'.repeat(2_730))).toMatchObject({ ok: true })
    expect(ada.call.chat.messages).toHaveLength(1)
  })
})

describe('leaving', () => {
  test('closes every connection and is seen by the others', async () => {
    const [ada, lin] = (await meeting('Ada', 'Lin')) as [FakeParticipant, FakeParticipant]
    ada.call.leave()
    await settle()
    expect(ada.call.state).toEqual({ status: 'left' })
    expect(ada.connections.map((each) => each.connectionState)).toEqual(['closed'])
    expect(lin.call.participants).toEqual([])
    expect(lin.connections.map((each) => each.connectionState)).toEqual(['closed'])
  })

  test('reaches the others over the data channel when the server is away', async () => {
    const [ada, lin] = (await meeting('Ada', 'Lin')) as [FakeParticipant, FakeParticipant]
    ada.signaling.interrupt()
    lin.signaling.interrupt()
    ada.call.leave()
    await settle()
    expect(lin.call.participants).toEqual([])
  })
})

describe('when the server is away', () => {
  test('the call goes on, and afterwards it is the same peer on the same connection', async () => {
    const [ada, lin] = (await meeting('Ada', 'Lin')) as [FakeParticipant, FakeParticipant]
    const { id } = ada
    ada.signaling.interrupt()
    expect(ada.call.state).toMatchObject({ status: 'joined', signaling: 'reconnecting' })
    ada.write('still here')
    await settle()
    expect(lin.call.chat.messages.map(({ text }) => text)).toEqual(['still here'])

    ada.signaling.resume()
    await settle()
    expect(ada.call.state).toMatchObject({ status: 'joined', signaling: 'connected', self: { id } })
    expect([ada.connections.length, lin.connections.length]).toEqual([1, 1])
    expect(lin.sees(ada)?.connection).toBe('connected')
  })

  test('a connection whose offer was lost is made after the return', async () => {
    const [ada, lin] = people('Ada', 'Lin') as [FakeParticipant, FakeParticipant]
    await ada.join()
    lin.signaling.losing = true
    await lin.join()
    expect(lin.sees(ada)?.connection).toBe('connecting')

    lin.signaling.losing = false
    lin.signaling.interrupt()
    lin.signaling.resume()
    await settle()
    expect(lin.sees(ada)?.connection).toBe('connected')
    expect(ada.sees(lin)?.connection).toBe('connected')
  })

  test('a connection whose answer was lost is made after the return', async () => {
    const [ada, lin] = people('Ada', 'Lin') as [FakeParticipant, FakeParticipant]
    await ada.join()
    ada.signaling.losing = true
    await lin.join()
    expect(lin.sees(ada)?.connection).toBe('connecting')

    ada.signaling.losing = false
    ada.signaling.interrupt()
    ada.signaling.resume()
    await settle()
    expect(lin.sees(ada)?.connection).toBe('connected')
    expect(ada.sees(lin)?.connection).toBe('connected')
  })

  test('somebody whom the returned server does not list stays while their connection is well', async () => {
    const [ada, lin] = people('Ada', 'Lin') as [FakeParticipant, FakeParticipant]
    await ada.join()
    await lin.join()
    lin.signaling.interrupt()
    ada.signaling.interrupt()
    server.clients.delete(lin.id)
    ada.signaling.resume()
    expect(ada.call.participants.map(({ name }) => name)).toEqual(['Lin'])

    ada.connections[0]!.setConnectionState('disconnected')
    expect(ada.call.participants).toEqual([])
  })

  test('longer than the grace time, a connection that is well stays', async () => {
    const [ada, lin] = (await meeting('Ada', 'Lin')) as [FakeParticipant, FakeParticipant]
    ada.signaling.expire()
    expect(lin.sees(ada)?.connection).toBe('connected')
    ada.signaling.resume({ forgotten: true })
    await settle()
    lin.write('still connected')
    await settle()
    expect(ada.call.chat.messages.map(({ text }) => text)).toEqual(['still connected'])
    expect([ada.connections.length, lin.connections.length]).toEqual([1, 1])
  })

  test('longer than the grace time, a connection that is broken is built anew on both sides', async () => {
    const [ada, lin] = (await meeting('Ada', 'Lin')) as [FakeParticipant, FakeParticipant]
    await ada.media.setOn('camera', true)
    for (const { connections } of [ada, lin]) connections[0]!.setConnectionState('disconnected')
    ada.signaling.expire()
    expect(lin.call.participants).toEqual([])
    ada.signaling.resume({ forgotten: true })
    await settle()
    expect([ada.sees(lin)?.connection, lin.sees(ada)?.connection]).toEqual(['connected', 'connected'])
    expect(lin.sees(ada)?.presence).toMatchObject({ microphone: false, camera: true })
    ada.write('back')
    await settle()
    expect(lin.call.chat.messages.map(({ text }) => text)).toEqual(['back'])
    for (const { connections } of [ada, lin]) {
      expect(connections.filter((each) => each.connectionState !== 'closed')).toHaveLength(1)
    }
  })

  test('somebody who comes before another returns to a server that forgot them meets them', async () => {
    const [ada, lin] = people('Ada', 'Lin') as [FakeParticipant, FakeParticipant]
    await ada.join()
    ada.signaling.expire()
    await lin.join()
    ada.signaling.resume({ forgotten: true })
    await settle()
    expect([ada.sees(lin)?.connection, lin.sees(ada)?.connection]).toEqual(['connected', 'connected'])
  })

  test('when it has forgotten us, everything is built anew', async () => {
    const [ada, lin] = (await meeting('Ada', 'Lin')) as [FakeParticipant, FakeParticipant]
    ada.signaling.interrupt()
    ada.signaling.resume({ as: 'somebody-new'.padEnd(22, '-') })
    await settle()
    expect(ada.id).toBe('somebody-new'.padEnd(22, '-'))
    expect(ada.sees(lin)?.connection).toBe('connected')
    expect(ada.connections.map((each) => each.connectionState)).toEqual(['closed', 'connected'])
  })

  test('when it refuses us for good, the call ends with the reason', async () => {
    const [ada] = (await meeting('Ada', 'Lin')) as [FakeParticipant]
    ada.signaling.interrupt()
    ada.signaling.refuse('protocol-version')
    expect(ada.call.state).toMatchObject({ status: 'failed', error: { reason: 'protocol-version' } })
    expect(ada.connections.map((each) => each.connectionState)).toEqual(['closed'])
  })
})

test('whoever wants no cameras is sent none, and everybody else is', async () => {
  const [ada, lin] = (await meeting('Ada', 'Lin', 'Sam')) as [FakeParticipant, FakeParticipant]
  await ada.media.setOn('camera', true)
  await settle()
  /** Whether Ada's camera goes over each of her connections: to Lin, to Sam. */
  const sent = () => ada.connections.map((each) => each.getTransceivers()[1]!.sender.track !== null)
  lin.call.setReceives('audio')
  await settle()
  expect(sent()).toEqual([false, true])
  await ada.media.choose('camera', { id: 'camera-2', label: '' })
  await settle()
  expect(sent()).toEqual([false, true])
  lin.call.setReceives('all')
  await settle()
  expect(sent()).toEqual([true, true])
  expect(ada.connections.map(({ negotiations }) => negotiations)).toEqual([1, 1])
})

test('on another network the server is asked at once, and everybody gets a new way', async () => {
  const [ada, lin] = (await meeting('Ada', 'Lin')) as [FakeParticipant, FakeParticipant]
  const { id } = ada
  const before = ada.connections[0]!.negotiations
  ada.call.networkChanged()
  await settle()
  expect(ada.call.state).toMatchObject({ status: 'joined', signaling: 'connected', self: { id } })
  expect(ada.connections[0]!.negotiations).toBeGreaterThan(before)
  expect([ada.connections.length, lin.connections.length]).toEqual([1, 1])
  expect([ada.sees(lin)?.connection, lin.sees(ada)?.connection]).toEqual(['connected', 'connected'])
})

test('two who restart at once are connected again', async () => {
  const [ada, lin] = (await meeting('Ada', 'Lin')) as [FakeParticipant, FakeParticipant]
  for (const { connections } of [ada, lin]) connections[0]!.setConnectionState('failed')
  await settle()
  expect([ada.sees(lin)?.connection, lin.sees(ada)?.connection]).toEqual(['connected', 'connected'])
})

test('a browser that refuses to make a connection ends the joining with a reason', async () => {
  const [ada, lin] = people('Ada', 'Lin') as [FakeParticipant, FakeParticipant]
  await ada.join()
  lin.refusesConnections = true
  await lin.join()
  expect(lin.call.state).toMatchObject({ status: 'failed', error: { reason: 'server-incompatible' } })
  expect(ada.call.participants).toEqual([])
  lin.refusesConnections = false
  await lin.join()
  expect(lin.sees(ada)?.connection).toBe('connected')
})

test('a participant who has not changed is the same object', async () => {
  const [ada, lin, sam] = (await meeting('Ada', 'Lin', 'Sam')) as [
    FakeParticipant,
    FakeParticipant,
    FakeParticipant
  ]
  const before = ada.sees(lin)
  await sam.media.setOn('microphone', true)
  await settle()
  expect(ada.sees(sam)?.presence?.microphone).toBe(true)
  expect(ada.sees(lin)).toBe(before)
})

test('close may be called again', async () => {
  const [ada] = (await meeting('Ada', 'Lin')) as [FakeParticipant]
  ada.call.close()
  expect(() => ada.call.close()).not.toThrow()
})
