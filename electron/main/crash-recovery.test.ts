import { EventEmitter } from 'node:events'
import type { BrowserWindow } from 'electron'
import { beforeEach, expect, test, vi } from 'vitest'
import { recoverFromCrashes } from './crash-recovery.ts'

const contents = Object.assign(new EventEmitter(), { reload: vi.fn() })
const log = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn() }
const giveUp = vi.fn()
let time: number

beforeEach(() => {
  time = 1_000
  contents.removeAllListeners()
  contents.reload.mockReset()
  giveUp.mockReset()
  recoverFromCrashes({ webContents: contents } as unknown as BrowserWindow, { log, now: () => time, giveUp })
})

const end = (reason: string) => contents.emit('render-process-gone', {}, { reason, exitCode: 1 })

test.each(['crashed', 'oom', 'killed'])('a page whose process ended by %s is brought back', (reason) => {
  end(reason)
  expect(contents.reload).toHaveBeenCalledOnce()
  expect(giveUp).not.toHaveBeenCalled()
})

test('a page that ends in order is left alone', () => {
  end('clean-exit')
  expect(contents.reload).not.toHaveBeenCalled()
})

test('a page that crashes again at once is given up, and one that crashes much later is not', () => {
  end('crashed')
  time += 60_000
  end('crashed')
  expect(contents.reload).toHaveBeenCalledTimes(2)
  time += 1_000
  end('crashed')
  expect(contents.reload).toHaveBeenCalledTimes(2)
  expect(giveUp).toHaveBeenCalledOnce()
})
