import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

const state = { isPackaged: true, switches: ['remote-debugging-port'], folder: '' }
vi.mock('electron', () => ({
  app: {
    get isPackaged() {
      return state.isPackaged
    },
    commandLine: { hasSwitch: (name: string) => state.switches.includes(name) },
    getAppPath: () => state.folder
  }
}))
const { isDebuggingRefused } = await import('./debugging.ts')

beforeAll(() => {
  state.folder = mkdtempSync(join(tmpdir(), 'parley-debugging-'))
})
afterAll(() => rmSync(state.folder, { recursive: true }))

test.each<[string, boolean, string[], boolean]>([
  ['release', true, ['remote-debugging-port'], true],
  ['release', true, ['remote-debugging-pipe'], true],
  ['release', true, ['lang'], false],
  ['release', false, ['remote-debugging-port'], false],
  ['qa', true, ['remote-debugging-port'], false]
])('the %s app (installed: %s) started with %s: refused %s', (flavor, isPackaged, switches, refused) => {
  Object.assign(state, { isPackaged, switches })
  writeFileSync(join(state.folder, 'package.json'), JSON.stringify({ flavor }))
  expect(isDebuggingRefused()).toBe(refused)
})
