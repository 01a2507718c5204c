import { EventEmitter } from 'node:events'
import type { BrowserWindow } from 'electron'
import { expect, test } from 'vitest'
import { tellWhetherShown } from './window-shown.ts'

test('the page hears when its window goes out of sight, and when it is back', () => {
  const told: unknown[] = []
  const window = Object.assign(new EventEmitter(), {
    webContents: { send: (channel: string, shown: boolean) => told.push([channel, shown]) }
  })
  tellWhetherShown(window as unknown as BrowserWindow)
  for (const event of ['minimize', 'restore', 'hide', 'show']) window.emit(event)
  expect(told).toEqual([false, true, false, true].map((shown) => ['window:shown', shown]))
})
