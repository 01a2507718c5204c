import { expect, test, vi } from 'vitest'
import { FakeElectron } from './testing/fake-electron.ts'

const electron = new FakeElectron()
vi.mock('electron', () => ({ app: electron.app }))
const { watchProcesses } = await import('./process-watch.ts')

test('a helper that dies is in the log, the graphics’ is said, and one that ends in order is neither', () => {
  const log = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn() }
  const told: string[] = []
  watchProcesses(log, (mishap) => told.push(mishap))
  const end = (type: string, reason: string, name?: string) =>
    electron.app.emit('child-process-gone', {}, { type, name, reason, exitCode: 9 })
  end('GPU', 'clean-exit')
  expect(log.error).not.toHaveBeenCalled()
  end('Utility', 'crashed', 'Network Service')
  end('GPU', 'killed')
  expect(log.error.mock.calls).toEqual([
    ['A process has ended: Utility, Network Service: crashed, code 9'],
    ['A process has ended: GPU: killed, code 9']
  ])
  expect(told).toEqual(['graphics'])
})
