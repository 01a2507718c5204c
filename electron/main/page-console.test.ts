import { EventEmitter } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WebContents } from 'electron'
import electronLog from 'electron-log/node.js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { logConsole } from './page-console.ts'

vi.mock('electron-log/main.js', () => ({ default: null }))
const { openLog } = await import('./log.ts')

const log = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn() }
let contents: EventEmitter
let time: number
let folder: string

beforeEach(() => {
  for (const write of Object.values(log)) write.mockReset()
  contents = new EventEmitter()
  time = 1_000
  folder = mkdtempSync(join(tmpdir(), 'parley-log-'))
  logConsole(contents as unknown as WebContents, { log, now: () => time })
})

afterEach(() => {
  electronLog.hooks.length = 0
  rmSync(folder, { recursive: true })
})

const say = (level: string, message: string) => contents.emit('console-message', { level, message })

test('what a page warns of, and its errors, are in the log; the rest is not', () => {
  for (const level of ['debug', 'info', 'warning', 'error']) say(level, `It says ${level}`)
  expect(log.warn.mock.calls).toEqual([['Page: It says warning']])
  expect(log.error.mock.calls).toEqual([['Page: It says error']])
  expect([...log.info.mock.calls, ...log.debug.mock.calls]).toEqual([])
})

test('older versions of Electron say it in another way', () => {
  for (const level of [0, 1, 2, 3]) contents.emit('console-message', {}, level, `It says ${level}`)
  expect(log.warn.mock.calls).toEqual([['Page: It says 2']])
  expect(log.error.mock.calls).toEqual([['Page: It says 3']])
})

test('a line stays a line, and has an end', () => {
  say('error', `Error: it broke\n    at one\n    at two ${'x'.repeat(5_000)}`)
  const [[line]] = log.error.mock.calls as [[string]]
  expect(line).toMatch(/^Page: Error: it broke \| at one \| at two x+…$/)
  expect(line.length).toBeLessThan(1_100)
})

test('a page that says the same for ever is cut short, and heard again later', () => {
  for (let round = 0; round < 1_000; round += 1) say('error', 'Again')
  expect(log.error).toHaveBeenCalledTimes(29)
  expect(log.warn.mock.calls).toEqual([['Page: what else it says in this minute is left out']])
  time += 60_000
  say('error', 'Later')
  expect(log.error).toHaveBeenLastCalledWith('Page: Later')
})

test('what opens a meeting is taken out on the way into the file', () => {
  const logger = electronLog.create({ logId: folder })
  const real = openLog(folder, logger)
  logger.transports.console.level = false
  const page = new EventEmitter()
  logConsole(page as unknown as WebContents, { log: real, now: () => time })
  page.emit('console-message', {
    level: 'error',
    message: 'Failed: https://meet.example.org/r/modi-kafu-ruse?password=hunter2 at 192.168.7.9'
  })
  const written = readFileSync(join(folder, 'parley.log'), 'utf8')
  expect(written).toContain('Page: Failed')
  expect(written).not.toMatch(/modi-kafu-ruse|hunter2|192\.168\.7\.9/)
})
