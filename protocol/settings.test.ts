import * as v from 'valibot'
import { expect, test } from 'vitest'
import { DEFAULT_SETTINGS, parseSettings, settingsChangeSchema } from './settings.ts'

test.each([[undefined], [null], ['text'], [[]], [{}]])('settings from %j are the defaults', (stored) => {
  expect(parseSettings(stored)).toEqual(DEFAULT_SETTINGS)
})

test('a damaged field gets its default and the others stay; unknown ones go', () => {
  const stored = { name: 'Ada', theme: 'pink', server: 'not a server', unknown: 1, joinWithCamera: false }
  expect(parseSettings(stored)).toEqual({ ...DEFAULT_SETTINGS, name: 'Ada', joinWithCamera: false })
})

test('what was stored is read as it was', () => {
  const camera = { id: 'a', label: 'Camera' }
  const settings = { ...DEFAULT_SETTINGS, name: 'Ada', server: 'https://meet.example.org', camera }
  expect(parseSettings(JSON.parse(JSON.stringify(settings)))).toEqual(settings)
})

test('recent meetings have a room and a server, nothing that opens a door, and there are few of them', () => {
  const meeting = { room: 'modi-kafu-ruse', server: null, joinedAt: 1 }
  const change = (recentMeetings: object[]) => v.safeParse(settingsChangeSchema, { recentMeetings })
  expect(change([{ ...meeting, password: 'secret' }]).output).toEqual({ recentMeetings: [meeting] })
  expect(change([{ ...meeting, room: 'NOT A ROOM' }]).success).toBe(false)
  expect(change(Array.from({ length: 9 }, () => meeting)).success).toBe(false)
})

test('a change names some fields, and is refused when one does not fit', () => {
  expect(v.is(settingsChangeSchema, { theme: 'dark' })).toBe(true)
  expect(v.is(settingsChangeSchema, { theme: 'pink' })).toBe(false)
  expect(v.is(settingsChangeSchema, { color: 359 })).toBe(true)
  expect(v.is(settingsChangeSchema, { color: 360 })).toBe(false)
  expect(v.is(settingsChangeSchema, { language: 'pt-BR' })).toBe(true)
  expect(v.is(settingsChangeSchema, { language: '../pt' })).toBe(false)
  expect(v.is(settingsChangeSchema, { server: 'https://meet.example.org/path' })).toBe(false)
})
