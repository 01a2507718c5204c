import { expect, test } from 'vitest'
import { settle } from '../testing/settle.ts'
import { silentLogger } from '../testing/silent-logger.ts'
import { sendLimits } from '../topology/send-policy.ts'
import { SenderLimits } from './sender-limits.ts'

/** A sender that takes one change at a time, as a real one does. */
class Sender {
  readonly set: number[] = []
  #pending = false

  getParameters() {
    return { transactionId: 'x', encodings: [{ active: true, rid: 'kept' }] }
  }

  async setParameters({ encodings: [encoding] }: RTCRtpSendParameters): Promise<void> {
    if (this.#pending) throw new DOMException('One is under way', 'InvalidStateError')
    this.#pending = true
    await Promise.resolve()
    this.#pending = false
    expect(encoding).toMatchObject({ active: true, rid: 'kept' })
    this.set.push(encoding?.maxBitrate ?? 0)
  }
}

test('changes are made one after the other, and of those that come meanwhile the last', async () => {
  const limits = (viewers: number) => sendLimits({ viewers, own: 'sharp', anySharing: true })
  const sender = new Sender()
  const camera = new Sender()
  const held = new SenderLimits(limits(1), silentLogger)
  held.attach({
    camera: camera as unknown as RTCRtpSender,
    screen: sender as unknown as RTCRtpSender
  })
  for (const viewers of [5, 8, 24]) held.set(limits(viewers))
  await settle()
  expect(sender.set).toEqual([3_000_000, 600_000])
  expect(camera.set).toEqual([150_000])
  held.close()
  held.set(limits(1))
  await settle()
  expect(sender.set).toHaveLength(2)
})
