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

test('a page that crashes again and again is given up, and one that crashes now and then is not', () => {
  for (let crash = 0; crash < 4; crash++) {
    end('crashed')
    time += 200_000
  }
  expect(contents.reload).toHaveBeenCalledTimes(4)
  time += 300_000
  for (let crash = 0; crash < 3; crash++) {
    end('crashed')
    time += 20_000
  }
  expect(contents.reload).toHaveBeenCalledTimes(6)
  expect(giveUp).toHaveBeenCalledOnce()
})
