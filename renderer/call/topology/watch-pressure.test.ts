import { expect, test } from 'vitest'
import { settle } from '../testing/settle.ts'
import { silentLogger } from '../testing/silent-logger.ts'
import { watchPressure } from './watch-pressure.ts'

type Records = readonly { state: 'nominal' | 'fair' | 'serious' | 'critical' }[]

class Observer {
  static last: Observer | null = null
  static forbidden = false
  disconnected = false
  readonly tell: (records: Records) => void

  constructor(tell: (records: Records) => void) {
    this.tell = tell
    Observer.last = this
  }

  async observe(): Promise<void> {
    await Promise.resolve()
    if (Observer.forbidden) throw new DOMException('Not here', 'NotAllowedError')
  }

  disconnect(): void {
    this.disconnected = true
  }
}

test('tells of the newest record whether the processor is busy', () => {
  const told: boolean[] = []
  const end = watchPressure(Observer, (busy) => told.push(busy), silentLogger)
  Observer.last?.tell([{ state: 'critical' }, { state: 'fair' }])
  Observer.last?.tell([{ state: 'serious' }])
  Observer.last?.tell([{ state: 'critical' }])
  Observer.last?.tell([{ state: 'nominal' }])
  expect(told).toEqual([false, true, true, false])
  end()
  expect(Observer.last?.disconnected).toBe(true)
})

test('says nothing where it is not told, or not allowed', async () => {
  const told: boolean[] = []
  watchPressure(undefined, (busy) => told.push(busy), silentLogger)()
  Observer.forbidden = true
  watchPressure(Observer, (busy) => told.push(busy), silentLogger)()
  await settle()
  expect(told).toEqual([])
})
