import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FakeConnection } from './testing/fake-connection.ts'
import { FakeParticipant } from './testing/fake-participant.ts'
import { FakeSignalingServer } from './testing/fake-signaling.ts'
import { settle } from './testing/settle.ts'

const LIFETIME = 600_000

let server: FakeSignalingServer
let ada: FakeParticipant
let lin: FakeParticipant
let sam: FakeParticipant

function serve(name: string): void {
  server.ice = {
    iceServers: [{ urls: 'turn:turn.example.org', username: name, credential: 'c' }],
    iceLifetime: LIFETIME
  }
}

const nameOf = (connection: FakeConnection) => connection.getConfiguration().iceServers?.[0]?.username

beforeEach(async () => {
  server = new FakeSignalingServer()
  serve('first')
  ada = new FakeParticipant(server, 'Ada')
  lin = new FakeParticipant(server, 'Lin')
  sam = new FakeParticipant(server, 'Sam')
  await ada.join()
  await lin.join()
})

afterEach(() => {
  for (const participant of [ada, lin, sam]) participant.close()
})

test('in a long meeting, connections get the credentials that were renewed, and so does who comes later', async () => {
  expect(ada.connections.map(nameOf)).toEqual(['first'])
  serve('second')
  ada.clock.advance(LIFETIME / 2)
  await settle()
  expect(ada.connections.map(nameOf)).toEqual(['second'])
  await sam.join()
  expect(ada.connections.map(nameOf)).toEqual(['second', 'second'])
  expect(ada.connections.map(({ negotiations }) => negotiations)).toEqual([1, 1])
})

test('a return brings them before anything is mended with them', async () => {
  ada.signaling.interrupt()
  ada.connections[0]?.setConnectionState('failed')
  serve('second')
  const restart = new Promise((resolve) => {
    ada.connections[0]?.addEventListener('negotiationneeded', () => resolve(ada.connections.map(nameOf)))
  })
  ada.signaling.resume()
  expect(await restart).toEqual(['second'])
})

test('nothing is renewed after the meeting', () => {
  ada.call.leave()
  expect(ada.clock.waiting).toBe(0)
})
