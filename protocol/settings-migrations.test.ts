import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DEFAULT_SETTINGS, parseSettings, usableSettings } from './settings.ts'
import { migrateSettings, SETTINGS_VERSION } from './settings-migrations.ts'

test('a file of version 0 keeps what was changed, and no more', () => {
  const stored = { ...DEFAULT_SETTINGS, name: 'Ada', theme: 'dark', hostOnNetwork: false }
  const migrated = migrateSettings(stored)
  expect(migrated).toMatchObject({
    name: 'Ada',
    theme: 'dark',
    hostOnNetwork: false,
    version: SETTINGS_VERSION
  })
  expect(migrated).not.toHaveProperty('language')
  expect(parseSettings(migrated)).toEqual(stored)
})

test('settings of this version stay as they are', () => {
  const stored = { version: SETTINGS_VERSION, theme: 'system', unknown: 1 }
  expect(migrateSettings(stored)).toEqual(stored)
})

test('settings of a newer app stay as they are, and what fits is used', () => {
  const stored = { version: SETTINGS_VERSION + 3, theme: { light: 'a' }, name: 'Ada' }
  expect(migrateSettings(stored)).toEqual(stored)
  expect(usableSettings(stored)).toEqual({ name: 'Ada' })
})

test('each step is taken once and in order, from the version of the file on', () => {
  const steps = ['a', 'b', 'c'].map((name) => (stored: Record<string, unknown>) => ({
    ...stored,
    taken: `${typeof stored.taken === 'string' ? stored.taken : ''}${name}`
  }))
  expect(migrateSettings({}, steps)).toEqual({ taken: 'abc', version: 3 })
  expect(migrateSettings({ version: 1 }, steps)).toEqual({ taken: 'bc', version: 3 })
  expect(migrateSettings({ version: 3 }, steps)).toEqual({ version: 3 })
})

test('anything migrates to settings that can be used, and a second time to the same', () => {
  const anything = fc.dictionary(fc.constantFrom('version', 'name', 'theme', 'camera', 'x'), fc.anything())
  fc.assert(
    fc.property(anything, (stored) => {
      const migrated = migrateSettings(stored)
      expect(migrateSettings(migrated)).toEqual(migrated)
      expect(parseSettings(migrated)).toEqual(parseSettings(stored))
    })
  )
})
