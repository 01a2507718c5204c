import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { UNMANAGED } from '../../protocol/managed-settings.ts'
import { SettingsStore } from './settings-store.ts'

const code = vi.hoisted(() => ({ now: 'EXDEV' }))
vi.mock('atomically', () => ({
  writeFileSync: () => {
    throw Object.assign(new Error('It cannot be renamed'), { code: code.now })
  }
}))

test.each([
  ['EXDEV', 'Ada'],
  ['ENOSPC', undefined]
])('what cannot be written whole (%s) is written plainly where that helps', (why, name) => {
  code.now = why
  const folder = mkdtempSync(join(tmpdir(), 'parley-settings-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const log = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn() }
  const store = new SettingsStore({ folder, managed: UNMANAGED, now: Date.now, log })
  expect(store.update({ name: 'Ada' }).name).toBe('Ada')
  const stored = () => JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8')) as { name?: string }
  if (name === undefined) expect(stored).toThrow()
  else expect(stored().name).toBe(name)
  expect(log.error).toHaveBeenCalledTimes(name === undefined ? 1 : 0)
})
