import { afterEach, expect, test, vi } from 'vitest'
import { FakeConnection } from '../testing/fake-connection.ts'
import { createTransceivers } from './transceivers.ts'

const OPUS = { mimeType: 'audio/opus', clockRate: 48_000, channels: 2 }
const RED = { mimeType: 'audio/red', clockRate: 48_000, channels: 2 }

const connection = new FakeConnection()

afterEach(() => {
  vi.unstubAllGlobals()
  connection.close()
})

/** The codecs that each transceiver of sound asks for, in a browser that has these. */
function preferred(codecs: readonly RTCRtpCodec[] | undefined): string[][] {
  vi.stubGlobal('RTCRtpReceiver', { getCapabilities: () => codecs && { codecs } })
  createTransceivers(connection as unknown as RTCPeerConnection)
  const sounds = connection.getTransceivers().filter(({ kind }) => kind === 'audio')
  return sounds.slice(-2).map((sound) => sound.codecs.map(({ mimeType }) => mimeType))
}

test('speech is sent redundantly where the browser can, and shared sound as it is', () => {
  expect(preferred([OPUS, RED])).toEqual([['audio/red', 'audio/opus'], []])
})

test('nothing is asked of a browser that can not', () => {
  expect(preferred([OPUS])).toEqual([[], []])
  expect(preferred(undefined)).toEqual([[], []])
})
