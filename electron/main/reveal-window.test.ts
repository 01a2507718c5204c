import type { BrowserWindow } from 'electron'
import { beforeEach, expect, test } from 'vitest'
import { WindowRevealer } from './reveal-window.ts'
import { FakeWindow } from './testing/fake-electron.ts'

let window: FakeWindow | null
let opened: number
let revealer: WindowRevealer

beforeEach(() => {
  window = null
  opened = 0
  revealer = new WindowRevealer(
    () => window as unknown as BrowserWindow | null,
    () => {
      opened += 1
      window = new FakeWindow()
    }
  )
})

test('no second window is opened by whoever wants it in sight while the app begins', () => {
  revealer.reveal()
  revealer.reveal()
  expect(opened).toBe(0)
  expect(revealer.begin(), 'the first is in sight then').toBe(true)
})

test('a start that nobody looks at stays out of sight', () => {
  expect(revealer.begin()).toBe(false)
})

test('one that is there is brought into sight, and one is opened where it was closed', () => {
  revealer.begin()
  revealer.reveal()
  expect(opened).toBe(1)
  window!.minimized = true
  revealer.reveal()
  expect([opened, window!.done]).toEqual([1, ['restore', 'show', 'focus']])
})
