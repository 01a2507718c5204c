import { afterEach, beforeEach, expect, test } from 'vitest'
import { FakeParticipant } from './testing/fake-participant.ts'
import { FakeSignalingServer } from './testing/fake-signaling.ts'
import { FakeStats } from './testing/fake-stats.ts'
import { settle } from './testing/settle.ts'

let server: FakeSignalingServer
let ada: FakeParticipant
let lin: FakeParticipant

const NOWHERE = { width: 0, height: 0 }

/** How a participant sends the camera on a connection. */
const camera = (participant: FakeParticipant, connection = 0) =>
  participant.connections[connection]?.getTransceivers()[1]?.sender.parameters.encodings[0]

beforeEach(async () => {
  server = new FakeSignalingServer()
  ada = new FakeParticipant(server, 'Ada')
  lin = new FakeParticipant(server, 'Lin')
  await ada.join()
  await lin.join()
  await ada.media.setOn('camera', true)
  await settle()
})

afterEach(() => {
  ada.close()
  lin.close()
})

test('a picture that nobody looks at is not encoded, and is back when they look', async () => {
  lin.call.viewing.show(ada.id, 'camera', { width: 640, height: 360 })
  await settle()
  const negotiations = ada.connections[0]?.negotiations
  lin.call.viewing.show(ada.id, 'camera', NOWHERE)
  lin.clock.advance(1_000)
  await settle()
  expect(camera(ada)?.active).toBe(false)
  lin.call.viewing.show(ada.id, 'camera', { width: 640, height: 360 })
  await settle()
  expect(camera(ada)?.active).toBe(true)
  expect(ada.connections[0]?.negotiations).toBe(negotiations)
})

test('somebody who draws it small is sent it small, the others as they draw it', async () => {
  const sam = new FakeParticipant(server, 'Sam')
  await sam.join()
  lin.call.viewing.show(ada.id, 'camera', { width: 160, height: 90 })
  sam.call.viewing.show(ada.id, 'camera', { width: 640, height: 360 })
  await settle()
  expect([camera(ada, 0)?.scaleResolutionDownBy, camera(ada, 1)?.scaleResolutionDownBy]).toEqual([4, 1])
  sam.close()
})

test('it is not encoded for somebody who wants sound alone, and what it took is free for the others', async () => {
  // With five viewers there are fewer pictures a second for each than with four.
  const others = ['Sam', 'Omar', 'Zoë', 'Ravi'].map((name) => new FakeParticipant(server, name))
  for (const other of others) await other.join()
  await settle()
  const rate = () => camera(ada, 1)?.maxFramerate
  const before = rate()
  lin.call.setReceives('audio')
  await settle()
  expect(camera(ada)?.active).toBe(false)
  expect(rate()).toBeGreaterThan(before ?? Infinity)
  lin.call.setReceives('all')
  await settle()
  expect([camera(ada)?.active, rate()]).toEqual([true, before])
  for (const other of others) other.close()
})

test('the camera gives more for somebody who shows it large, and less when nobody does for a while', async () => {
  const track = ada.devices.given.at(-1)
  lin.call.viewing.show(ada.id, 'camera', { width: 1280, height: 720 })
  await settle()
  expect(track?.constraints).toMatchObject({ height: { ideal: 720 } })
  lin.call.viewing.show(ada.id, 'camera', { width: 640, height: 360 })
  lin.clock.advance(1_000)
  await settle()
  ada.clock.advance(4_999)
  await settle()
  expect(track?.constraints).toMatchObject({ height: { ideal: 720 } })
  ada.clock.advance(1)
  await settle()
  expect(track?.constraints).toMatchObject({ height: { ideal: 360 } })
})

test('it holds for a connection that is made anew', async () => {
  lin.call.viewing.show(ada.id, 'camera', { width: 160, height: 90 })
  await settle()
  lin.signaling.resume({ as: 'lin-again', forgotten: true })
  await settle()
  expect(ada.connections).toHaveLength(2)
  expect(camera(ada, 1)?.scaleResolutionDownBy).toBe(4)
})

test('a processor that turns out to be slow is given less, and seconds later', async () => {
  lin.call.viewing.show(ada.id, 'camera', { width: 1280, height: 720 })
  await settle()
  const { connections, clock } = ada
  const stats = new FakeStats(connections[0]?.getTransceivers().map(({ mid }) => mid) ?? [])
  const sizes: (number | undefined)[] = []
  for (let look = 0; look < 5; look++) {
    // All six cores together could not keep up with it.
    const face = { width: 1280, height: 720, framesPerSecond: 30, encodeTime: 300 }
    connections[0]!.stats = stats.pass(2_000, { outgoing: { camera: face } })
    clock.advance(2_000)
    await settle()
    sizes.push(camera(ada)?.scaleResolutionDownBy)
  }
  const [first] = sizes
  // Of the first report nothing is known, and two looks in a row have to say the same.
  expect(sizes.slice(0, 2)).toEqual([first, first])
  expect(sizes.at(-1)).toBeGreaterThan(first ?? Infinity)
  // Nothing else is asked for it.
  expect(connections[0]?.negotiations).toBe(1)
})
