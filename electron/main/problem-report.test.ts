import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DEFAULT_SETTINGS, type Settings } from '../../protocol/settings.ts'
import { packProblemReport, writeWhole, type ProblemReport } from './problem-report.ts'

let folder: string
let report: ProblemReport

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-report-'))
  const logs = join(folder, 'logs')
  mkdirSync(logs)
  report = {
    logs,
    settings: DEFAULT_SETTINGS,
    locked: ['updates'],
    versions: { Parley: '1.2.3', Electron: '45.0.0' },
    check: null,
    home: '/home/ada'
  }
})
afterEach(() => rmSync(folder, { recursive: true }))

async function pack(): Promise<Record<string, string>> {
  const files = unzipSync(await packProblemReport(report))
  return Object.fromEntries(Object.entries(files).map(([name, data]) => [name, strFromU8(data)]))
}

test('a report holds versions, settings and what it is; nothing more is needed', async () => {
  rmSync(report.logs, { recursive: true })
  const files = await pack()
  expect(Object.keys(files)).toEqual(['READ-ME.txt', 'versions.txt', 'settings.json'])
  expect(files['versions.txt']).toMatch(/^System: .+\nDesktop: .+\nParley: 1\.2\.3\nElectron: 45\.0\.0\n$/)
  expect(JSON.parse(files['settings.json'] ?? '')).toMatchObject({ theme: 'system', locked: ['updates'] })
})

test('the logs and the last check are in it, and are redacted whoever wrote them', async () => {
  writeFileSync(
    join(report.logs, 'parley.log'),
    'Joined modi-kafu-ruse from 10.1.2.3 with password=hunter2\n'
  )
  writeFileSync(join(report.logs, 'parley.old.log'), "open '/home/ada/secret.txt'\n")
  writeFileSync(join(report.logs, 'notes.txt'), 'Not a log\n')
  report.check = 'stun:10.9.8.7:3478: 20 ms'
  expect(await pack()).toMatchObject({
    'logs/parley.log': 'Joined (room) from (address) with password=(secret)\n',
    'logs/parley.old.log': "open '~/secret.txt'\n",
    'connection-check.txt': 'stun:(address):3478: 20 ms'
  })
  expect(await pack()).not.toHaveProperty('logs/notes.txt')
})

test('the settings in it say nothing of a person', async () => {
  const device = { id: 'a1b2c3', label: "Ada's headset" }
  const settings: Settings = {
    ...DEFAULT_SETTINGS,
    name: 'Ada Lovelace',
    color: 205,
    server: 'https://meet.example.org',
    camera: device,
    microphone: device,
    speaker: device,
    downloadFolder: '/home/ada/Things',
    shareInterface: 'vpn-engines',
    recentMeetings: [{ room: 'weekly', server: 'https://meet.example.org', joinedAt: 1 }]
  }
  report.settings = settings
  const text = (await pack())['settings.json'] ?? ''
  const words = ['Ada', 'Lovelace', '205', 'meet.example', 'a1b2c3', 'headset', 'Things', 'engines', 'weekly']
  for (const word of words) {
    expect(text).not.toContain(word)
  }
  expect(JSON.parse(text)).toMatchObject({ name: true, camera: true, server: 'https:', recentMeetings: 1 })
})

test('a file is written as a whole, in place of an older one, or not at all', async () => {
  const path = join(folder, 'report.zip')
  writeFileSync(path, 'older')
  await writeWhole(path, new Uint8Array([1, 2, 3]))
  expect([...readFileSync(path)]).toEqual([1, 2, 3])
  await expect(writeWhole(report.logs, new Uint8Array([1]))).rejects.toThrow()
  expect(readdirSync(folder).sort()).toEqual(['logs', 'report.zip'])
})
