import fc from 'fast-check'
import { expect, test } from 'vitest'
import { transferMessageSchema } from '../../../protocol/transfer.ts'
import * as v from 'valibot'
import { FakeClock } from '../testing/fake-clock.ts'
import { FakeDataChannel } from '../testing/fake-data-channel.ts'
import { silentLogger } from '../testing/silent-logger.ts'
import { FileReceiver } from './file-receiver.ts'
import { FileSender } from './file-sender.ts'
import { memorySource } from './memory-source.ts'
import { memoryTarget } from './memory-target.ts'

const number = fc.oneof(fc.nat(4), fc.integer(), fc.double(), fc.constant(Number.MAX_SAFE_INTEGER))
const hash = fc.constantFrom('0'.repeat(64), 'F'.repeat(64), '')
/** Half of what comes is almost right. */
const message = fc.oneof(
  fc.record({ type: fc.constant('want'), file: number, offset: number }),
  fc.record({ type: fc.constant('written'), file: number, bytes: number }),
  fc.record({ type: fc.constant('complete') }),
  fc.record({ type: fc.constant('end'), file: number, sha256: hash }),
  fc.record({
    ...{
      type: fc.constant('file'),
      file: number,
      path: fc.string({ unit: 'binary' }),
      bytes: number,
      offset: number
    },
    modifiedAt: fc.oneof(number, fc.constant(null))
  })
)
const input = fc.oneof(
  message.map((each) => JSON.stringify(each)),
  fc.string({ unit: 'binary' }),
  fc.json(),
  fc.uint8Array({ maxLength: 64 }).map((bytes) => bytes.slice().buffer),
  fc.constantFrom(new ArrayBuffer(65_537), 'x'.repeat(9_000), '{"type":"want"}', 'null')
)

function open(): FakeDataChannel {
  const channel = new FakeDataChannel('file/x', 1_000, false)
  channel.connect(new FakeDataChannel('file/x', 1_000, false))
  return channel
}

test('whatever comes over the channel of a transfer, nothing breaks and nothing wrong is stored', async () => {
  let inputs = 0
  await fc.assert(
    fc.asyncProperty(fc.array(input, { minLength: 100, maxLength: 100 }), async (all) => {
      const clock = new FakeClock()
      let stored = 0
      let failures = 0
      const receiving = open()
      const receiver = new FileReceiver({
        channel: receiving as unknown as RTCDataChannel,
        stored: memoryTarget(1_000, () => (stored += 1) > 0),
        free: Promise.resolve(),
        position: () => ({ file: 0, offset: 0, done: 0 }),
        offer: { files: 2, bytes: 1_000 },
        clock,
        logger: silentLogger,
        onOpen: () => {},
        onFile: () => {},
        onWritten: ({ done }) => expect(done).toBeLessThanOrEqual(1_000),
        onDone: () => {},
        onFailed: () => (failures += 1),
        onClosed: () => {}
      })
      const sending = open()
      const sender = new FileSender({
        channel: sending as unknown as RTCDataChannel,
        files: [memorySource('a', new Uint8Array(3)), memorySource('b', new Uint8Array(0))],
        isPaused: () => false,
        pace: () => null,
        clock,
        logger: silentLogger,
        onOpen: () => {},
        onWritten: (done) => expect(done).toBeLessThanOrEqual(3),
        onComplete: () => {},
        onFailed: () => (failures += 1),
        onClosed: () => {}
      })
      for (const each of all) {
        inputs += 1
        receiving.receive(each)
        sending.receive(each)
        if (inputs % 10 === 0) await Promise.resolve()
      }
      expect(stored).toBe(0)
      receiver.close()
      sender.close()
      await receiver.stopped
    }),
    { numRuns: 1_000 }
  )
  expect(inputs).toBeGreaterThanOrEqual(100_000)
}, 120_000)

test('half of what is made up there is almost right', () => {
  const fitting = fc.sample(message, 200).filter((each) => v.is(transferMessageSchema, each))
  expect(fitting.length).toBeGreaterThan(20)
})
