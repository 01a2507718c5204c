import { X509Certificate } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { fingerprintGroups } from '../../protocol/fingerprint.ts'
import type { Log } from './log.ts'
import { makeCertificate } from './make-certificate.ts'
import { keptFingerprint, loadServerCertificate } from './server-certificate.ts'

const DAY = 24 * 60 * 60 * 1000
const START = Date.UTC(2026, 0, 15, 12, 30)
const log: Log = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn() }

let folder: string
let path: string
let now: number
/** How many certificates were made. */
let made: number

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-certificate-'))
  path = join(folder, 'server-certificate.pem')
  now = START
  made = 0
  vi.clearAllMocks()
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
})

const load = () =>
  loadServerCertificate({
    path,
    make: () => {
      made += 1
      return makeCertificate(now, ['192.0.2.7'])
    },
    now: () => now,
    log
  })

test('a certificate is for the addresses, about a year, and its fingerprint is the one that browsers show', async () => {
  const { cert, fingerprint } = await load()
  const certificate = new X509Certificate(cert)
  expect(certificate.checkIP('192.0.2.7')).toBe('192.0.2.7')
  expect(certificate.checkIP('192.0.2.8')).toBeUndefined()
  expect(certificate.ca).toBe(false)
  const [from, to] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)]
  expect([from, (to - from) / DAY]).toEqual([START - DAY, 365])
  expect(fingerprintGroups(fingerprint).join('')).toBe(certificate.fingerprint256.replaceAll(':', ''))
})

test('it is kept, readable by its owner alone', async () => {
  const first = await load()
  expect(await load()).toMatchObject({ fingerprint: first.fingerprint })
  expect(made).toBe(1)
  expect(readdirSync(folder)).toEqual(['server-certificate.pem'])
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('it is known by its fingerprint, and none is made to know it', async () => {
  expect(keptFingerprint({ path, now: () => now, log })).toBeNull()
  expect(readdirSync(folder)).toEqual([])
  const { fingerprint } = await load()
  expect(keptFingerprint({ path, now: () => now, log })).toBe(fingerprint)
})

test.skipIf(process.platform === 'win32')('a file that others could read is closed to them', async () => {
  await load()
  chmodSync(path, 0o644)
  // What was left half written is no reason to write into it.
  writeFileSync(`${path}.new`, '', { mode: 0o666 })
  await load()
  expect([made, statSync(path).mode & 0o777]).toEqual([1, 0o600])
  now += 400 * DAY
  await load()
  expect([made, statSync(path).mode & 0o777]).toEqual([2, 0o600])
  await load()
  expect(made).toBe(2)
})

test('it is renewed in its last month, and not before', async () => {
  const first = await load()
  now = START + 333 * DAY
  expect((await load()).fingerprint).toBe(first.fingerprint)
  now = START + 335 * DAY
  const second = await load()
  expect(second.fingerprint).not.toBe(first.fingerprint)
  expect((await load()).fingerprint).toBe(second.fingerprint)
  expect(made).toBe(2)
})

test('one that is not good yet is replaced', async () => {
  await load()
  now = START - 2 * DAY
  await load()
  expect(made).toBe(2)
})

test('a file that is damaged, or whose halves do not belong together, is set aside', async () => {
  const first = await load()
  const text = readFileSync(path, 'utf8')
  const other = await makeCertificate(START, [])
  const damaged = [
    text.slice(0, 300),
    '',
    text.replace(/(?<=BEGIN CERTIFICATE-----\n)MII/, 'AAA'),
    first.cert + other.key
  ]
  for (const content of damaged) {
    now += 60_000
    writeFileSync(path, content)
    const { fingerprint } = await load()
    expect(fingerprint).not.toBe(first.fingerprint)
    const date = new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')
    expect(readFileSync(`${path}.corrupt-${date}`, 'utf8')).toBe(content)
    expect((await load()).fingerprint).toBe(fingerprint)
  }
  expect(made).toBe(1 + damaged.length)
})

test('where nothing can be kept there is one all the same', async () => {
  path = join(folder, 'missing', 'server-certificate.pem')
  const { fingerprint } = await load()
  expect(fingerprint).toHaveLength(43)
  expect(log.error).toHaveBeenCalledOnce()
})
