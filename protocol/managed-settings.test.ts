import { expect, test } from 'vitest'
import { lockedKeys, parseManagedSettings, UNMANAGED } from './managed-settings.ts'

test('defaults and locks are read as they are', () => {
  const managed = {
    defaults: { theme: 'dark' },
    locked: { updates: false, server: 'https://meet.example.org' }
  }
  expect(parseManagedSettings(managed)).toEqual({ managed, problems: [] })
  expect(lockedKeys(parseManagedSettings(managed).managed)).toEqual(['updates', 'server'])
})

test('either part may be absent', () => {
  expect(parseManagedSettings({})).toEqual({ managed: UNMANAGED, problems: [] })
  expect(parseManagedSettings({ locked: { updates: false } }).managed).toEqual({
    defaults: {},
    locked: { updates: false }
  })
})

test.each([[null], ['text'], [7], [[]], [{ locked: ['updates'] }], [{ defaults: true }]])(
  'a file with %j in it manages nothing, and says why',
  (stored) => {
    const { managed, problems } = parseManagedSettings(stored)
    expect(managed).toEqual(UNMANAGED)
    expect(problems).toHaveLength(1)
  }
)

test('what cannot be used is named and left out, and the rest holds', () => {
  const { managed, problems } = parseManagedSettings({
    defaults: { theme: 'pink', language: 'de' },
    locked: { updates: false, upDates: false, name: 'Ada', recentMeetings: [] },
    lock: {}
  })
  expect(managed).toEqual({ defaults: { language: 'de' }, locked: { updates: false } })
  expect(problems).toEqual([
    '"lock" is neither "defaults" nor "locked"',
    '"defaults.theme" has a value that it cannot have',
    '"locked.upDates" is no setting',
    '"locked.name" is a person\'s own',
    '"locked.recentMeetings" is a person\'s own'
  ])
})
