import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import logger from 'electron-log/node.js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

vi.mock('electron-log/main.js', () => ({ default: null }))
const { openLog } = await import('./log.ts')

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-log-'))
})
afterEach(() => {
  logger.hooks.length = 0
  rmSync(folder, { recursive: true })
})

function open() {
  const own = logger.create({ logId: folder })
  openLog(folder, own, '/home/ada')
  own.transports.console.level = false
  return own
}

const written = () => readFileSync(join(folder, 'parley.log'), 'utf8')

test('what is written is redacted, errors and objects too', () => {
  const log = open()
  const cause = new Error("EACCES: permission denied, open '/home/ada/.ssh/id'")
  log.warn('The door is shut', new Error('connect ECONNREFUSED 10.1.2.3:443', { cause }))
  log.error('Refused', { password: 'correct horse', nested: { room: 'weekly', peers: ['10.9.8.7'] } })
  const text = written()
  expect(text).toContain('The door is shut')
  expect(text).toContain('ECONNREFUSED (address):443')
  expect(text).toContain("open '~/.ssh/id'")
  for (const secret of ['10.1.2.3', '10.9.8.7', '/home/ada', 'correct', 'horse', 'weekly']) {
    expect(text).not.toContain(secret)
  }
})

test('what is written is in two files of a bounded size, and no more', () => {
  const log = open()
  const { file } = log.transports
  expect(file.maxSize).toBe(2 * 1024 * 1024)
  file.maxSize = 10_000
  for (let line = 0; line < 1_000; line += 1) log.info(`Something has happened for the ${line}th time`)
  expect(readdirSync(folder).sort()).toEqual(['parley.log', 'parley.old.log'])
  for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).size).toBeLessThan(10_200)
  expect(written()).toMatch(/for the 999th time\n$/)
})

test.runIf(process.platform !== 'win32')('its owner alone can read it', () => {
  open().info('Hello')
  expect(statSync(join(folder, 'parley.log')).mode & 0o777).toBe(0o600)
})
