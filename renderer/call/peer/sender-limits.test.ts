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
  /** How many of the next changes it refuses. */
  fails = 0
  /** Whether it takes no codec by name. */
  refuses = false
  refusals = 0
  #pending = false

  getParameters() {
    return { transactionId: 'x', codecs: this.codecs, encodings: [{ active: true, rid: 'kept' }] }
  }

  async setParameters({ encodings: [encoding] }: RTCRtpSendParameters): Promise<void> {
    if (this.#pending) throw new DOMException('One is under way', 'InvalidStateError')
    if (this.refuses && encoding !== undefined && 'codec' in encoding) {
      this.refusals += 1
      throw new DOMException('No such codec', 'InvalidModificationError')
    }
    this.#pending = true
    await Promise.resolve()
    this.#pending = false
    if (this.fails > 0) {
      this.fails -= 1
      throw new DOMException('A description was applied meanwhile', 'InvalidModificationError')
    }
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

test('what a sender refuses is tried once more, and again when the limits are set anew', async () => {
  const screen = new Sender()
  const held = new SenderLimits(limits({ maxBitrate: 1 }), silentLogger)
  const set = () => screen.set.map(({ maxBitrate }) => maxBitrate)
  screen.fails = 1
  held.attach({ camera: undefined, screen: screen as unknown as RTCRtpSender })
  await settle()
  expect(set()).toEqual([1])
  screen.fails = 2
  held.set(limits({ maxBitrate: 2 }))
  await settle()
  expect([set(), screen.fails]).toEqual([[1], 0])
  held.set(limits({ maxBitrate: 2 }))
  await settle()
  expect(set()).toEqual([1, 2])
})

test('another sender is held to the limits, too, when the one before refused them', async () => {
  const [old, screen] = [new Sender(), new Sender()]
  const held = new SenderLimits(limits({ maxBitrate: 1 }), silentLogger)
  old.fails = 9
  for (const sender of [old, screen])
    held.attach({ camera: undefined, screen: sender as unknown as RTCRtpSender })
  await settle()
  expect(screen.set.map(({ maxBitrate }) => maxBitrate)).toEqual([1])
})

const [VP8, H264] = ['video/VP8', 'video/H264'].map((mimeType) => ({ mimeType, clockRate: 90_000 })) as [
  RTCRtpCodec,
  RTCRtpCodec
]

/** What was set, when hardware is there at first, and then only software. */
async function codecsSet(screen: Sender): Promise<(RTCRtpCodec | undefined)[]> {
  const hardware = limits({ codecs: ['video/h264', 'video/vp8'] })
  const held = new SenderLimits(limits({}), silentLogger)
  held.attach({ camera: undefined, screen: screen as unknown as RTCRtpSender })
  await settle()
  screen.codecs = [VP8, H264]
  held.set(hardware)
  await settle()
  held.set({ ...hardware, screen: { ...hardware.screen, maxBitrate: 9 } })
  await settle()
  held.set(limits({ codecs: ['video/vp8'] }))
  await settle()
  held.set(limits({ codecs: ['video/vp8'], maxBitrate: 1 }))
  await settle()
  return screen.set.map(({ codec }) => codec)
}

test('the codec is chosen when both sides have agreed on some, and named when it is another again', async () => {
  expect(await codecsSet(new Sender())).toEqual([undefined, H264, H264, VP8, VP8])
})

test('what the browser takes by itself is not named', async () => {
  const screen = new Sender()
  screen.codecs = [VP8, H264]
  const held = new SenderLimits(limits({ codecs: ['video/vp8'] }), silentLogger)
  held.attach({ camera: undefined, screen: screen as unknown as RTCRtpSender })
  await settle()
  expect(screen.set.map(({ codec }) => codec)).toEqual([undefined])
})

test('a codec that is refused is given up, and the limits hold all the same', async () => {
  const screen = new Sender()
  screen.refuses = true
  expect(await codecsSet(screen)).toEqual(Array.from({ length: 5 }))
  expect(screen.refusals, 'it is not asked again').toBe(1)
})
