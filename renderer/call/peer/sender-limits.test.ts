import { expect, test } from 'vitest'
import { settle } from '../testing/settle.ts'
import { silentLogger } from '../testing/silent-logger.ts'
import { usualLimits } from '../testing/usual-limits.ts'
import { SenderLimits, type SendLimits } from './sender-limits.ts'

/** A sender that takes one change at a time, as a real one does. */
class Sender {
  readonly set: (RTCRtpEncodingParameters & { codec?: RTCRtpCodec })[] = []
  /** What both sides agreed on. */
  codecs: RTCRtpCodec[] = []
  #pending = false

  getParameters() {
    return { transactionId: 'x', codecs: this.codecs, encodings: [{ active: true, rid: 'kept' }] }
  }

  async setParameters({ encodings: [encoding] }: RTCRtpSendParameters): Promise<void> {
    if (this.#pending) throw new DOMException('One is under way', 'InvalidStateError')
    this.#pending = true
    await Promise.resolve()
    this.#pending = false
    expect(encoding).toMatchObject({ rid: 'kept' })
    if (encoding !== undefined) this.set.push(encoding)
  }
}

function limits(change: Partial<SendLimits['screen']>): SendLimits {
  const usual = usualLimits()
  return { ...usual, screen: { ...usual.screen, ...change } }
}

test('changes are made one after the other, and of those that come meanwhile the last', async () => {
  const screen = new Sender()
  const camera = new Sender()
  const held = new SenderLimits(limits({ maxBitrate: 1 }), silentLogger)
  held.attach({
    camera: camera as unknown as RTCRtpSender,
    screen: screen as unknown as RTCRtpSender
  })
  for (const maxBitrate of [2, 3, 4]) held.set(limits({ maxBitrate }))
  await settle()
  expect(screen.set.map(({ maxBitrate }) => maxBitrate)).toEqual([1, 4])
  expect(camera.set).toHaveLength(1)
  held.set(limits({ maxBitrate: 4, active: false }))
  await settle()
  expect(screen.set.at(-1)).toMatchObject({ active: false, maxBitrate: 4 })
  held.close()
  held.set(limits({ maxBitrate: 1 }))
  await settle()
  expect(screen.set).toHaveLength(3)
})

test('the codec is chosen when both sides have agreed on some, and given up again', async () => {
  const [vp8, h264] = ['video/VP8', 'video/H264'].map((mimeType) => ({ mimeType, clockRate: 90_000 })) as [
    RTCRtpCodec,
    RTCRtpCodec
  ]
  const screen = new Sender()
  const hardware = limits({ codecs: ['video/h264', 'video/vp8'] })
  const held = new SenderLimits(hardware, silentLogger)
  held.attach({ camera: undefined, screen: screen as unknown as RTCRtpSender })
  await settle()
  screen.codecs = [vp8, h264]
  held.set(hardware)
  await settle()
  held.set(limits({ codecs: ['video/vp8'] }))
  await settle()
  expect(screen.set.map(({ codec }) => codec)).toEqual([undefined, h264, undefined])
})
