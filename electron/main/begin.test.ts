import { beforeEach, expect, test, vi } from 'vitest'
import type { AppAction, Command } from './command-line.ts'

const app = vi.hoisted(() => ({
  getName: () => 'Parley',
  getVersion: () => '1.2.3',
  requestSingleInstanceLock: vi.fn<(data?: unknown) => boolean>(),
  exit: vi.fn(),
  quit: vi.fn()
}))
vi.mock('electron', () => ({ app }))
const { begin } = await import('./begin.ts')

const said: string[] = []
const started: (AppAction | null)[] = []

/** @param running whether another Parley has the profile */
function run(command: Command, running: boolean): void {
  app.requestSingleInstanceLock.mockReturnValue(!running)
  begin(command, (first) => started.push(first))
}

beforeEach(() => {
  said.length = 0
  started.length = 0
  vi.clearAllMocks()
  for (const output of [process.stdout, process.stderr]) {
    vi.spyOn(output, 'write').mockImplementation((text, done: unknown) => {
      said.push(String(text))
      if (typeof done === 'function') (done as () => void)()
      return true
    })
  }
})

test.each(['microphone', 'camera', 'hand', 'leave', 'quit'] as const)(
  '%s goes to the app that runs, and is refused without one',
  (action) => {
    run({ type: 'act', action }, true)
    expect(app.requestSingleInstanceLock).toHaveBeenCalledWith({ action })
    expect(app.exit).toHaveBeenLastCalledWith(0)
    run({ type: 'act', action }, false)
    expect(app.exit).toHaveBeenLastCalledWith(1)
    expect(said.at(-1)).toBe('Parley is not running.\n')
    expect(started).toEqual([])
  }
)

test.each(['window', 'new-meeting'] as const)('%s starts an app where none runs', (action) => {
  run({ type: 'act', action }, false)
  expect(started).toEqual([action])
})

test('a start without a word starts the app, or gives way to the one that runs', () => {
  run({ type: 'start' }, false)
  run({ type: 'start' }, true)
  expect([started, app.quit.mock.calls.length]).toEqual([[null], 1])
})

test('what is only to be said needs no app, and a word that is none ends with an error', () => {
  run({ type: 'print', text: 'version' }, true)
  expect([said.at(-1), app.exit.mock.lastCall]).toEqual(['Parley 1.2.3\n', [0]])
  run({ type: 'refuse', message: 'There is no such option.' }, true)
  expect([said.at(-1), app.exit.mock.lastCall]).toEqual([
    'There is no such option.\nSee parley --help.\n',
    [2]
  ])
  expect(app.requestSingleInstanceLock).not.toHaveBeenCalled()
})
