import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { FakeParticipant } from './testing/fake-participant.ts'
import { FakeSignalingServer } from './testing/fake-signaling.ts'
import { settle } from './testing/settle.ts'

let ada: FakeParticipant
let lin: FakeParticipant
let sam: FakeParticipant
const everybody = () => [ada, lin, sam]

beforeEach(async () => {
  const server = new FakeSignalingServer()
  ada = new FakeParticipant(server, 'Ada')
  lin = new FakeParticipant(server, 'Lin')
  sam = new FakeParticipant(server, 'Sam')
  await ada.join()
  await lin.join()
})

afterEach(() => {
  for (const participant of everybody()) participant.close()
})

async function share(participant: FakeParticipant, audio = false): Promise<void> {
  await participant.media.screen.start('sharp', { audio })
  await settle()
}

/** What a participant sends in the four slots of a connection. */
const sent = (participant: FakeParticipant, connection = 0) =>
  participant.connections[connection]
    ?.getTransceivers()
    .map(({ sender }) => (sender.track as unknown as { label: string } | null)?.label ?? null)

const encoding = (participant: FakeParticipant, slot: number) =>
  participant.connections[0]?.getTransceivers()[slot]?.sender.parameters.encodings[0]

describe('a share', () => {
  test('goes into its slots without a negotiation, and everybody knows of it', async () => {
    const negotiations = [ada, lin].map(({ connections }) => connections[0]?.negotiations)
    await share(ada, true)
    expect(sent(ada)).toEqual([null, null, 'Screen 1', 'System sound'])
    expect(lin.sees(ada)?.presence?.screen).toBe('on')
    expect([ada, lin].map(({ connections }) => connections[0]?.negotiations)).toEqual(negotiations)
  })

  test('is seen by who comes later', async () => {
    await share(ada)
    await sam.join()
    expect(sent(ada, 1)).toEqual([null, null, 'Screen 1', null])
    expect(sam.sees(ada)?.presence?.screen).toBe('on')
  })

  test('that is paused sends nothing, and says that it is paused', async () => {
    await share(ada, true)
    ada.media.screen.pause()
    await settle()
    expect([sent(ada), lin.sees(ada)?.presence?.screen]).toEqual([[null, null, null, null], 'paused'])
    ada.media.screen.resume()
    await settle()
    expect([sent(ada)?.[2], lin.sees(ada)?.presence?.screen]).toEqual(['Screen 1', 'on'])
  })

  test('of two at once goes both ways', async () => {
    await share(ada)
    await share(lin)
    expect([ada.sees(lin)?.presence?.screen, lin.sees(ada)?.presence?.screen]).toEqual(['on', 'on'])
  })

  test('is bounded, and faces give way to it on both sides', async () => {
    const before = [encoding(ada, 1)?.maxBitrate, encoding(lin, 1)?.maxBitrate]
    await share(ada)
    expect(encoding(ada, 2)).toMatchObject({ maxBitrate: 3_000_000, maxFramerate: 15 })
    expect(encoding(ada, 1)).toMatchObject({ maxBitrate: 150_000 })
    expect(encoding(lin, 1)).toMatchObject({ maxBitrate: 250_000 })
    ada.media.screen.stop()
    await settle()
    expect([encoding(ada, 1)?.maxBitrate, encoding(lin, 1)?.maxBitrate]).toEqual(before)
  })

  test('ends on both sides when its source goes, and the call goes on', async () => {
    const ended = vi.fn()
    ada.media.screen.on('ended', ended)
    await share(ada)
    ada.devices.captured[0]?.[0]?.end()
    await settle()
    expect(ended.mock.calls).toEqual([['source-gone']])
    expect(lin.sees(ada)).toMatchObject({ presence: { screen: 'off' }, connection: 'connected' })
  })

  test('is stopped by somebody in charge, and by nobody else', async () => {
    const ended = vi.fn()
    lin.media.screen.on('ended', ended)
    await share(lin)
    await share(ada)
    expect(await lin.call.moderate({ type: 'stop-share', id: ada.id })).toMatchObject({
      error: { reason: 'not-permitted' }
    })
    expect(await ada.call.moderate({ type: 'stop-share', id: lin.id })).toMatchObject({ ok: true })
    await settle()
    expect(ended.mock.calls).toEqual([['stopped-by-host']])
    expect([ada.sees(lin)?.presence?.screen, lin.sees(ada)?.presence?.screen]).toEqual(['off', 'on'])
  })

  test('is pointed at, by those who are there', async () => {
    const pointed = vi.fn()
    ada.call.on('pointer', pointed)
    lin.call.point(ada.id, { x: 0.5, y: 0.25 })
    lin.call.point(ada.id, null)
    await settle()
    expect(pointed.mock.calls).toEqual([
      [lin.id, { screen: ada.id, at: { x: 0.5, y: 0.25 } }],
      [lin.id, { screen: ada.id, at: null }]
    ])
  })
})
